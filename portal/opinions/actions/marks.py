"""Staff's notes on single opinions: repeated, invalid, and reading the contact data."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_opinion_unlocked
from portal.opinions.actions.steps import recorded
from portal.opinions.models import Mark, Opinion, OpinionContact


def mark(session: Session, opinion: Opinion, kind: str, reason: str, kept: Opinion | None = None, *, actor: User,
         now: datetime) -> Mark:
    """Mark an opinion as `repeated` (the same author's; `kept` is the one that stays) or `invalid`, with the reason.

    Raises Refusal or InvalidInput, see rules.check_may_mark and rules.check_kept.
    """
    with recorded(session, opinion.consultation, "opinion.mark", [], actor=actor, now=now) as step:
        note = put_mark(session, opinion, kind, reason, kept, actor=actor, now=now)
        step.adds(note)
    return note


def put_mark(session: Session, opinion: Opinion, kind: str, reason: str, kept: Opinion | None = None, *, actor: User,
             now: datetime) -> Mark:
    """The same as part of a larger step, which keeps the mark itself."""
    hold_open(session, opinion.consultation, opinion)
    check_opinion_unlocked(session, opinion)
    words = rules.checked_reason(reason, N_("请写明为什么这样标记，日后要能向本人说明。"))
    is_kept = session.scalar(select(Mark.id).where(Mark.kept_id == opinion.id).limit(1)) is not None
    rules.check_may_mark(opinion.bucket, is_reply=opinion.is_reply, is_kept=is_kept)
    if kind == "repeated":
        _check_kept(opinion, kept)
    note = Mark(opinion=opinion, kind=kind, kept=kept if kind == "repeated" else None, reason=words,
                marked_by=actor.id, marked_at=now)
    session.add(note)
    session.flush()
    journal.record(session, "opinion.mark", opinion, actor=actor, now=now, unit_id=_unit(opinion), kind=kind,
                   kept_id=note.kept_id)
    return note


def mark_invalid(session: Session, opinions: Sequence[Opinion], reason: str, *, actor: User, now: datetime) -> None:
    """Mark exactly these opinions as invalid for one reason. One step; all or nothing."""
    if not opinions:
        raise InvalidInput(N_("请先勾选要处理的意见。"), field="points")
    with recorded(session, opinions[0].consultation, "opinion.mark", [], actor=actor, now=now) as step:
        for opinion in opinions:
            step.adds(put_mark(session, opinion, "invalid", reason, actor=actor, now=now))


def unmark(session: Session, opinion: Opinion, *, actor: User, now: datetime) -> None:
    """Take a mark back: the opinion counts again. Raises Refusal when there is none."""
    hold_open(session, opinion.consultation, opinion)
    if opinion.mark is None:
        raise Refusal(N_("这条意见没有标记，可能别人刚刚撤销了。"))
    check_opinion_unlocked(session, opinion)
    with recorded(session, opinion.consultation, "opinion.unmark", [], actor=actor, now=now) as step:
        step.removes(opinion.mark)
        session.delete(opinion.mark)
    session.expire(opinion, ["mark"])
    journal.record(session, "opinion.unmark", opinion, actor=actor, now=now, unit_id=_unit(opinion))


def read_contact(session: Session, opinion: Opinion, *, actor: User, now: datetime) -> OpinionContact | None:
    """The author's contact data, opened deliberately: who opened it and when is journalled (个人信息保护法)."""
    journal.record(session, "contact.read", opinion, actor=actor, now=now, unit_id=_unit(opinion))
    return opinion.contact


def _check_kept(opinion: Opinion, kept: Opinion | None) -> None:
    authors = {opinion.author_id, kept.author_id if kept else None} - {None}
    rules.check_kept(
        kept.bucket if kept else "", is_itself=kept is opinion,
        same_consultation=bool(kept) and kept.consultation_id == opinion.consultation_id, different_authors=len(authors) > 1,
    )


def _unit(opinion: Opinion) -> int:
    return opinion.consultation.proposal.initiating_unit_id

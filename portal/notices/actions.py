"""Keeping what a check of a public notice found, and deciding what follows from a notice that was not always up."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import User
from portal.accounts.queries import staff_of
from portal.clock import beijing_date
from portal.consultations.models import Round
from portal.consultations.prolonging import prolong
from portal.errors import N_, Refusal
from portal.notices.models import Loss, Sighting
from portal.notices.queries import evidence_of
from portal.notices.rules import KEPT, Finding, continues, is_too_soon
from portal.proposals.rules import refuse_blank


def note_sighting(session: Session, round_id: int, version_id: int, attachment_id: int | None, finding: Finding, *,
                  now: datetime) -> None:
    """Keep what a check of a page (attachment_id None) or of an attachment found; what another worker has just seen is not
    kept twice. The journal tells every change of what is found."""
    newest = session.scalar(
        select(Sighting).where(Sighting.round_id == round_id, Sighting.version_id == version_id,
                               Sighting.attachment_id.is_not_distinct_from(attachment_id)).order_by(Sighting.id.desc()).limit(1))
    if is_too_soon(newest, now):
        return
    if newest is not None and continues(newest, finding, now):
        _change(session, newest, last_at=now, checks=newest.checks + 1)
        return
    seen = Sighting(round_id=round_id, version_id=version_id, attachment_id=attachment_id, outcome=finding.outcome,
                    status=finding.status, sha256=finding.sha256, first_at=now, last_at=now, checks=1)
    session.add(seen)
    session.flush()
    journal.record(session, "notice.see", seen, actor=None, now=now, outcome=seen.outcome, status=seen.status, sha256=seen.sha256)


def _change(session: Session, row: Sighting | Loss, **values) -> None:
    """One more check that found the same is no act for the journal."""
    session.execute(update(type(row)).where(type(row).id == row.id).values(**values))


def propose_time(session: Session, round_id: int, limit: int, *, now: datetime) -> Loss | None:
    """Propose more time where a notice has been without proof for `limit` minutes that nobody has decided about; gives the
    proposal that stands, if there is one. The unit's staff are told once."""
    evidence = evidence_of(session, round_id)
    standing = next((each for each in evidence.losses if each.answered_at is None), None)
    if standing is not None:
        _change(session, standing, lost_minutes=evidence.lost)
    elif evidence.undecided >= limit:
        standing = Loss(round=session.get_one(Round, round_id), lost_minutes=evidence.lost, proposed_at=now)
        session.add(standing)
        session.flush()
        _tell(session, standing, now)
    return standing


def _tell(session: Session, loss: Loss, now: datetime) -> None:
    version, unit_id = loss.round.version, loss.round.consultation.proposal.initiating_unit_id
    journal.record(session, "notice.lose", loss, actor=None, now=now, unit_id=unit_id, minutes=loss.lost_minutes)
    for user_id in staff_of(session, unit_id, beijing_date(now)):
        outbox.post(session, "notice.lost", now=now, user_id=user_id, key=f"notice.lost:{loss.id}:{user_id}", loss=loss.id,
                    title=version.title, number=version.proposal.number, minutes=loss.lost_minutes)


def answer_loss(session: Session, loss: Loss, *, days: int | None, note: str, actor: User, now: datetime) -> None:
    """Decide about a notice that was not always up: `days` more (None: no more), with a note that is published.

    Raises InvalidInput without a note, Refusal when somebody has decided already, or as `prolong` does.
    """
    session.refresh(loss, with_for_update={"of": Loss})
    if loss.answered_at is not None:
        raise Refusal(N_("这次中断已经有人处理过了，请刷新后查看。"), clauses=(KEPT,))
    loss.note, loss.answered_by, loss.answered_at = refuse_blank(note, "note"), actor.id, now
    if days is not None:
        loss.extended_to = prolong(session, loss.round, days, actor=actor, now=now).closes_at
    session.flush()
    journal.record(session, "notice.answer", loss, actor=actor, now=now, days=days,
                   unit_id=loss.round.consultation.proposal.initiating_unit_id)

"""The work on themes and points: who does it until when, handing in, the second reader, the lock."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.db import check_revision
from portal.errors import N_, InvalidInput
from portal.opinions import rules, working
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_unlocked
from portal.opinions.actions.steps import recorded
from portal.opinions.models import Assignment, Point, Theme
from portal.opinions.queries.work import colleagues_of


def assign(session: Session, consultation: Consultation, *, themes: Sequence[Theme] = (), points: Sequence[Point] = (),
           assignee: User | None, due_on: date | None, actor: User, now: datetime) -> None:
    """Give exactly these themes and points to a colleague of the unit (None: to nobody), until a day. One step.

    What a theme's points carry by themselves goes before what they have from the theme. Raises Refusal for what is locked,
    InvalidInput for an empty selection, a stranger to the unit or a day that is over.
    """
    hold_open(session, consultation)
    if not themes and not points:
        raise InvalidInput(N_("请先勾选要处理的意见。"), field="points")
    working.check_due(due_on, beijing_date(now))
    if assignee is not None and assignee not in colleagues_of(session, consultation.proposal.initiating_unit_id, now):
        raise InvalidInput(N_("请从本单位的经办人和审核人里选。"), field="assignee")
    check_unlocked(session, [theme.id for theme in themes], [point.id for point in points])
    kept = _kept(session, themes, points)
    with recorded(session, consultation, "work.assign", kept, actor=actor, now=now) as step:
        added = _missing(consultation, kept, themes, points, now)
        session.add_all(added)
        for work in [*kept, *added]:
            work.assignee_id, work.due_on = assignee.id if assignee else None, due_on
        session.flush()
        step.adds(*added)
    _note(session, "work.assign", consultation, actor, now, themes=[each.id for each in themes],
          points=[each.id for each in points], assignee=assignee.id if assignee else None)


def move(session: Session, subject: Theme | Point, verb: str, *, remark: str = "", seen_revision: int, actor: User,
         now: datetime) -> None:
    """Lead the work on a theme, or on a point with work of its own, on: take, hand_in, take_back, accept (lock), send_back or
    unlock, see working.MOVES.

    `seen_revision`: that of the assignment the person saw (0: there was none). Raises Refusal for a step that leads
    nowhere, a reader who is not a second one, and work without an answer; InvalidInput for missing words.
    """
    consultation = _consultation(subject)
    hold_open(session, consultation, subject)
    about = {"theme_id": subject.id} if isinstance(subject, Theme) else {"point_id": subject.id}
    work = session.scalar(select(Assignment).filter_by(**about).execution_options(populate_existing=True))
    if work is None:
        work = Assignment(consultation_id=consultation.id, state="open", **about)
    else:
        check_revision(work, seen_revision)
    state = working.moved(work.state, verb)
    working.check_person(verb, handed_in=work.handed_in_by == actor.id)
    working.check_answered(verb, is_answered=subject.is_answered)
    words = rules.checked_reason(remark, working.NEEDS_WORDS[verb], "remark") if verb in working.NEEDS_WORDS else ""
    _move(session, work, verb, state, actor, words, now)
    _note(session, f"work.{verb}", subject, actor, now)


def _move(session: Session, work: Assignment, verb: str, state: str, actor: User, words: str, now: datetime) -> None:
    work.state, work.remark, work.changed_at = state, words, now
    work.reader_id = actor.id if verb in working.READS else None
    if verb == "hand_in":
        work.handed_in_by = actor.id
    if verb == "take" or work.assignee_id is None:
        work.assignee_id = actor.id
    session.add(work)
    session.flush()


def reopen_review(session: Session, theme: Theme, now: datetime) -> None:
    """What is with a second reader goes back in hand when its answer changes: nobody accepts what they have not read."""
    within = Assignment.point_id.in_(select(Point.id).where(Point.theme_id == theme.id))
    query = select(Assignment).where(or_(Assignment.theme_id == theme.id, within), Assignment.state == "in_review")
    for work in session.scalars(query):
        work.state, work.changed_at = "in_hand", now


def _kept(session: Session, themes: Sequence[Theme], points: Sequence[Point]) -> list[Assignment]:
    """The assignments there are already, as they are now."""
    wanted = Assignment.theme_id.in_([each.id for each in themes]), Assignment.point_id.in_([each.id for each in points])
    query = select(Assignment).where(wanted[0] | wanted[1]).execution_options(populate_existing=True)
    return list(session.scalars(query))


def _missing(consultation: Consultation, kept: list[Assignment], themes, points, now: datetime) -> list[Assignment]:
    has = {work.theme_id for work in kept}, {work.point_id for work in kept}
    same = {"consultation_id": consultation.id, "changed_at": now, "state": "open"}
    return [Assignment(theme_id=each.id, **same) for each in themes if each.id not in has[0]] + [
        Assignment(point_id=each.id, **same) for each in points if each.id not in has[1]]


def _consultation(subject: Theme | Point | Consultation) -> Consultation:
    if isinstance(subject, Consultation):
        return subject
    return subject.consultation if isinstance(subject, Theme) else subject.opinion.consultation


def _note(session: Session, action: str, subject: Theme | Point | Consultation, actor: User, now: datetime, **details) -> None:
    unit = _consultation(subject).proposal.initiating_unit_id
    journal.record(session, action, subject, actor=actor, now=now, unit_id=unit, **details)

"""Reminders of letters without an answer: due in two working days, and overdue."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal import outbox
from portal.accounts.queries import staff_of
from portal.clock import beijing_date
from portal.consultations.models import Consultation, Request, Round
from portal.consultations.rules import due_day
from portal.proposals.models import Proposal, ProposalVersion
from portal.workdays.rules import Calendar, working_days_between

SOON = 2  # working days
LOOKED_AHEAD = timedelta(days=14)
LOOKED_BACK = timedelta(days=30)


def remind_of_letters(session: Session, now: datetime, calendar: Calendar) -> None:
    """Remind everybody who may answer a letter once before it is due and once when it is overdue.

    Letters sent today are not reminded of yet, those long overdue no more; nobody is reminded for a withdrawn proposal.
    """
    for letter in _unanswered(session, now):
        kind = _kind(letter, now, calendar)
        if kind:
            _post(session, kind, letter, now)


def _unanswered(session: Session, now: datetime) -> Iterable[Request]:
    query = (
        select(Request).join(Request.round).join(Round.consultation).join(Consultation.proposal)
        .where(Request.answered_at.is_(None), Request.is_own.is_(False), Proposal.withdrawn_at.is_(None))
        .where(Request.due_at > now - LOOKED_BACK, Request.due_at < now + LOOKED_AHEAD)
        .options(joinedload(Request.round).joinedload(Round.version).joinedload(ProposalVersion.proposal)).order_by(Request.id)
    )
    return session.scalars(query).all()


def _kind(letter: Request, now: datetime, calendar: Calendar) -> str | None:
    if now >= letter.due_at:
        return "letter.overdue"
    today = beijing_date(now)
    is_new = beijing_date(letter.sent_at) == today
    return "letter.soon" if not is_new and working_days_between(today, due_day(letter), calendar) <= SOON else None


def _post(session: Session, kind: str, letter: Request, now: datetime) -> None:
    version = letter.round.version
    about = {"title": version.title, "number": version.proposal.number, "due": due_day(letter).isoformat()}
    for user_id in _asked(session, letter, now):
        outbox.post(session, kind, now=now, user_id=user_id, key=f"{kind}:{letter.id}:{user_id}", **about)


def _asked(session: Session, letter: Request, now: datetime) -> Iterable[int]:
    """Who may answer: the person invited, or the staff of the unit."""
    if letter.user_id is not None:
        return [letter.user_id]
    return staff_of(session, letter.unit_id, beijing_date(now)) if letter.unit_id is not None else []

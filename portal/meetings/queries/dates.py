"""The dates people put on their calendars."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import User
from portal.clock import beijing_date
from portal.consultations.models import Consultation, Request, Round
from portal.meetings.models import FeedKey, Meeting, Resolution
from portal.meetings.rules.year import next_month
from portal.proposals.models import Proposal
from portal.proposals.queries import lies_in

PAST = timedelta(days=60)
MONTHS_AHEAD = 6


def public_rounds(session: Session, now: datetime, *, number: str = "", street_id: int | None = None) -> list[Round]:
    """The public rounds that closed lately or are still open, of proposals that stand: all, of one, or of a subdistrict."""
    query = (
        select(Round).join(Round.consultation).join(Consultation.proposal).order_by(Round.closes_at)
        .where(Round.kind == "public", Round.closes_at > now - PAST, Proposal.withdrawn_at.is_(None))
        .options(joinedload(Round.version), joinedload(Round.consultation).joinedload(Consultation.proposal)))
    if number:
        query = query.where(Proposal.number == number)
    return list(session.scalars(query if street_id is None else query.where(lies_in({street_id}))))


def meetings_since(session: Session, now: datetime) -> list[Meeting]:
    """The meetings held lately and those planned."""
    return list(session.scalars(select(Meeting).where(Meeting.held_on >= beijing_date(now) - PAST).order_by(Meeting.held_on)))


def letters_due(session: Session, user_id: int, units: Collection[int]) -> list[Request]:
    """Letters without an answer, to the person or to the units."""
    query = (
        select(Request).where(Request.answered_at.is_(None), or_(Request.user_id == user_id, Request.unit_id.in_(units)))
        .options(joinedload(Request.round).joinedload(Round.version)).order_by(Request.due_at))
    return list(session.scalars(query))


def resolutions_due(session: Session, units: Collection[int]) -> list[Resolution]:
    """What these units must still do."""
    query = select(Resolution).where(Resolution.unit_id.in_(units)).order_by(Resolution.due_on)
    query = query.options(joinedload(Resolution.unit), selectinload(Resolution.progress))
    return [each for each in session.scalars(query) if each.state != "done"]


def months_ahead(today: date) -> list[tuple[int, int]]:
    """This month and those that follow."""
    found = [(today.year, today.month)]
    while len(found) < MONTHS_AHEAD:
        found.append(next_month(*found[-1]))
    return found


def owner_of(session: Session, key: str) -> User | None:
    """The person whose calendar address ends with that key, if the account still may sign in."""
    query = select(User).join(FeedKey, FeedKey.user_id == User.id).where(FeedKey.key == key, User.disabled_at.is_(None))
    return session.scalar(query)


def key_of(session: Session, user: User) -> FeedKey | None:
    """A person's calendar key, or None."""
    return session.scalar(select(FeedKey).where(FeedKey.user_id == user.id))

"""Looking up people, units and what they may do."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Membership, Unit, User
from portal.clock import beijing_date
from portal.permissions import Actor, Role


def actor_of(session: Session, user: User, now: datetime) -> Actor:
    """The actor for a signed-in user, with the memberships valid on the Beijing day of `now`."""
    today = beijing_date(now)
    rows = session.execute(
        select(Membership.role, Membership.unit_id).where(Membership.user_id == user.id, *_valid(Membership, today))
    )
    return Actor(user.id, frozenset((Role(role), unit_id) for role, unit_id in rows))


def units_on(session: Session, day: date) -> list[Unit]:
    """Every unit valid on `day`, with its liaisons, by kind and name."""
    query = select(Unit).where(*_valid(Unit, day)).options(selectinload(Unit.liaisons)).order_by(Unit.kind, Unit.id)
    return list(session.scalars(query))


def unit_named(session: Session, name: str) -> Unit | None:
    """The unit of that name, or None."""
    return session.scalar(select(Unit).where(Unit.name == name))


def office(session: Session) -> Unit:
    """The unit that houses the joint-meeting office (联席会议办公室设在区发展改革委)."""
    return session.scalars(select(Unit).where(Unit.is_office)).one()


def subdistricts(session: Session, day: date) -> list[Unit]:
    """The subdistrict units valid on `day`."""
    return list(session.scalars(select(Unit).where(Unit.kind == "subdistrict", *_valid(Unit, day)).order_by(Unit.id)))


def _valid(model, day: date):
    return model.valid_from <= day, or_(model.valid_to.is_(None), model.valid_to >= day)

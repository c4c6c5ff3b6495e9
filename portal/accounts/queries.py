"""Looking up people, units and what they may do."""

from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Membership, Unit, User
from portal.clock import beijing_date
from portal.journal import JournalEntry, shown_to
from portal.permissions import Actor, Role


def actor_of(session: Session, user: User, now: datetime) -> Actor:
    """The actor for a signed-in user, with the memberships valid on the Beijing day of `now`."""
    rows = session.execute(_MEMBERSHIPS, {"user_id": user.id, "day": beijing_date(now)})
    return Actor(user.id, frozenset((Role(role), unit_id) for role, unit_id in rows))


def roles_of(session: Session, user: User, now: datetime) -> list[Membership]:
    """A person's memberships valid now, with their units."""
    query = select(Membership).options(selectinload(Membership.unit)).order_by(Membership.id)
    return list(session.scalars(query.where(Membership.user_id == user.id, *_valid(Membership, beijing_date(now)))))


def units_on(session: Session, day: date) -> list[Unit]:
    """Every unit valid on `day`, by kind and order of entry."""
    return list(session.scalars(select(Unit).where(*_valid(Unit, day)).order_by(Unit.kind, Unit.id)))


def unit_named(session: Session, name: str) -> Unit | None:
    """The unit of that name, or None."""
    return session.scalar(select(Unit).where(Unit.name == name))


def office(session: Session) -> Unit:
    """The unit that houses the joint-meeting office (联席会议办公室设在区发展改革委)."""
    return session.scalars(select(Unit).where(Unit.is_office)).one()


def subdistricts(session: Session, day: date) -> list[Unit]:
    """The subdistrict units valid on `day`."""
    return list(session.scalars(_SUBDISTRICTS, {"day": day}))


def _valid(model, day):
    return model.valid_from <= day, or_(model.valid_to.is_(None), model.valid_to >= day)


# Asked for on nearly every page, so built once.
_MEMBERSHIPS = select(Membership.role, Membership.unit_id).where(
    Membership.user_id == bindparam("user_id"), *_valid(Membership, bindparam("day")))
_SUBDISTRICTS = select(Unit).where(Unit.kind == "subdistrict", *_valid(Unit, bindparam("day"))).order_by(Unit.id)


def staff_of(session: Session, unit_id: int, day: date) -> list[int]:
    """The ids of those who work for a unit on `day`, and may sign in."""
    query = select(User.id).join(User.memberships).where(User.disabled_at.is_(None), Membership.unit_id == unit_id)
    roles = Membership.role.in_([Role.HANDLER, Role.REVIEWER])
    return list(session.scalars(query.where(roles, *_valid(Membership, day)).distinct().order_by(User.id)))


def holders_of(session: Session, role: Role, day: date) -> list[int]:
    """The ids of those who hold `role` anywhere on `day`, and may sign in."""
    query = select(User.id).join(User.memberships).where(User.disabled_at.is_(None), Membership.role == role)
    return list(session.scalars(query.where(*_valid(Membership, day)).distinct().order_by(User.id)))


def directory(session: Session, day: date | None) -> list[Unit]:
    """The units valid on `day` (None: all that ever were) with their liaisons, by kind and order of entry."""
    query = select(Unit).options(selectinload(Unit.liaisons)).order_by(Unit.kind, Unit.id)
    return list(session.scalars(query if day is None else query.where(*_valid(Unit, day))))


def people(session: Session, *, q: str, after: str, limit: int) -> list[User]:
    """Accounts with their roles, by account name, starting after one; `q` is found in account or person's name."""
    query = _with_roles(select(User)).where(User.login > after).order_by(User.login).limit(limit)
    if q:
        query = query.where(or_(User.login.contains(q, autoescape=True), User.name.contains(q, autoescape=True)))
    return list(session.scalars(query))


def user_with_roles(session: Session, user_id: int) -> User | None:
    """One account with its roles and their units, or None."""
    return session.scalar(_with_roles(select(User)).where(User.id == user_id))


def journal_entries(session: Session, units: frozenset[int], *, action: str, object_type: str, object_id: str, login: str,
                    before: int | None, limit: int) -> list:
    """Journal entries that somebody who belongs to `units` may be shown, with who acted and for which unit, newest first.

    "" does not filter. Rows: JournalEntry, login, unit.
    """
    query = (select(JournalEntry, User.login, Unit.name.label("unit")).outerjoin(User, User.id == JournalEntry.actor_id)
             .outerjoin(Unit, Unit.id == JournalEntry.unit_id).where(shown_to(units)).order_by(JournalEntry.id.desc())
             .limit(limit))
    if action:
        query = query.where(JournalEntry.action.startswith(action, autoescape=True))
    if object_type:
        query = query.where(JournalEntry.object_type == object_type)
    if object_id.isascii() and object_id.isdigit():
        query = query.where(JournalEntry.object_id == int(object_id[:18]))
    if login:
        query = query.where(User.login == login.lower())
    if before:
        query = query.where(JournalEntry.id < before)
    return list(session.execute(query))


def _with_roles(query):
    return query.options(selectinload(User.memberships).selectinload(Membership.unit))

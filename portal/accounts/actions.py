"""Making and changing units, people and memberships."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Liaison, Membership, Unit, User
from portal.accounts.rules import check_membership
from portal.clock import beijing_date
from portal.errors import N_, InvalidInput
from portal.permissions import Role


def create_user(session: Session, *, login: str, name: str, password_hash: str, now: datetime, actor: User | None = None,
                contact: str | None = None) -> User:
    """A person with an account; `actor` is None when people register themselves. Raises InvalidInput for a taken login."""
    login, name = login.strip().lower(), name.strip()
    if not login or not name:
        raise InvalidInput(N_("账号名和姓名都要填写。"), field="login" if not login else "name")
    if session.scalar(select(User.id).where(User.login == login)):
        raise InvalidInput(N_("账号名“%(login)s”已经有人用了，请换一个。"), field="login", login=login)
    user = User(login=login, name=name, password_hash=password_hash, contact=contact, created_at=now, memberships=[])
    session.add(user)
    session.flush()
    journal.record(session, "user.create", user, actor=actor or user, now=now)
    return user


def grant(session: Session, user: User, role: Role, unit: Unit | None, *, valid_from: date, now: datetime, actor: User | None,
          valid_to: date | None = None) -> Membership:
    """Give a person a role, in a unit where the role belongs to one, from a day on (`valid_to` inclusive)."""
    check_membership(role, unit.kind if unit else None, bool(unit and unit.is_office))
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInput(N_("结束日期不能早于开始日期。"), field="valid_to")
    if _held(session, user, role, unit, valid_from):
        raise InvalidInput(N_("%(name)s在这个单位已经有这个角色了。"), field="role", name=user.name)
    membership = Membership(user=user, unit=unit, role=role.value, valid_from=valid_from, valid_to=valid_to)
    session.add(membership)
    session.flush()
    journal.record(session, "membership.grant", membership, actor=actor, now=now, unit_id=membership.unit_id,
                   user_id=user.id, role=role.value)
    return membership


def _held(session: Session, user: User, role: Role, unit: Unit | None, day: date) -> bool:
    same = select(Membership).where(Membership.user_id == user.id, Membership.role == role.value,
                                    Membership.unit_id == (unit.id if unit else None))
    return any(each.valid_to is None or each.valid_to >= day for each in session.scalars(same))


def name_liaison(session: Session, unit: Unit, *, name: str, phone: str, actor: User | None, now: datetime) -> Liaison:
    """Make a person the unit's one active 联络员 from today; the one before ends (指导意见 五(一))."""
    if not name.strip() or not phone.strip():
        raise InvalidInput(N_("联络员的姓名和电话都要填写。"), field="liaison_name" if not name.strip() else "liaison_phone")
    if unit.liaison is not None:
        unit.liaison.valid_to = beijing_date(now)
        session.flush()  # the old one ends before the new one begins: only one may be active
    liaison = Liaison(unit=unit, name=name.strip(), phone=phone.strip(), valid_from=beijing_date(now))
    session.add(liaison)
    session.flush()
    journal.record(session, "liaison.name", liaison, actor=actor, now=now, unit_id=unit.id)
    return liaison

"""Making and changing units, people and memberships."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Liaison, Membership, Unit, User
from portal.accounts.rules import check_email, check_membership
from portal.clock import beijing_date
from portal.db import check_revision
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


def change_email(session: Session, user: User, address: str, *, actor: User, now: datetime) -> None:
    """Keep where a person wants to get notices, or nothing for "". Raises InvalidInput for what is no address."""
    user.contact = check_email(address.strip()) or None
    journal.record(session, "user.email", user, actor=actor, now=now)


def grant(session: Session, user: User, role: Role, unit: Unit | None, *, valid_from: date, now: datetime, actor: User | None,
          valid_to: date | None = None) -> Membership:
    """Give a person a role, in a unit where the role belongs to one, from a day on (`valid_to` inclusive)."""
    check_membership(role, unit.kind if unit else None, bool(unit and unit.is_office))
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInput(N_("结束日期不能早于开始日期。"), field="valid_to")
    earlier = _held(session, user, role, unit)
    if any(each.valid_to is None or each.valid_to >= valid_from for each in earlier):
        raise InvalidInput(N_("%(name)s在这个单位已经有这个角色了。"), field="role", name=user.name)
    membership = next((each for each in earlier if each.valid_from == valid_from), None) or Membership(
        user=user, unit=unit, role=role.value, valid_from=valid_from)
    membership.valid_to = valid_to
    session.add(membership)
    session.flush()
    journal.record(session, "membership.grant", membership, actor=actor, now=now, unit_id=membership.unit_id,
                   user_id=user.id, role=role.value)
    return membership


def _held(session: Session, user: User, role: Role, unit: Unit | None) -> list[Membership]:
    same = (Membership.user_id == user.id, Membership.role == role.value, Membership.unit_id == (unit.id if unit else None))
    return list(session.scalars(select(Membership).where(*same)))


def change_password(session: Session, user: User, password_hash: str, *, actor: User, now: datetime) -> None:
    """Give an account a new password; other sessions of the account end, and a resting account wakes."""
    user.password_hash, user.failures, user.locked_until = password_hash, 0, None
    journal.record(session, "user.password", user, actor=actor, now=now)


def set_disabled(session: Session, user: User, is_disabled: bool, *, actor: User, now: datetime) -> None:
    """Close an account, or open it again. Nobody closes the account they are signed in with."""
    if user.id == actor.id:
        raise InvalidInput(N_("不能停用自己正在使用的账号，请让另一位管理员操作。"))
    user.disabled_at = now if is_disabled else None
    journal.record(session, "user.disable" if is_disabled else "user.enable", user, actor=actor, now=now)


def end_membership(session: Session, membership: Membership, *, actor: User, now: datetime) -> None:
    """End a person's role from today. Nobody ends their own last administrator's role."""
    if membership.user_id == actor.id and membership.role == Role.ADMIN.value:
        raise InvalidInput(N_("不能撤销自己的管理员角色，请让另一位管理员操作。"))
    membership.valid_to = beijing_date(now) - timedelta(days=1)
    journal.record(session, "membership.end", membership, actor=actor, now=now, unit_id=membership.unit_id,
                   user_id=membership.user_id, role=membership.role)


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


def open_unit(session: Session, *, name: str, kind: str, street: str, section: str, leader_name: str, valid_from: date,
              member_from: date | None, liaison_name: str, liaison_phone: str, actor: User, now: datetime) -> Unit:
    """A new unit with its 联络员; `street` names the subdistrict of a subdistrict's unit, else ""."""
    _check_name(session, name, None)
    if (kind == "subdistrict") != bool(street):
        raise InvalidInput(N_("街道办事处要写明街道名称，其他单位不要写。"), field="street")
    unit = Unit(name=name, kind=kind, street=street or None, valid_from=valid_from, member_from=member_from, section=section,
                leader_name=leader_name, liaisons=[])
    session.add(unit)
    session.flush()
    journal.record(session, "unit.open", unit, actor=actor, now=now, unit_id=unit.id)
    name_liaison(session, unit, name=liaison_name, phone=liaison_phone, actor=actor, now=now)
    return unit


def change_unit(session: Session, unit: Unit, *, name: str, valid_from: date, valid_to: date | None, member_from: date | None,
                member_to: date | None, seen_revision: int, actor: User, now: datetime) -> None:
    """Change a unit's name and terms (“成员单位保持动态调整”). The office's unit cannot end."""
    check_revision(unit, seen_revision)
    _check_name(session, name, unit)
    for first, last, field in ((valid_from, valid_to, "valid_to"), (member_from, member_to, "member_to")):
        if last is not None and (first is None or last < first):
            raise InvalidInput(N_("结束日期不能早于开始日期。"), field=field)
    if unit.is_office and valid_to is not None:
        raise InvalidInput(N_("联席会议办公室所在的单位不能撤销。"), field="valid_to")
    unit.name, unit.valid_from, unit.valid_to = name, valid_from, valid_to
    unit.member_from, unit.member_to = member_from, member_to
    journal.record(session, "unit.change", unit, actor=actor, now=now, unit_id=unit.id)


def change_contacts(session: Session, unit: Unit, *, leader_name: str, section: str, liaison_name: str, liaison_phone: str,
                    seen_revision: int, actor: User, now: datetime) -> None:
    """Say who leads, which section answers, and who is the 联络员 of a unit (指导意见 五(一))."""
    check_revision(unit, seen_revision)
    unit.leader_name, unit.section = leader_name, section
    journal.record(session, "unit.contacts", unit, actor=actor, now=now, unit_id=unit.id, fields=["leader_name", "section"])
    active = unit.liaison
    if active is None or (active.name, active.phone) != (liaison_name.strip(), liaison_phone.strip()):
        name_liaison(session, unit, name=liaison_name, phone=liaison_phone, actor=actor, now=now)


def _check_name(session: Session, name: str, unit: Unit | None) -> None:
    other = session.scalar(select(Unit).where(Unit.name == name))
    if other not in (None, unit):
        raise InvalidInput(N_("已经有叫“%(name)s”的单位了。"), field="name", name=name)

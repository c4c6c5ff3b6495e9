"""The district's units, their 联络员, and everybody who can sign in."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.actions import create_user, grant, name_liaison
from portal.accounts.passwords import hash_password
from portal.accounts.queries import units_on
from portal.accounts.seed import GUIDELINE_DATE
from portal.clock import beijing_date
from portal.demo.values import Account
from portal.demo.world import World
from portal.district import enter_district
from portal.permissions import Role

PASSWORD = "Yanshi-2026"
LIAISON_PHONE = "010-00000100"
UNIT_LEADER = "（虚构）本单位分管领导"
SECRECY_REVIEWER = "（虚构）保密审查员"


def settle_people(world: World, password_cost: int, session: Session, now: datetime) -> None:
    """Enter the units, the calendar and the accounts; all accounts share PASSWORD, hashed once."""
    enter_district(session, now)
    password_hash = hash_password(PASSWORD, password_cost)
    for account in world.district.accounts:
        world.people[account.login] = _open_account(world, session, account, password_hash, now)
    _name_liaisons(world, session, now)


def _open_account(world: World, session: Session, account: Account, password_hash: str, now: datetime):
    user = create_user(session, login=account.login, name=account.name, password_hash=password_hash, now=now)
    for unit in [world.unit(name) for name in account.units] or [None]:
        grant(session, user, Role(account.role), unit, valid_from=GUIDELINE_DATE, actor=None, now=now)
    return user


def _name_liaisons(world: World, session: Session, now: datetime) -> None:
    names = {unit: each.name for each in world.district.accounts if each.role == Role.HANDLER for unit in each.units}
    for unit in units_on(session, beijing_date(now)):
        name_liaison(session, unit, name=names.get(unit.name, "（虚构）值班联络员"), phone=LIAISON_PHONE, actor=None, now=now)

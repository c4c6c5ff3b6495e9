"""Builders: people and things made through the real actions. Call them inside `with write() as now:`."""

from functools import cache
from itertools import count

from portal.accounts.actions import create_user, grant
from portal.accounts.passwords import hash_password
from portal.accounts.queries import unit_named
from portal.accounts.seed import GUIDELINE_DATE, seed_units

PASSWORD = "Hutong-2026"
_numbers = count(1)


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once."""
    return hash_password(PASSWORD, 1)


def a_unit(session, now, name="区商务局"):
    """A unit of the district by name; the district's units are entered when they are not there yet."""
    found = unit_named(session, name)
    if found is None:
        seed_units(session, now)
        found = unit_named(session, name)
    return found


def a_user(session, now, role=None, unit=None, *, name="王敏", login=None):
    """A person with PASSWORD, holding `role` (if any) in `unit` (a Unit, or None for a role outside units)."""
    user = create_user(session, login=login or f"user{next(_numbers)}", name=name, password_hash=password_hash(), now=now)
    if role is not None:
        grant(session, user, role, unit, valid_from=GUIDELINE_DATE, actor=None, now=now)
    return user

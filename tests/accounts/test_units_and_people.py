"""Units of the district, people, and what each may be."""

import pytest

from portal.accounts.actions import create_user, grant, name_liaison
from portal.accounts.models import Liaison, Unit
from portal.accounts.queries import actor_of, office, subdistricts, unit_named, units_on
from portal.accounts.rules import check_password
from portal.accounts.seed import seed_units
from portal.clock import beijing_date
from portal.errors import InvalidInput
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.settings import TODAY

DAY = TODAY.date()


def test_the_district_has_its_fifteen_subdistricts_and_twenty_three_members(session, write):
    with write() as now:
        seed_units(session, now)
    units = units_on(session, DAY)
    members = [unit for unit in units if unit.member_from and unit.kind != "subdistrict"]
    assert len(members) == 23
    assert len(subdistricts(session, DAY)) == 15
    assert office(session).name == "区发展改革委"
    assert unit_named(session, "牛街街道办事处").street == "牛街街道"


def test_seeding_twice_enters_nothing_twice(session, write):
    with write() as now:
        assert seed_units(session, now)
    with write() as now:
        assert seed_units(session, now) == []


def test_a_person_holds_a_role_for_its_term_only(session, write, clock):
    with write() as now:
        unit = a_unit(session, now)
        user = a_user(session, now)
        grant(session, user, Role.HANDLER, unit, valid_from=beijing_date(now), valid_to=beijing_date(now), actor=None, now=now)
    assert actor_of(session, user, clock.now()).memberships == {(Role.HANDLER, unit.id)}
    assert actor_of(session, user, clock.now().replace(day=11)).memberships == frozenset()


@pytest.mark.parametrize(("role", "unit"), [
    (Role.HANDLER, None),
    (Role.OFFICE, "区商务局"),
    (Role.PLANNER, "区商务局"),
    (Role.STREET_WORKER, "北展地区指挥部"),
    (Role.DISCIPLINE, "牛街街道办事处"),
])
def test_a_role_needs_the_unit_it_belongs_to(session, write, role, unit):
    with pytest.raises(InvalidInput), write() as now:
        a_user(session, now, role, unit and a_unit(session, now, unit))


def test_a_login_is_taken_once_whatever_its_case(session, write):
    with pytest.raises(InvalidInput, match="已经有人用了"), write() as now:
        for login in ("Wang", "wang "):
            create_user(session, login=login, name="王", password_hash="x", now=now)


@pytest.mark.parametrize(("password", "said"), [
    ("short1A", "至少要 8 位"),
    ("onlyletters", "太简单"),
    ("Wang-12345", "不要包含账号名"),
    ("A1" * 101, "最多 200 位"),
])
def test_a_weak_password_is_refused_with_the_reason(password, said):
    with pytest.raises(InvalidInput) as refused:
        check_password(password, "wang")
    assert said in str(refused.value)


@pytest.mark.parametrize("password", ["Hutong-2026", "胡同口的槐树Aa1", "a long sentence is fine"])
def test_a_good_password_is_taken(password):
    check_password(password, "wang")


def test_naming_a_new_liaison_ends_the_old_one(session, write):
    with write() as now:
        unit = a_unit(session, now)
        name_liaison(session, unit, name="赵一", phone="010-1", actor=None, now=now)
    with write() as now:
        unit = session.get(Unit, unit.id)
        name_liaison(session, unit, name="钱二", phone="010-2", actor=None, now=now)
    session.refresh(unit, ["liaisons"])
    assert [(each.name, each.valid_to) for each in unit.liaisons] == [("赵一", DAY), ("钱二", None)]
    assert unit.liaison.name == "钱二"


def test_the_database_keeps_a_second_active_liaison_out(session, write):
    with write() as now:
        unit = a_unit(session, now)
        name_liaison(session, unit, name="赵一", phone="010-1", actor=None, now=now)
    with pytest.raises(Exception, match="UNIQUE|unique"), write() as now:
        session.add(Liaison(unit_id=unit.id, name="钱二", phone="1", valid_from=DAY))

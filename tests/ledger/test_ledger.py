"""Entering and changing spaces: history, freshness, and two people at once."""

from datetime import timedelta

import pytest

from portal.errors import EditedMeanwhile, InvalidInput
from portal.ledger.actions import change_space, confirm_space, define_area
from portal.ledger.models import Space
from portal.ledger.queries import history, known, ledger, space_by_number, stale_before, values_of
from portal.ledger.rules import read_space
from tests.builders import a_space, a_unit, a_user, an_area


def change(session, number, now, /, seen=1, **texts):
    space = space_by_number(session, number)
    values = read_space(texts, known(session, now.date()), values_of(space))
    return change_space(session, space, values, seen_revision=seen, actor=None, now=now)


@pytest.fixture
def space(session, write):
    with write() as now:
        return a_space(session, now, "XC-1", subtype="文物", name="原会馆", street="牛街街道", planned_use="")


def test_the_first_entry_of_the_history_is_everything_that_was_typed(session, space):
    entry, = history(session, space)
    assert entry.source == "form"
    assert entry.changes["name"] == ["", "原会馆"]
    assert entry.changes["promoting_unit"] == ["", "区文化和旅游局"]
    assert "planned_use" not in entry.changes


def test_a_change_tells_old_and_new_and_when(session, write, clock, space):
    clock.advance(timedelta(days=1))
    with write() as now:
        assert change(session, "XC-1", now, name="会馆", streets="牛街街道、天桥街道") == {
            "name": ["原会馆", "会馆"], "streets": ["牛街街道", "天桥街道、牛街街道"]}
    session.rollback()
    space = space_by_number(session, "XC-1")
    assert space.updated_at == clock.now()
    assert [sorted(entry.changes) for entry in history(session, space)][0] == ["name", "streets"]


def test_saving_without_a_change_stores_nothing(session, write, clock, space):
    entered = clock.now()
    clock.advance(timedelta(days=1))
    with write() as now:
        assert change(session, "XC-1", now) == {}
    assert space_by_number(session, "XC-1").updated_at == entered


def test_the_second_of_two_people_is_told_about_the_first(session, write, space):
    with write() as now:
        change(session, "XC-1", now, name="甲")
    with pytest.raises(EditedMeanwhile), write() as now:
        change(session, "XC-1", now, seen=1, name="乙")
    assert space_by_number(session, "XC-1").name == "甲"


@pytest.mark.parametrize("act", ["enter", "rename"])
def test_a_number_belongs_to_one_space(session, write, space, act):
    with pytest.raises(InvalidInput, match="已经有了"), write() as now:
        a_space(session, now, "XC-1" if act == "enter" else "XC-2")
        change(session, "XC-2", now, number="XC-1")


def test_checking_a_space_makes_it_fresh_again(session, write, clock, space):
    clock.advance(timedelta(days=100))
    stale = ledger(stale_before=stale_before(clock.now(), 90))
    assert [each.number for each in session.scalars(stale)] == ["XC-1"]
    with write() as now:
        confirm_space(session, space_by_number(session, "XC-1"), actor=a_user(session, now), now=now)
    assert session.scalars(stale).all() == []
    assert history(session, space)[0].changes == {}


@pytest.mark.parametrize(("filters", "found"), [
    ({}, ["A-1", "B-2"]),
    ({"q": "b-2"}, ["B-2"]),
    ({"q": "100%"}, ["B-2"]),
    ({"q": "_"}, []),
    ({"street": "天桥街道"}, ["B-2"]),
    ({"space_type": "文物"}, ["A-1"]),
    ({"undesignated": True}, ["B-2"]),
    ({"in_ledger": False}, ["B-2"]),
])
def test_the_ledger_can_be_searched(session, write, filters, found):
    with write() as now:
        a_space(session, now, "A-1", subtype="文物")
        a_space(session, now, "B-2", subtype="参照适用", street="天桥街道、牛街街道", name="100%")
    assert [each.number for each in session.scalars(ledger(**filters).order_by(Space.number))] == found


def test_an_area_belongs_to_a_headquarters_which_promotes_its_courtyards(session, write):
    with write() as now:
        area = an_area(session, now, spaces=2)
    assert [courtyard.promoting_unit for courtyard in area.spaces] == [area.headquarters] * 2


@pytest.mark.parametrize(("name", "unit", "streets", "said"), [
    ("", "大栅栏琉璃厂指挥部", ["牛街街道办事处"], "还没有用过的名称"),
    ("什刹海阜景片区", "大栅栏琉璃厂指挥部", ["牛街街道办事处"], "还没有用过的名称"),
    ("新片区", "区商务局", ["牛街街道办事处"], "请选择指挥部"),
    ("新片区", "大栅栏琉璃厂指挥部", [], "至少选择一个街道"),
])
def test_an_area_needs_a_name_a_headquarters_and_a_street(session, write, name, unit, streets, said):
    with write() as now:
        an_area(session, now)
    with pytest.raises(InvalidInput, match=said), write() as now:
        streets = [a_unit(session, now, each) for each in streets]
        define_area(session, name, a_unit(session, now, unit), streets, actor=None, now=now)

"""Rules of a proposal over plain objects: its state, what is material, what changed, what is missing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from portal.clock import BEIJING
from portal.errors import Refusal
from portal.proposals import rules
from portal.proposals.values import FIELDS

NOW = datetime(2026, 6, 10, 10, 0, tzinfo=BEIJING)
BLANK = {"number": None, "date": None, "flag": False, "forms": []}
EMPTY = {each.name: BLANK.get(each.kind, "") for each in FIELDS}


def text(rows=(), is_courtyard=False, **fields):
    """A version with only these fields filled."""
    return SimpleNamespace(**(EMPTY | fields), rows=list(rows), is_courtyard=is_courtyard)


def row(name, situation, next_form):
    return SimpleNamespace(space=SimpleNamespace(name=name), situation=situation, next_form=next_form)


@dataclass
class Version:
    sealed_at: datetime | None = NOW
    not_material_reason: str = ""
    name: str = field(default="", compare=False)


QUIET = {"closes_at": NOW, "is_at_meeting": False, "is_decided": False, "is_withdrawn": False}
LATER = NOW + timedelta(days=9)


@pytest.mark.parametrize(("facts", "state"), [
    ({"is_published": False, "closes_at": None}, "draft"),
    ({"is_published": False, "closes_at": None, "is_circulating": True}, "circulating"),
    ({"is_published": False, "closes_at": None, "is_withdrawn": True}, "withdrawn"),
    ({"closes_at": NOW + timedelta(days=3, microseconds=1)}, "open"),
    ({"closes_at": NOW + timedelta(days=3)}, "closing"),
    ({"closes_at": NOW + timedelta(microseconds=1)}, "closing"),
    ({}, "compiling"),
    ({"is_at_meeting": True}, "at_meeting"),
    ({"is_at_meeting": True, "is_decided": True}, "decided"),
    ({"is_at_meeting": True, "is_decided": True, "closes_at": LATER}, "open"),
    ({"is_withdrawn": True, "closes_at": LATER}, "withdrawn"),
])
def test_the_state_follows_from_instants_and_records(facts, state):
    assert rules.state_of(now=NOW, **(QUIET | facts)) == state


V1, EXCUSED, MATERIAL, DRAFT = Version(), Version(not_material_reason="改错字"), Version(), Version(sealed_at=None)


@pytest.mark.parametrize(("versions", "standing"), [
    ([DRAFT], []),
    ([V1], [V1]),
    ([V1, DRAFT], [V1]),
    ([V1, EXCUSED], [V1, EXCUSED]),
    ([V1, EXCUSED, MATERIAL], [MATERIAL]),
    ([V1, MATERIAL, EXCUSED, DRAFT], [MATERIAL, EXCUSED]),
])
def test_replies_count_from_the_newest_sealed_material_version_on(versions, standing):
    found = rules.standing(versions)
    assert [id(each) for each in found] == [id(each) for each in standing]


@pytest.mark.parametrize(("changed", "is_material"), [
    ({"location": "南里5号"}, True), ({"size_value": Decimal("300.50")}, True), ({"owner_name": "街道"}, True),
    ({"owner_nature": "集体"}, True), ({"planned_use": "绿地"}, True), ({"business_forms": ["餐饮"]}, True),
    ({"summary": "换个说法"}, False), ({"title": "新名"}, False),
])
def test_only_the_five_facts_cannot_be_called_immaterial(changed, is_material):
    found = rules.differences(text(), text(**changed))
    assert [each.name for each in found] == list(changed)
    if is_material:
        with pytest.raises(Refusal) as refusal:
            rules.refuse_excuse(found)
        assert refusal.value.clauses == ("内部设定（轮次）",)
    else:
        rules.refuse_excuse(found)


def test_a_changed_row_of_an_area_is_a_material_difference_named_after_its_space():
    old = text(rows=[row("3号院", "两间房", "社区议事厅"), row("5号院", "一间房", "口袋公园")])
    new = text(rows=[row("3号院", "两间房", "餐饮"), row("5号院", "一间房", "口袋公园")])
    [found] = rules.differences(old, new)
    assert (found.label, found.is_material, found.old, found.new) == ("3号院", True, "两间房\n社区议事厅", "两间房\n餐饮")


def test_what_changed_is_shown_clause_by_clause():
    found = rules.segments("早七点开门，晚八点关门。", "早七点开门，晚九点关门。卸货不过夜。")
    assert [(each.kind, each.text) for each in found] == [
        ("same", "早七点开门，"), ("gone", "晚八点关门。"), ("added", "晚九点关门。卸货不过夜。"),
    ]


def test_missing_names_the_fields_in_the_order_of_the_form():
    names = [each.name for each in rules.missing(text(title="有了", summary=" \n"))]
    assert names[0] == "summary"
    assert "title" not in names
    assert "major_basis" not in names
    assert "major_basis" in [each.name for each in rules.missing(text(is_major_decision=True))]


COURTYARDS = {"area_plan_note", "design_unit", "design_qualification"}


@pytest.mark.parametrize(("version", "needed"), [
    (text(), set()),
    (text(is_courtyard=True), COURTYARDS),
    (text(is_courtyard=True, rows=[row("3号院", "", "")]), COURTYARDS - {"area_plan_note"}),
])
def test_a_courtyard_names_its_designer_and_the_plan_it_follows(version, needed):
    assert {each.name for each in rules.missing(version)} & COURTYARDS == needed


def test_an_area_names_its_forms_in_its_rows():
    version = text(rows=[row("3号院", "两间房", "社区议事厅"), row("5号院", "", "社区议事厅")], business_forms=["文化活动场所"])
    assert rules.forms_of(version) == ["文化活动场所", "社区议事厅"]
    assert rules.rows_missing(version) == ["5号院"]


@pytest.mark.parametrize("forms", [["餐饮"], ["菜店", "餐饮"], []])
def test_another_form_than_decided_goes_back_to_the_meeting(forms):
    with pytest.raises(Refusal) as refusal:
        rules.refuse_form_change(["菜店"], forms)
    assert refusal.value.clauses == ("附件四2",)


def test_the_same_form_in_another_order_is_no_change():
    rules.refuse_form_change(["菜店", "理发"], ["理发", "菜店"])

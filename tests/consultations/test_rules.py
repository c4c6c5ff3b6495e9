"""Rules of a consultation over plain objects: periods, the order of rounds, waivers, and the states of a letter."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from portal.clock import BEIJING
from portal.consultations import rules
from portal.errors import InvalidInput, Refusal
from portal.rulebook.book import current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.facts import parse_facts
from portal.workdays.rules import Calendar, Closing

NOW = datetime(2026, 6, 10, 10, 0, tzinfo=BEIJING)  # a Wednesday
CALENDAR = Calendar({}, frozenset({2026}))


def at(month, day, hour=0):
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


def rulings(**facts):
    base = {"space_type": "地下", "space_subtype": "普通地下室", "subdistricts": ["牛街街道"], "business_forms": ["菜店"]}
    facts = base | facts
    return evaluate(parse_facts(facts, current_book().catalogue), areas={"什刹海阜景片区": "什刹海阜景指挥部"})


COURTYARD = {"space_type": "平房院落和简易楼", "space_subtype": "平房院落", "area": "什刹海阜景片区",
             "business_forms": ["口袋公园"]}
ORDINARY, MAJOR, PLANNING = {}, {"is_major_decision": True}, {"is_planning_draft": True}


@pytest.mark.parametrize(("facts", "value", "unit", "reason", "closes", "published_reason"), [
    (ORDINARY, 5, "working_day", "", at(6, 18), ""),
    (ORDINARY, 7, "day", "", at(6, 18), ""),
    (ORDINARY, 10, "day", "不必要的理由", at(6, 21), ""),
    (ORDINARY, 3, "working_day", "汛期前要完成", at(6, 16), "汛期前要完成"),
    (MAJOR, 30, "day", "", at(7, 11), ""),
    (MAJOR, 22, "working_day", "", at(7, 11), ""),
    (MAJOR, 10, "day", "汛期前要完成", at(6, 21), "汛期前要完成"),
    (PLANNING, 30, "day", "", at(7, 11), ""),
    (PLANNING, 31, "day", "写了也不公布", at(7, 12), ""),
])
def test_the_public_has_at_least_the_time_the_rules_give(facts, value, unit, reason, closes, published_reason):
    required = rulings(**facts).minimum_period
    assert rules.public_closing(NOW, value, unit, reason, required, CALENDAR) == (Closing(closes, False), published_reason)


@pytest.mark.parametrize(("facts", "value", "unit", "reason", "field", "clause"), [
    (ORDINARY, 4, "working_day", "", "shortened_reason", "内部设定（征集时间）"),
    (ORDINARY, 6, "day", " ", "shortened_reason", "内部设定（征集时间）"),
    (MAJOR, 29, "day", "", "shortened_reason", "713号令第15条"),
    (PLANNING, 29, "day", "很急", "period_value", "城乡规划条例第17条"),
    (PLANNING, 21, "working_day", "很急", "period_value", "城乡规划条例第17条"),
    (PLANNING | MAJOR, 29, "day", "很急", "period_value", "城乡规划条例第17条"),
])
def test_a_shorter_time_needs_a_reason_and_a_planning_draft_is_never_shortened(facts, value, unit, reason, field, clause):
    with pytest.raises(Refusal) as refusal:
        rules.public_closing(NOW, value, unit, reason, rulings(**facts).minimum_period, CALENDAR)
    assert refusal.value.field == field
    assert clause in refusal.value.clauses


@pytest.mark.parametrize("value", [0, -3, 366])
def test_a_period_has_at_least_a_day_and_at_most_a_year(value):
    with pytest.raises(InvalidInput):
        rules.closing_of(NOW, value, "day", CALENDAR)


def test_a_period_that_reaches_a_year_not_announced_is_provisional():
    december = datetime(2026, 12, 29, 9, tzinfo=BEIJING)
    assert rules.closing_of(december, 5, "working_day", CALENDAR).is_provisional
    assert not rules.closing_of(december, 7, "day", CALENDAR).is_provisional


def test_an_announced_year_never_moves_a_closing_forward():
    assert rules.announced_closing(at(7, 1), Closing(at(6, 29), False)) == at(7, 1)
    assert rules.announced_closing(at(7, 1), Closing(at(7, 3), False)) == at(7, 3)


DUE = at(6, 18)


def letter(party="department", unit=None, answered_at=None, opened_at=None, due_at=DUE):
    return SimpleNamespace(party=party, unit=unit and SimpleNamespace(name=unit), answered_at=answered_at, opened_at=opened_at,
                           due_at=due_at)


@pytest.mark.parametrize(("request_", "state", "is_late"), [
    (letter(), "sent", False),
    (letter(opened_at=NOW), "opened", False),
    (letter(due_at=NOW), "overdue", False),
    (letter(due_at=NOW, opened_at=at(6, 9)), "overdue", False),
    (letter(answered_at=NOW), "answered", False),
    (letter(answered_at=NOW, due_at=NOW), "answered", True),
])
def test_the_states_of_a_letter(request_, state, is_late):
    assert rules.request_state(request_, NOW) == state
    assert rules.is_late(request_) is is_late


ANSWERED = at(6, 9)


@pytest.mark.parametrize(("facts", "party", "unit", "letters", "may"), [
    ({}, "subdistrict", "牛街街道办事处", [], True),
    (COURTYARD, "department", "区园林绿化局", [], True),
    (COURTYARD, "expert", None, [], False),
    (COURTYARD, "expert", None, [letter(unit="区园林绿化局")], False),
    (COURTYARD, "expert", None, [letter(unit="区园林绿化局", answered_at=ANSWERED)], True),
    (COURTYARD, "planner", None, [letter("industry_department", "区园林绿化局", ANSWERED)], False),
    (COURTYARD, "subdistrict", "牛街街道办事处", [], False),
    (COURTYARD, "industry_department", "区园林绿化局", [], False),
    (COURTYARD, "rights_holder", None, [letter(unit="区园林绿化局", answered_at=ANSWERED)], True),
    (COURTYARD | {"business_forms": ["菜店"]}, "expert", None, [letter(unit="区商务局", answered_at=ANSWERED)], False),
    (COURTYARD | {"business_forms": ["菜店"]}, "expert", None,
     [letter(unit=name, answered_at=ANSWERED) for name in ("区商务局", "区市场监管局", "市规划自然资源委西城分局")], True),
    (COURTYARD, "property_owner", None, [], True),
])
def test_courtyards_ask_the_departments_first(facts, party, unit, letters, may):
    evaluation = rulings(**facts)
    if may:
        rules.refuse_too_early(evaluation, party, unit, letters)
    else:
        with pytest.raises(Refusal, match="先征求相关部门意见") as refusal:
            rules.refuse_too_early(evaluation, party, unit, letters)
        assert "附件三(三)2" in refusal.value.clauses


NOT_COMMERCIAL = {"business_forms": ["口袋公园"]}


@pytest.mark.parametrize(("facts", "party", "unit", "may"), [
    (NOT_COMMERCIAL, "resident", None, True),
    (NOT_COMMERCIAL, "subdistrict", "牛街街道办事处", True),
    ({}, "resident", None, True),
    ({}, "subdistrict", "牛街街道办事处", False),
    (COURTYARD, "subdistrict", "牛街街道办事处", False),
    (COURTYARD, "resident", None, True),
    (NOT_COMMERCIAL, "department", None, False),
    ({}, "department", "区商务局", False),
    (COURTYARD, "expert", None, False),
])
def test_in_principle_lets_go_only_residents_and_a_street_no_other_clause_asks(facts, party, unit, may):
    evaluation = rulings(**facts)
    if may:
        assert rules.refuse_waiver(evaluation, party, unit).party == party
    else:
        with pytest.raises(Refusal, match="不能免于征求") as refusal:
            rules.refuse_waiver(evaluation, party, unit)
        assert refusal.value.clauses


@pytest.mark.parametrize(("kind", "party", "is_unit", "may"), [
    ("internal", "department", True, True), ("internal", "subdistrict", True, True), ("internal", "property_owner", True, True),
    ("internal", "expert", False, False), ("internal", "property_owner", False, False), ("internal", "resident", True, False),
    ("formal", "expert", False, True), ("formal", "rights_holder", False, True), ("formal", "property_owner", False, True),
    ("formal", "department", True, True), ("formal", "department", False, False), ("formal", "expert", True, False),
    ("formal", "resident", False, False), ("public", "department", True, False),
])
def test_who_may_be_asked_in_which_round(kind, party, is_unit, may):
    if may:
        rules.refuse_round_kind(kind, party, is_unit)
    else:
        with pytest.raises(Refusal):
            rules.refuse_round_kind(kind, party, is_unit)


@pytest.mark.parametrize(("now", "withdrawn_at", "sentence"), [
    (at(6, 9), None, "还没有公开征求"), (at(6, 18), None, "2026-06-17截止"), (at(6, 12), at(6, 11), "已经撤回"),
])
def test_a_public_opinion_outside_the_round_is_refused_in_a_sentence(now, withdrawn_at, sentence):
    consultation = SimpleNamespace(proposal=SimpleNamespace(withdrawn_at=withdrawn_at))
    open_round = SimpleNamespace(opened_at=NOW, closes_at=at(6, 18), consultation=consultation)
    with pytest.raises(Refusal) as refusal:
        rules.refuse_public_opinion(open_round, now)
    assert sentence in str(refusal.value)


def test_a_public_opinion_in_the_last_instant_is_taken():
    consultation = SimpleNamespace(proposal=SimpleNamespace(withdrawn_at=None))
    open_round = SimpleNamespace(opened_at=NOW, closes_at=at(6, 18), consultation=consultation)
    rules.refuse_public_opinion(open_round, at(6, 18) - timedelta(microseconds=1))

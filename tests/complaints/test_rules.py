"""Where a complaint goes, and which step may follow which."""

import pytest

from portal.complaints.models import STATES
from portal.complaints.rules import LIMIT, STEPS, check_step, checked_text, route, steps_from
from portal.errors import InvalidInput, Refusal

INITIATING, PROMOTING, OFFICE, DISCIPLINE, OTHER = 1, 2, 8, 9, 5
PLACES = {"office": OFFICE, "discipline": DISCIPLINE}


@pytest.mark.parametrize(
    ("why", "accusation", "accused", "initiating", "promoting", "goes_to", "hidden_from", "needs_dispatch"),
    [
        ("to the unit that brought the reuse to the meeting", False, None, INITIATING, PROMOTING, INITIATING, None, False),
        ("to the promoting unit when nobody brought one yet", False, None, None, PROMOTING, PROMOTING, None, False),
        ("to the office when no known space is named", False, None, None, None, OFFICE, None, True),
        ("an accusation never reaches the unit accused", True, INITIATING, INITIATING, PROMOTING, OFFICE, INITIATING, False),
        ("the unit of the space is taken as accused", True, None, INITIATING, PROMOTING, OFFICE, INITIATING, False),
        ("the promoting unit is taken as accused", True, None, None, PROMOTING, OFFICE, PROMOTING, False),
        ("another unit is accused", True, OTHER, INITIATING, None, OFFICE, OTHER, False),
        ("the office is accused: the disciplinary contact", True, OFFICE, None, None, DISCIPLINE, OFFICE, False),
        ("nobody is named: the disciplinary contact", True, None, None, None, DISCIPLINE, None, False),
        ("the office brought it and is accused", True, None, OFFICE, None, DISCIPLINE, OFFICE, False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_complaint_goes(why, accusation, accused, initiating, promoting, goes_to, hidden_from, needs_dispatch):
    way = route(is_accusation=accusation, accused=accused, initiating=initiating, promoting=promoting, **PLACES)
    assert (way.unit_id, way.hidden_from, way.needs_dispatch) == (goes_to, hidden_from, needs_dispatch)
    assert way.unit_id != way.hidden_from


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_starts_from_its_own_state_only(name, state):
    if STEPS[name].source == state:
        assert check_step(name, state, answer="已清理楼道杂物", handled_by=1, actor_id=2).target == STEPS[name].target
    else:
        with pytest.raises(Refusal):
            check_step(name, state, answer="已清理楼道杂物", handled_by=1, actor_id=2)


def test_every_state_but_the_last_leads_on():
    assert [state for state in STATES if not steps_from(state)] == ["closed"]


def test_handling_without_an_answer_is_refused():
    with pytest.raises(InvalidInput) as refused:
        check_step("handle", "accepted", answer="  ", handled_by=None, actor_id=1)
    assert refused.value.field == "public_text"


@pytest.mark.parametrize("name", ["close", "rework"])
def test_the_one_who_handled_it_does_not_verify_it(name):
    with pytest.raises(Refusal, match="不能自己核实"):
        check_step(name, "handled", answer="重新核实", handled_by=7, actor_id=7)


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_only_blanks_are_refused(text):
    with pytest.raises(InvalidInput, match="请写下"):
        checked_text(text)


def test_overlong_words_are_refused_with_their_length():
    with pytest.raises(InvalidInput) as refused:
        checked_text("吵" * (LIMIT + 1))
    assert str(LIMIT + 1) in str(refused.value)


def test_rare_characters_are_kept():
    assert checked_text(" 𠮷䶮·<script>=1+1 ") == "𠮷䶮·<script>=1+1"

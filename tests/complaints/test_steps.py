"""The table of steps, row by row: from which states, to which, who takes it and who may not, what must be given."""

from dataclasses import fields, replace
from datetime import date

import pytest

from portal.complaints.rules.steps import ENDED, OPEN, STATES, STEPS, check_step, may_take, steps_from
from portal.complaints.values import Given
from portal.errors import InvalidInput, Refusal
from portal.permissions import Actor, Owners, Role

UNIT, HELPER, OFFICE, OTHER, ACCUSED, DISCIPLINE = 1, 2, 8, 5, 6, 9
ALL = Given(answer="已清理", internal="现场看过", unit=UNIT, days=3, due_on=date(2026, 6, 20), channel="petition",
            into="TS-2026-00001")

PLAIN = Owners(units=frozenset({UNIT}), invited_units=frozenset({HELPER}))
ACCUSING = Owners(units=frozenset({OFFICE}), hidden_from=frozenset({ACCUSED}), is_confidential=True)
ACCUSING_OFFICE = Owners(units=frozenset({DISCIPLINE}), hidden_from=frozenset({OFFICE}), is_confidential=True)

PEOPLE = {
    "handler": (Role.HANDLER, UNIT), "reviewer": (Role.REVIEWER, UNIT), "leader": (Role.LEADER, UNIT),
    "helper": (Role.HANDLER, HELPER), "office": (Role.OFFICE, OFFICE), "stranger": (Role.HANDLER, OTHER),
    "accused": (Role.REVIEWER, ACCUSED), "discipline": (Role.DISCIPLINE, DISCIPLINE), "street worker": (Role.STREET_WORKER, UNIT),
    "resident": (Role.RESIDENT, None), "admin": (Role.ADMIN, None),
}
OWN, OFFICE_ONLY = {"handler", "reviewer"}, {"office"}
WHO = {
    "dispatch": OFFICE_ONLY, "redirect": OFFICE_ONLY, "accept": OWN, "object": OWN, "uphold": OFFICE_ONLY,
    "overrule": OFFICE_ONLY, "start": OWN, "note": OWN, "involve": OWN, "assist": {"helper"}, "extend": {"reviewer"},
    "ask": OWN, "resume": OWN,
    "request_closure": OWN, "verify": OWN, "send_back": OWN, "follow_up": OWN, "close": OWN, "conclude": OFFICE_ONLY,
    "reopen": OWN | OFFICE_ONLY, "decline": OWN, "merge": OWN, "separate": OWN,
}
LEADS_TO = {
    "dispatch": "dispatched", "redirect": "dispatched", "accept": "accepted", "object": "objected", "uphold": "dispatched",
    "overrule": "dispatched", "start": "in_hand", "note": None, "involve": None, "assist": None, "extend": None,
    "ask": "waiting", "resume": "in_hand", "request_closure": "closure_requested", "verify": "verified", "send_back": "in_hand",
    "follow_up": "followed_up", "close": "closed", "conclude": "closed", "reopen": "in_hand", "decline": "not_accepted",
    "merge": "merged", "separate": "dispatched",
}


def actor(who: str) -> Actor:
    return Actor(7, frozenset({PEOPLE[who]}))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_starts_from_its_own_states_only(name, state):
    if state in STEPS[name].sources:
        assert check_step(name, state, ALL, actor_id=2, asked_by=1).target == LEADS_TO[name]
    else:
        with pytest.raises(Refusal, match="状态不能这样办理"):
            check_step(name, state, ALL, actor_id=2, asked_by=1)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_by_those_the_table_names(name, who):
    assert may_take(STEPS[name], actor(who), PLAIN) == (who in WHO[name])


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(("owners", "in_charge"), [(ACCUSING, "office"), (ACCUSING_OFFICE, "discipline")],
                         ids=["a unit accused", "the office accused"])
def test_nobody_but_the_unit_in_charge_touches_an_accusation(name, who, owners, in_charge):
    if who != in_charge:
        assert not may_take(STEPS[name], actor(who), owners)


def test_the_unit_accused_stays_out_even_through_a_second_membership():
    both = Actor(7, frozenset({(Role.OFFICE, OFFICE), (Role.EXPERT, None), (Role.STREET_WORKER, ACCUSED)}))
    assert not any(may_take(step, both, ACCUSING) for step in STEPS.values())


@pytest.mark.parametrize(("name", "need"), [(step.name, need) for step in STEPS.values() for need in step.needs])
@pytest.mark.parametrize("empty", [None, ""])
def test_a_step_without_what_it_needs_is_refused_at_that_field(name, need, empty):
    with pytest.raises(InvalidInput) as refused:
        check_step(name, STEPS[name].sources[0], replace(ALL, **{need: empty}), actor_id=2, asked_by=1)
    assert refused.value.field in (need, "public_text", "internal_text")


@pytest.mark.parametrize("name", ["verify", "send_back"])
def test_who_asked_for_closure_does_not_verify_it(name):
    with pytest.raises(Refusal, match="不能自己核实"):
        check_step(name, "closure_requested", ALL, actor_id=7, asked_by=7)


def test_an_unknown_step_is_refused():
    with pytest.raises(Refusal):
        check_step("vanish", "received", ALL, actor_id=1)


def test_every_open_state_leads_on_and_what_ended_does_not_by_itself():
    assert all(steps_from(state) for state in OPEN)
    assert {step.name for state in ENDED for step in steps_from(state)} == {"reopen", "separate"}


def test_the_table_names_only_known_states_and_fields():
    given = {field.name for field in fields(Given)}
    for step in STEPS.values():
        assert {*step.sources, step.target or "received"} <= set(STATES)
        assert set(step.needs) <= given

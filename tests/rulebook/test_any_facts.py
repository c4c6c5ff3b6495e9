"""No combination of facts is left without an answer."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rulebook.book import current_book
from portal.rulebook.checklist import checklist, gate
from portal.rulebook.done import DoneFacts
from portal.rulebook.engine import evaluate
from portal.rulebook.evaluation import to_json
from portal.rulebook.facts import parse_facts

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CATALOGUE = current_book().catalogue
KINDS = [(subtype.type, subtype.name) for subtype in CATALOGUE.subtypes] + [("产业", None)]
STREETS = [street.name for street in CATALOGUE.streets]
FORMS = [form.name for form in CATALOGUE.forms] + ["没有听说过的业态"]
UNITS = [unit.name for unit in CATALOGUE.units] + [street.unit for street in CATALOGUE.streets]
AREAS = ["什刹海阜景", "大栅栏琉璃厂", "没有划定的片区", "", None]
SECONDARY = [subtype.name for subtype in CATALOGUE.subtypes] + [space_type.name for space_type in CATALOGUE.types]

ANY_FACTS = st.builds(
    lambda kind, **rest: {"space_type": kind[0], "space_subtype": kind[1]} | rest,
    kind=st.sampled_from(KINDS),
    secondary_types=st.lists(st.sampled_from(SECONDARY), max_size=3),
    area=st.sampled_from(AREAS),
    subdistricts=st.lists(st.sampled_from(STREETS), max_size=3),
    in_ledger=st.sampled_from([True, False, None]),
    business_forms=st.lists(st.sampled_from(FORMS), max_size=3),
    initiating_unit=st.sampled_from([*UNITS, None]),
    is_major_decision=st.booleans(),
    is_planning_draft=st.booleans(),
    changes_business_form_of=st.sampled_from([None, "XC-2026-001"]),
)


@settings(max_examples=300, deadline=None)
@given(ANY_FACTS)
def test_every_combination_of_facts_has_an_answer(raw):
    answer = to_json(evaluate(parse_facts(raw, CATALOGUE)))
    assert bool(answer["promoting_units"]) is not answer["needs_designation"]
    assert answer["promotion"]["clause"]
    assert {"resident", "subdistrict", "department"} <= {entry["party"] for entry in answer["parties"]}
    keys = [(entry["party"], entry["unit"]) for entry in answer["parties"]]
    assert len(keys) == len(set(keys))
    for entry in [*answer["parties"], *answer["documents"], *answer["approvals"], answer["minimum_forms"]]:
        assert entry["clause"]
        assert entry["quote"]
    assert answer["minimum_period"]["unit"] in ("day", "working_day")
    assert answer["minimum_period"]["value"] > 0


@settings(max_examples=100, deadline=None)
@given(ANY_FACTS)
def test_a_proposal_for_which_nothing_was_done_never_passes_the_gate(raw):
    evaluation = evaluate(parse_facts(raw, CATALOGUE))
    lines = checklist(evaluation, DoneFacts(now=NOW))
    missing = {(line.party, line.unit) for line in gate(lines)}
    for entry in evaluation.parties:
        assert not entry.mandatory or (entry.party, entry.unit) in missing
    assert all(line.clauses for line in lines)
    assert len({line.id for line in lines}) == len(lines)

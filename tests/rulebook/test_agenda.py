"""What the meeting needs: papers, approvals, periods and notices, each with its clause."""

import pytest

from tests.rulebook.cases import evaluated

BASIC = {"location", "size", "ownership", "planned_use", "contact", "safety"}
ALWAYS = BASIC | {"agenda_form", "consultation_report", "planning_conformity", "prohibited_list", "verdicts"}
BASEMENT = {"space_type": "地下", "space_subtype": "普通地下室", "subdistricts": ["月坛街道"], "business_forms": ["留白增绿"]}
OTHER = {"space_type": "其他", "subdistricts": ["月坛街道"], "business_forms": ["留白增绿"]}
COURTYARD = {
    "space_type": "平房院落和简易楼", "space_subtype": "平房院落", "area": "北展地区", "subdistricts": ["新街口"],
    "business_forms": ["社区卫生"],
}  # fmt: skip


def papers(answer):
    return {entry.paper.id: entry for entry in answer.papers}


def approvals(answer):
    return {entry.approval.id: entry for entry in answer.approvals}


def clause_ids(entry):
    return [clause.id for clause in entry.clauses]


PAPERS = [
    ("a space in the ledger", BASEMENT, ALWAYS | {"ledger_entry"}),
    ("one of the seven types missing from the ledger", BASEMENT | {"in_ledger": False}, ALWAYS | {"ledger_entry"}),
    ("outside the ledger", OTHER | {"in_ledger": False}, ALWAYS | {"ledger_comparison", "necessity"}),
    ("taken in by reference, not said to be in the ledger", OTHER, ALWAYS | {"ledger_comparison", "necessity"}),
    ("taken in by reference, and in the ledger", OTHER | {"in_ledger": True}, ALWAYS | {"ledger_entry"}),
    ("courtyard", COURTYARD, ALWAYS | {"ledger_entry", "area_plan", "area_table", "design_qualification"}),
    ("a major decision", BASEMENT | {"is_major_decision": True},
     ALWAYS | {"ledger_entry", "legality_review", "risk_assessment", "expert_opinion"}),
    ("a planning draft", BASEMENT | {"is_planning_draft": True}, ALWAYS | {"ledger_entry", "adoption_reasons"}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "given", "expected"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_papers_of_each_case(case, given, expected):
    assert set(papers(evaluated(**given))) == expected


CLAUSES = [
    ("location", "附件三(二)1"), ("safety", "附件三(二)1"), ("agenda_form", "附件三(二)3"),
    ("consultation_report", "附件三(二)3"), ("ledger_entry", "附件三(二)4"), ("planning_conformity", "意见二(一)"),
    ("prohibited_list", "意见二(一)"), ("area_plan", "附件三(三)2"), ("area_table", "附件三(三)2第2段"),
]  # fmt: skip


@pytest.mark.parametrize(("paper", "clause"), CLAUSES)
def test_each_paper_rests_on_its_clause(paper, clause):
    assert clause_ids(papers(evaluated(**COURTYARD))[paper]) == [clause]


def test_risk_and_expert_papers_are_asked_where_they_apply():
    major = papers(evaluated(**BASEMENT, is_major_decision=True))
    assert [name for name, entry in major.items() if entry.paper.if_applicable] == ["risk_assessment", "expert_opinion"]


def test_the_district_leader_approves_after_agreement():
    leader = approvals(evaluated(**BASEMENT))["district_leader"]
    assert leader.approval.by == "分管区领导"
    assert leader.approval.after_consensus
    assert clause_ids(leader) == ["附件三(二)2"]


def test_outside_the_ledger_the_district_leader_approves_the_need_as_well():
    answer = evaluated(**OTHER)
    assert clause_ids(approvals(answer)["necessity_leader"]) == ["附件三(二)4"]
    assert "necessity_leader" not in approvals(evaluated(**BASEMENT))


def test_a_secrecy_review_precedes_publication():
    assert "secrecy_review" in approvals(evaluated(**BASEMENT))


def test_a_space_of_the_seven_types_missing_from_the_ledger_is_entered_first():
    assert any("补录台账" in str(note) for note in evaluated(**BASEMENT, in_ledger=False).warnings)
    assert not any("补录台账" in str(note) for note in evaluated(**OTHER, in_ledger=False).warnings)


PERIODS = [
    ("default", {}, (5, "working_day", True), ["内部设定（征集时间）"]),
    ("major", {"is_major_decision": True}, (30, "day", True), ["713号令第15条"]),
    ("planning draft", {"is_planning_draft": True}, (30, "day", False), ["城乡规划条例第17条"]),
    ("both", {"is_planning_draft": True, "is_major_decision": True}, (30, "day", False),
     ["713号令第15条", "城乡规划条例第17条"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "given", "period", "clauses"), PERIODS, ids=[row[0] for row in PERIODS])
def test_the_least_period(case, given, period, clauses):
    least = evaluated(**BASEMENT, **given).minimum_period
    assert (least.value, least.unit, least.shortenable) == period
    assert clause_ids(least) == clauses


def test_the_default_period_is_labelled_internal():
    least = evaluated(**BASEMENT).minimum_period
    assert least.clauses[0].document.status == "internal"
    assert least.clauses[0].quote.startswith("内部设定")


NOTICES = [
    ("quarterly plan", {}, "R-A4"), ("filing before the 15th", {}, "R-A5"), ("monthly meeting", {}, "R-M1"),
    ("minutes", {}, "R-M4"), ("supervision", {}, "R-P1"), ("complaints", {}, "R-P2"), ("ledger updates", {}, "R-L1"),
    ("public uses first", {}, "R-D2"), ("publication as default practice", {}, "R-G1a"),
    ("three working days", {"is_major_decision": True}, "R-G1"), ("on to the government", {"is_major_decision": True}, "R-M3"),
    ("written answer to the subdistrict", {}, "R-J1"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "rule"), NOTICES, ids=[row[0] for row in NOTICES])
def test_what_is_enforced_later_is_a_notice_now(what, given, rule):
    assert rule in {note.rule for note in evaluated(**BASEMENT, **given).notices}


def test_a_default_practice_and_a_duty_are_told_apart():
    assert "R-G1" not in {note.rule for note in evaluated(**BASEMENT).notices}
    assert "R-G1a" not in {note.rule for note in evaluated(**BASEMENT, is_major_decision=True).notices}

"""The last gates before the meeting: approvals, the ledger, promoters, papers that do not apply."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rulebook.checklist import checklist
from portal.rulebook.done import Approved, Asked
from tests.rulebook.cases import evaluated
from tests.rulebook.proposals import DAY, GREEN, NOW, START, answers, complete, line, missing

APPROVALS = [
    ("none", (), "还没有记录"),
    ("refused", (Approved("district_leader", date(2026, 3, 10), NOW - DAY, agreed=False),), "没有同意"),
    ("before agreement", (Approved("district_leader", date(2026, 2, 19), NOW - DAY),), "早于形成一致意见"),
]


@pytest.mark.parametrize(("case", "given", "sentence"), APPROVALS, ids=[row[0] for row in APPROVALS])
def test_the_leaders_approval(case, given, sentence):
    done = complete(GREEN)
    done = replace(done, approvals=(done.approvals[0], *given))
    assert missing(GREEN, done) == {"approval:district_leader"}
    assert sentence in line(GREEN, done, "approval:district_leader").detail


def test_approval_on_the_day_of_agreement_stands():
    done = complete(GREEN)
    same_day = Approved("district_leader", date(2026, 2, 21), START + 3 * DAY)
    agreed = answers(done, department={"answered_at": START + 3 * DAY})
    assert missing(GREEN, replace(agreed, approvals=(done.approvals[0], same_day))) == set()


def test_a_material_change_after_approval_voids_it():
    done = replace(complete(GREEN), material_change_at=NOW - DAY)
    assert missing(GREEN, done) == {"approval:secrecy_review", "approval:district_leader"}
    assert "作废" in line(GREEN, done, "approval:district_leader").detail


def test_outside_the_ledger_need_comparison_and_approval_are_gates():
    other = evaluated(space_type="其他", subdistricts=["月坛"], business_forms=["留白增绿"])
    done = replace(complete(GREEN), papers=frozenset(), designated=True)
    found = missing(other, done)
    assert {"paper:ledger_comparison", "paper:necessity", "approval:necessity_leader"} <= found
    assert "paper:ledger_entry" not in found


def test_an_undesignated_promoter_and_an_unchosen_lead_block():
    other = evaluated(space_type="其他", subdistricts=["月坛"], business_forms=["留白增绿"])
    assert "designation" in missing(other, complete(GREEN))
    assert "designation" not in missing(other, replace(complete(GREEN), designated=True))
    market = evaluated(space_type="产业", space_subtype="区域性批发市场", subdistricts=["月坛"], business_forms=["留白增绿"])
    assert missing(market, complete(GREEN)) == {"lead"}
    assert missing(market, replace(complete(GREEN), lead_chosen=True)) == set()


def test_an_initiating_unit_closes_its_own_slot_with_its_own_opinion():
    own = evaluated(space_type="违建", subdistricts=["月坛"], business_forms=["留白增绿"])
    done = complete(GREEN)
    unanswered = replace(done, asked=tuple(each for each in done.asked if each.party != "subdistrict"))
    slot = line(own, unanswered, "party:subdistrict:月坛街道办事处")
    assert slot.blocks
    assert "以本单位意见计" in slot.detail
    opinion = Asked("subdistrict", "月坛街道办事处", answered_at=START + DAY, stance="agree", own=True)
    assert missing(own, replace(unanswered, asked=(*unanswered.asked, opinion))) == set()


def test_the_owners_wishes_are_advised_and_never_block():
    assert line(GREEN, complete(GREEN), "party:property_owner").state == "notice"
    stated = replace(complete(GREEN), papers=complete(GREEN).papers | {"property_owner"})
    assert line(GREEN, stated, "party:property_owner").state == "done"


def test_a_paper_that_does_not_apply_must_be_said_not_to():
    major = evaluated(
        space_type="地下", space_subtype="普通地下室", subdistricts=["月坛"], business_forms=["留白增绿"], is_major_decision=True
    )
    papers = frozenset(entry.paper.id for entry in major.papers) - {"risk_assessment", "expert_opinion"}
    done = replace(complete(GREEN), papers=papers)
    assert missing(major, done) == {"paper:risk_assessment", "paper:expert_opinion"}
    stated = replace(done, not_applicable=frozenset({"risk_assessment", "expert_opinion"}))
    assert missing(major, stated) == set()


def test_notices_are_shown_and_never_block():
    notices = [each for each in checklist(GREEN, complete(GREEN)) if each.state == "notice" and each.kind == "notice"]
    assert {"notice:R-A4", "notice:R-A5"} <= {each.id for each in notices}
    assert not any(each.blocks for each in notices)

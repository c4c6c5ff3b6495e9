"""From consensus to the published decision: what each step refuses, and what it lets through."""

from datetime import date, timedelta

import pytest

from portal.errors import InvalidInput, Refusal
from portal.meetings.actions import (
    enter_government_result,
    plan_meeting,
    publish_decision,
    receive,
    return_item,
    submit,
)
from portal.meetings.queries.standing import checklist_of, valid_approval
from portal.proposals.actions import edit_version, new_version, seal
from portal.rulebook.checklist import gate
from tests.builders import COMPLETE, a_handler, a_reviewer
from tests.meetings.story import agreed, answered, approved, compiled, decided, heard, on_a_meeting


def missing(session, proposal, now):
    """What the gate still asks for, as (id, unit)."""
    return {(line.id, line.unit) for line in gate(checklist_of(session, proposal, now))}


def ready(session, write, clock, **draft):
    """A proposal with everything the meeting needs."""
    with write() as now:
        proposal = heard(session, now, **draft)
    with write():
        answered(session, clock, proposal)
    with write() as now:
        agreed(session, now, proposal)
        approved(session, now, proposal)
        compiled(session, now, proposal)
    return proposal


def test_everything_that_is_missing_is_named(session, write, clock):
    with write() as now:
        proposal = heard(session, now, stances={"区商务局": None, "区市场监管局": "disagree"})
    names = missing(session, proposal, clock.now())
    assert {("party:resident", None), ("party:department:区商务局", "区商务局"),
            ("party:department:区市场监管局", "区市场监管局"),
            ("paper:verdicts", None), ("paper:consultation_report", None)} <= names
    with pytest.raises(Refusal, match="还缺"), write() as now:
        submit(session, proposal, off_plan_reason="居民等着用", actor=a_reviewer(session, now), now=now)


def test_with_everything_there_it_goes_to_the_office(session, write, clock):
    proposal = ready(session, write, clock)
    assert missing(session, proposal, clock.now()) == set()
    with write() as now:
        item = submit(session, proposal, off_plan_reason="居民等着用", actor=a_reviewer(session, now), now=now)
    assert item.state == "submitted"


def test_an_unsettled_department_stops_the_approval_and_settling_it_frees_it(session, write, clock):
    with write() as now:
        proposal = heard(session, now, stances={"区市场监管局": "disagree"})
    with write():
        answered(session, clock, proposal)
    with pytest.raises(Refusal, match="一致意见"), write() as now:
        approved(session, now, proposal)
    with write() as now:
        agreed(session, now, proposal)
        approved(session, now, proposal)
    assert valid_approval(session, proposal)


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"leader_name": " "}, "哪位分管区领导"),
    ({"words": ""}, "批示的原文"),
    ({"approved_on": date(2026, 7, 1)}, "不能晚于今天"),
    ({"approved_on": date(2026, 6, 1)}, "早于相关部门形成一致意见"),
])
def test_an_approval_is_complete_and_in_order(session, write, clock, changes, sentence):
    with write() as now:
        proposal = heard(session, now)
    with write():
        answered(session, clock, proposal)
    with pytest.raises(Refusal, match=sentence), write() as now:
        approved(session, now, proposal, **changes)


def test_a_refusing_leader_keeps_the_gate_shut(session, write, clock):
    with write() as now:
        proposal = heard(session, now)
    with write():
        answered(session, clock, proposal)
    with write() as now:
        approved(session, now, proposal, agrees=False)
        compiled(session, now, proposal)
    assert missing(session, proposal, clock.now()) == {("approval:district_leader", "分管区领导")}


def test_a_material_change_voids_the_approval(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        actor = a_handler(session, now)
        version = new_version(session, proposal, actor=actor, now=now)
        edit_version(session, version, COMPLETE | {"business_forms": ["餐饮"]}, seen_revision=version.revision, actor=actor,
                     now=now)
        seal(session, version, actor=actor, now=now)
    assert valid_approval(session, proposal) is None
    assert ("approval:district_leader", "分管区领导") in missing(session, proposal, clock.now())


def test_a_returned_item_may_be_submitted_again(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        reviewer = a_reviewer(session, now)
        item = submit(session, proposal, off_plan_reason="居民等着用", actor=reviewer, now=now)
        with pytest.raises(InvalidInput, match="退回的原因"):
            return_item(session, item, "  ", actor=reviewer, now=now)
        return_item(session, item, "请补充消防意见", actor=reviewer, now=now)
    with write() as now:
        assert submit(session, proposal, off_plan_reason="居民等着用", actor=reviewer, now=now).state == "submitted"
    assert item.state == "returned"


def test_it_is_not_submitted_twice_nor_received_twice(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        item = on_a_meeting(session, now, proposal)
    with pytest.raises(Refusal, match="已经报送"), write() as now:
        submit(session, proposal, off_plan_reason="居民等着用", actor=a_reviewer(session, now), now=now)
    with pytest.raises(Refusal, match="别人刚刚办过"), write() as now:
        receive(session, item, actor=a_reviewer(session, now), now=now)


def test_a_deferred_item_comes_back_another_time(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        decided(session, now, on_a_meeting(session, now, proposal), "deferred", tasks=[])
    with write() as now:
        assert submit(session, proposal, off_plan_reason="居民等着用", actor=a_reviewer(session, now), now=now)


NOTICE = {"notice": "同意改为社区菜店，八月底完工。", "reviewer": "孙审查", "leader": "周主任"}


def test_the_decision_is_published_after_its_secrecy_review(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal))
    with pytest.raises(InvalidInput, match="保密审查"), write() as now:
        publish_decision(session, decision, **NOTICE | {"reviewer": ""}, actor=a_reviewer(session, now), now=now)
    with write() as now:
        publish_decision(session, decision, **NOTICE, actor=a_reviewer(session, now), now=now)
    assert decision.item.state == "published"
    assert proposal.approved_at


def test_a_matter_reported_upward_waits_for_the_government(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal), "to_government")
    assert decision.item.state == "pending"
    assert proposal.approved_at is None
    with pytest.raises(Refusal, match="区政府审议结果"), write() as now:
        publish_decision(session, decision, **NOTICE, actor=a_reviewer(session, now), now=now)
    clock.advance(timedelta(days=3))
    with write() as now:
        enter_government_result(session, decision, outcome="passed", on=date(2026, 7, 2), actor=a_reviewer(session, now), now=now)
    assert decision.item.state == "decided"
    assert proposal.approved_at


@pytest.mark.parametrize(("outcome", "changes", "sentence"), [
    ("passed", {"wording": " "}, "议定的内容"),
    ("passed_with_changes", {"conditions": ""}, "修改后通过"),
])
def test_a_decision_says_what_was_decided(session, write, clock, outcome, changes, sentence):
    proposal = ready(session, write, clock)
    with pytest.raises(InvalidInput, match=sentence), write() as now:
        decided(session, now, on_a_meeting(session, now, proposal), outcome, **changes)


@pytest.mark.parametrize("held_on", [date(9999, 12, 31), date(2024, 6, 1)])
def test_a_meeting_is_planned_for_a_day_within_the_year(session, write, held_on):
    with pytest.raises(InvalidInput, match="核对年份"), write() as now:
        plan_meeting(session, held_on=held_on, title="联席会议", place="", actor=a_reviewer(session, now), now=now)

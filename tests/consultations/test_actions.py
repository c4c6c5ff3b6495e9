"""A consultation through the real actions: rounds, letters, publication, waivers, material changes, provisional closings."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.clock import BEIJING
from portal.consultations import actions
from portal.consultations.models import Requirement
from portal.consultations.queries import consultation_of, evaluation_of, requests_for, standing_requests
from portal.errors import InvalidInput, Refusal
from portal.outbox import Message
from portal.permissions import Role
from portal.proposals import actions as proposal_actions
from portal.proposals.models import BusinessForm
from portal.workdays.rules import Calendar
from tests.builders import (
    a_draft,
    a_handler,
    a_published_proposal,
    a_reviewed_draft,
    a_reviewer,
    a_space,
    a_unit,
    a_user,
    an_area,
)

FIVE_DAYS = {"period_value": 5, "period_unit": "working_day"}


def ask(session, round_, now, actor, party="department", unit=None, **more):
    unit = unit and a_unit(session, now, unit)
    return actions.send_request(session, round_, party=party, unit=unit, actor=actor, now=now, **more)


def asked(letters):
    return [(each.party, each.unit.name) for each in letters]


def test_an_internal_round_seals_a_version_nobody_outside_sees(session, write):
    with write() as now:
        proposal, handler = a_draft(session, now), a_handler(session, now)
        opened = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        assert proposal.latest.sealed_at == now
        assert proposal.published is None
        assert opened.closes_at == datetime(2026, 6, 18, tzinfo=BEIJING)


def test_an_incomplete_text_is_put_to_nobody(session, write):
    with pytest.raises(Refusal, match="先补齐"), write() as now:
        proposal, handler = a_draft(session, now, meaning=""), a_handler(session, now)
        actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)


def test_one_button_asks_everybody_the_rules_name_and_the_own_slot_is_opened_not_posted(session, write):
    with write() as now:
        space = a_space(session, now, subtype="商市场", promoter="区商务局", street="牛街街道办事处")
        proposal, handler = a_draft(session, now, space=space), a_handler(session, now, "区商务局")
        opened = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        letters = actions.send_required(session, opened, actor=handler, now=now)
        assert asked(letters) == [
            ("subdistrict", "牛街街道办事处"), ("department", "区商务局"), ("department", "区市场监管局"),
            ("department", "市规划自然资源委西城分局"),
        ]
        assert [each.is_own for each in letters] == [False, True, False, False]
        assert actions.send_required(session, opened, actor=handler, now=now) == []


def test_nobody_is_asked_twice_in_a_round_and_somebody_is_asked(session, write):
    with write() as now:
        proposal, handler = a_draft(session, now), a_handler(session, now)
        opened = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        ask(session, opened, now, handler, unit="区消防救援支队")
        with pytest.raises(Refusal, match="已经征求过"):
            ask(session, opened, now, handler, unit="区消防救援支队")
        with pytest.raises(Refusal):
            ask(session, opened, now, handler, party="expert")


def test_courtyards_ask_experts_only_on_the_departments_answers(session, write):
    with write() as now:
        proposal = a_reviewed_draft(session, now, area=an_area(session, now), business_forms=["社区议事厅"])
        handler = a_handler(session, now, "什刹海阜景指挥部")
        expert = a_user(session, now, Role.EXPERT)
        internal = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        assert actions.send_required(session, internal, actor=handler, now=now) == []
        letter = ask(session, internal, now, handler, unit="区园林绿化局")
        actions.publish(session, proposal.latest, **FIVE_DAYS, actor=handler, now=now)
        formal = actions.open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        with pytest.raises(Refusal, match="先征求相关部门意见"):
            ask(session, formal, now, handler, party="expert", user=expert, form="expert_review")
        actions.mark_answered(session, letter, now)
        request = ask(session, formal, now, handler, party="expert", user=expert, form="expert_review")
        assert asked(actions.send_required(session, formal, actor=handler, now=now)) == [("subdistrict", "什刹海街道办事处")]
        assert session.scalars(select(Message.kind).where(Message.user_id == expert.id)).all() == ["request_sent"]
        assert requests_for(session, expert.id, []) == [request]


def test_publishing_copies_what_the_rules_ask_and_later_catalogues_change_nothing(session, write):
    with write() as now:
        proposal, handler = a_published_proposal(session, now), a_handler(session, now)
        rows = session.scalars(select(Requirement).order_by(Requirement.id)).all()
        assert {(each.party, each.unit and each.unit.name, each.mandatory) for each in rows} == {
            ("resident", None, True), ("subdistrict", "广安门外街道办事处", True), ("department", None, True),
            ("department", "区商务局", True), ("department", "区市场监管局", True),
            ("department", "市规划自然资源委西城分局", True),
            ("property_owner", None, False),
        }
        form = session.scalar(select(BusinessForm).where(BusinessForm.name == "菜店"))
        proposal_actions.save_form(session, form, name="菜店", tier="priority", parent=None, is_commercial=False,
                                   reason="公益配送点", seen_revision=form.revision, actor=handler, now=now)
        assert evaluation_of(session, proposal.latest).commercial
        assert not evaluation_of(session, a_draft(session, now).latest).commercial


def test_a_planning_draft_cannot_be_published_for_less_than_thirty_days(session, write):
    with pytest.raises(Refusal, match="30日"), write() as now:
        proposal = a_reviewed_draft(session, now, is_planning_draft=True)
        actions.publish(session, proposal.latest, period_value=20, period_unit="day", shortened_reason="急", now=now,
                        actor=a_handler(session, now))


def test_a_shortened_period_of_a_major_decision_keeps_its_reason(session, write):
    with write() as now:
        proposal = a_reviewed_draft(session, now, is_major_decision=True, major_basis="列入年度目录")
        opened = actions.publish(session, proposal.latest, period_value=10, period_unit="day", shortened_reason=" 汛期前要完成 ",
                                 actor=a_handler(session, now), now=now)
        assert opened.shortened_reason == "汛期前要完成"


def test_a_material_version_reopens_and_an_excused_one_does_not(session, write):
    with write() as now:
        proposal, handler, reviewer = a_published_proposal(session, now), a_handler(session, now), a_reviewer(session, now)
        first = consultation_of(session, proposal).public_round

        def next_version(reason, **fields):
            version = proposal_actions.new_version(session, proposal, actor=handler, now=now)
            proposal_actions.edit_version(session, version, fields, seen_revision=version.revision, actor=handler, now=now)
            if reason:
                proposal_actions.excuse_version(session, version, reason, actor=reviewer, now=now)
            proposal_actions.record_secrecy_review(session, version, reviewer_name="孙", leader_name="周", may_publish=True,
                                                   reviewed_on=date(2026, 6, 10), actor=reviewer, now=now)
            return actions.publish(session, version, **FIVE_DAYS, actor=handler, now=now)

        assert next_version("只改错字", summary="改了错字。") is first
        assert proposal.standing == proposal.versions
        second = next_version("", business_forms=["口袋公园"])
        assert second is not first
        assert proposal.standing == [proposal.latest]
        assert evaluation_of(session, proposal.versions[0]).commercial
        assert not evaluation_of(session, proposal.latest).commercial


def test_letters_of_before_a_material_change_stay_in_history_but_no_longer_count(session, write):
    with write() as now:
        proposal, handler = a_reviewed_draft(session, now), a_handler(session, now)
        opened = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        letters = actions.send_required(session, opened, actor=handler, now=now)
        consultation = consultation_of(session, proposal)
        assert standing_requests(consultation) == letters
        version = proposal_actions.new_version(session, proposal, actor=handler, now=now)
        assert standing_requests(consultation) == letters
        proposal_actions.seal(session, version, actor=handler, now=now)
        assert standing_requests(consultation) == []
        with pytest.raises(Refusal, match="实质性变更"):
            ask(session, opened, now, handler, unit="区消防救援支队")


def test_a_round_that_is_over_takes_no_letters_and_an_older_version_no_rounds(session, write, clock):
    with write() as now:
        proposal, handler = a_draft(session, now), a_handler(session, now)
        opened = actions.open_internal_round(session, proposal.latest, period_value=1, actor=handler, now=now)
    clock.advance(timedelta(days=2))
    with pytest.raises(Refusal, match="已经到期"), write() as now:
        ask(session, opened, now, handler, unit="区消防救援支队")
    with pytest.raises(Refusal, match="更新的一版"), write() as now:
        proposal_actions.new_version(session, proposal, actor=handler, now=now)
        actions.open_internal_round(session, proposal.versions[0], period_value=1, actor=handler, now=now)


def test_a_published_version_is_not_put_to_an_internal_round(session, write):
    with pytest.raises(Refusal, match="已经公布"), write() as now:
        proposal = a_published_proposal(session, now)
        actions.open_internal_round(session, proposal.latest, period_value=5, actor=a_handler(session, now), now=now)


def test_a_waiver_needs_a_reason_a_name_and_a_rule_that_lets_go(session, write):
    with write() as now:
        proposal = a_published_proposal(session, now, business_forms=["口袋公园"])
        consultation, reviewer = consultation_of(session, proposal), a_reviewer(session, now)
        street = a_unit(session, now, "广安门外街道办事处")
        values = {"approver_name": "周主任", "approved_on": date(2026, 6, 9), "actor": reviewer, "now": now}
        with pytest.raises(InvalidInput):
            actions.waive(session, consultation, party="subdistrict", unit=street, reason=" ", **values)
        with pytest.raises(InvalidInput):
            actions.waive(session, consultation, party="resident", reason="理由", **values | {"approved_on": date(2026, 7, 1)})
        waiver = actions.waive(session, consultation, party="subdistrict", unit=street, reason="地下空间不临街", **values)
        assert (waiver.unit, waiver.reason) == (street, "地下空间不临街")
        session.refresh(consultation)
        with pytest.raises(Refusal, match="已经记录过"):
            actions.waive(session, consultation, party="subdistrict", unit=street, reason="再记一次", **values)
        with pytest.raises(Refusal, match="不能免于征求"):
            actions.waive(session, consultation, party="department", reason="来不及", **values)


def test_an_announced_year_settles_provisional_closings_and_never_closes_earlier(session, write, clock):
    clock.instant = datetime(2026, 12, 28, 10, tzinfo=BEIJING)
    with write() as now:
        proposal = a_published_proposal(session, now)
        opened = consultation_of(session, proposal).public_round
        handler = a_handler(session, now)
        letters_round = actions.open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        letter = ask(session, letters_round, now, handler, unit="区消防救援支队")
        assert opened.is_provisional
        closed = opened.closes_at
        announced = Calendar({date(2027, 1, 1): False, date(2026, 12, 31): False}, frozenset({2026, 2027}))
        assert actions.recompute_provisional(session, announced, actor=handler, now=now) == [opened, letters_round]
        assert (opened.is_provisional, opened.closes_at > closed) == (False, True)
        assert letter.due_at == letters_round.closes_at
        assert actions.recompute_provisional(session, announced, actor=handler, now=now) == []


def test_secondary_types_and_areas_are_told_to_the_rulebook(session, write):
    with write() as now:
        area = an_area(session, now, name="白塔寺东岔片区")
        a_space(session, now, subtype="文物", street="金融街街道办事处", promoter="区文化和旅游局", area=area)
        session.refresh(area)
        proposal = a_draft(session, now, area=area)
        evaluation = evaluation_of(session, proposal.latest)
        assert evaluation.promoting_units == ("什刹海阜景指挥部",)
        streets = {each.unit for each in evaluation.parties if each.party == "subdistrict"}
        assert streets == {"什刹海街道办事处", "金融街街道办事处"}
        assert any(note.rule == "R-H1" for note in evaluation.notices)

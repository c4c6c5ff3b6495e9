"""The meeting's year with rows: plans, late papers, resolutions, conditions, disclosure, the ledger, minutes, the summary."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.errors import EditedMeanwhile, InvalidInput, Refusal
from portal.ledger.models import SpaceChange
from portal.meetings import actions
from portal.meetings.actions import Planned
from portal.meetings.documents import agenda, minutes, sheet, year_summary
from portal.meetings.queries import year as queries
from portal.meetings.queries.about import complaints_about, concerned
from portal.meetings.queries.summary import summary_of
from portal.permissions import Role
from tests.builders import a_handler, a_reviewer, a_unit, a_user
from tests.meetings.story import decided, on_a_meeting
from tests.meetings.test_gate import NOTICE, ready


@pytest.fixture
def proposal(session, write, clock):
    """Everything the meeting needs, on 30 June 2026."""
    return ready(session, write, clock)


def the_office(session, now):
    return a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))


def planned(session, now, proposal, month=7):
    unit = proposal.initiating_unit
    line = Planned(month, "红莲南里菜店", space=proposal.space)
    return actions.file_plan(session, unit, 2026, 3, [line], seen_revision=0, actor=a_handler(session, now, unit.name), now=now)


def test_an_item_in_its_quarters_plan_needs_no_reason_and_one_outside_does(session, write, proposal):
    with pytest.raises(InvalidInput, match="不在本季度上会计划里"), write() as now:
        actions.submit(session, proposal, actor=a_reviewer(session, now), now=now)
    with write() as now:
        planned(session, now, proposal)
    with write() as now:
        assert actions.submit(session, proposal, actor=a_reviewer(session, now), now=now).exceptions == []


def test_a_reason_outside_the_plan_is_kept_with_the_item(session, write, proposal):
    with write() as now:
        item = actions.submit(session, proposal, off_plan_reason=" 居民等着用 ", actor=a_reviewer(session, now), now=now)
    assert [(each.kind, each.reason) for each in item.exceptions] == [("off_plan", "居民等着用")]


def test_a_plan_is_replaced_by_its_unit_and_not_over_somebody_elses_save(session, write, proposal):
    with write() as now:
        first = planned(session, now, proposal)
    with pytest.raises(EditedMeanwhile), write() as now:
        planned(session, now, proposal)
    with write() as now:
        actions.file_plan(session, proposal.initiating_unit, 2026, 3, [], seen_revision=first.revision,
                          actor=a_handler(session, now), now=now)
    assert queries.plan_of(session, proposal.initiating_unit_id, 2026, 3).items == []


def test_the_office_sees_which_members_filed_no_plan(session, write, clock, proposal):
    today = date(2026, 6, 30)
    before = {unit.name for unit in queries.without_plan(session, 2026, 3, today)}
    with write() as now:
        planned(session, now, proposal)
    after = {unit.name for unit in queries.without_plan(session, 2026, 3, today)}
    assert before - after == {proposal.initiating_unit.name}


def test_papers_after_the_fifteenth_go_to_the_next_meeting_or_are_taken_with_a_reason(session, write, proposal):
    with write() as now:
        office = the_office(session, now)
        item = actions.submit(session, proposal, off_plan_reason="急", actor=a_reviewer(session, now), now=now)
        actions.receive(session, item, actor=office, now=now)
        june = actions.plan_meeting(session, held_on=date(2026, 6, 30), title="六月会议", place="", actor=office, now=now)
        july = actions.plan_meeting(session, held_on=date(2026, 7, 28), title="七月会议", place="", actor=office, now=now)
    with pytest.raises(InvalidInput, match="应当列入下一次会议"), write() as now:
        actions.schedule(session, item, june, actor=office, now=now)
    with write() as now:
        actions.schedule(session, item, july, actor=office, now=now)
    assert item.exceptions[-1].kind == "off_plan"
    with write() as now:
        actions.schedule(session, item, june, late_reason="区领导要求", actor=office, now=now)
    assert {each.kind: each.reason for each in item.exceptions} == {"off_plan": "急", "late": "区领导要求"}


def test_a_resolution_is_reported_on_until_it_is_done(session, write, proposal):
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal))
    resolution = decision.resolutions[0]
    with write() as now:
        actions.report_progress(session, resolution, "accepted", "", actor=a_handler(session, now, "区房管局"), now=now)
    session.expire_all()
    assert resolution.state == "accepted"
    assert queries.overdue_resolutions(session, date(2026, 9, 1)) == [resolution]
    with pytest.raises(InvalidInput, match="做成了什么"), write() as now:
        actions.report_progress(session, resolution, "done", " ", actor=a_handler(session, now, "区房管局"), now=now)
    with write() as now:
        actions.report_progress(session, resolution, "done", "改造完成", actor=a_handler(session, now, "区房管局"), now=now)
    session.expire_all()
    assert queries.overdue_resolutions(session, date(2026, 9, 1)) == []


def test_each_change_the_meeting_asks_for_is_confirmed_once_by_the_unit_named(session, write, proposal):
    with write() as now:
        trade = a_unit(session, now, "区商务局")
        decision = decided(session, now, on_a_meeting(session, now, proposal), "passed_with_changes",
                           conditions="卸货改到七点以后\n\n门口加坡道", confirmer=trade)
    assert [(each.text, each.confirmer.name) for each in decision.wanted] == [
        ("卸货改到七点以后", "区商务局"), ("门口加坡道", "区商务局")]
    with write() as now:
        actions.confirm_condition(session, decision.wanted[0], "看了新的图", actor=a_handler(session, now, "区商务局"), now=now)
    assert [each.text for each in queries.open_conditions(session, [trade.id])] == ["门口加坡道"]
    with pytest.raises(Refusal, match="已经有人确认"), write() as now:
        actions.confirm_condition(session, decision.wanted[0], "又看了", actor=a_handler(session, now, "区商务局"), now=now)


def test_what_the_government_decided_is_published_with_its_explanation(session, write, clock, proposal):
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal), "to_government")
        actions.foretell(session, decision, "拟改为社区菜店，七月二日审议。", actor=a_reviewer(session, now), now=now)
    with pytest.raises(Refusal, match="登记过预公开"), write() as now:
        actions.foretell(session, decision, "再说一遍", actor=a_reviewer(session, now), now=now)
    clock.advance(timedelta(days=3))
    with write() as now:
        actions.enter_government_result(session, decision, outcome="passed", on=date(2026, 7, 2), actor=the_office(session, now),
                                        now=now)
    with pytest.raises(InvalidInput, match="解读"), write() as now:
        actions.publish_decision(session, decision, **NOTICE, actor=a_reviewer(session, now), now=now)
    with write() as now:
        actions.publish_decision(session, decision, **NOTICE, explanation="菜价便宜，早上安静。", actor=a_reviewer(session, now),
                                 now=now)
    assert decision.disclosure.explained_at == decision.published_at


def test_the_ledger_follows_a_decision_and_the_beginning_of_use(session, write, proposal):
    with pytest.raises(Refusal, match="还没有审定"), write() as now:
        actions.begin_use(session, proposal, "社区菜店", actor=a_handler(session, now), now=now)
    with write() as now:
        decided(session, now, on_a_meeting(session, now, proposal))
    assert proposal.space.approved_form == "、".join(proposal.latest.business_forms)
    with write() as now:
        actions.begin_use(session, proposal, "社区菜店（已开业）", actor=a_handler(session, now), now=now)
    session.expire_all()
    assert proposal.space.current_use == "社区菜店（已开业）"
    mine = (SpaceChange.space_id == proposal.space_id, SpaceChange.source == "decision")
    history = session.scalars(select(SpaceChange).where(*mine).order_by(SpaceChange.id))
    assert [set(each.changes) for each in history] == [{"approved_form"}, {"current_use"}]


def test_another_proposal_for_a_decided_space_is_a_change_of_its_form_and_starts_again(session, write, proposal):
    from portal.proposals.actions import draft_proposal

    with write() as now:
        decided(session, now, on_a_meeting(session, now, proposal))
    with write() as now:
        again = draft_proposal(session, unit=proposal.initiating_unit, space=proposal.space, title="改为咖啡馆",
                               actor=a_handler(session, now), now=now)
    assert again.changes_form_of == proposal
    assert again.latest.sealed_at is None


@pytest.mark.parametrize(("day", "text", "sentence"), [
    (date(2026, 6, 29), "营业正常", "审定之日和今天之间"), (date(2026, 7, 9), "营业正常", "审定之日和今天之间"),
    (date(2026, 7, 1), " ", "看到的情况"),
])
def test_an_inspection_that_cannot_be_is_refused(session, write, clock, proposal, day, text, sentence):
    with write() as now:
        decided(session, now, on_a_meeting(session, now, proposal))
    clock.advance(timedelta(days=5))
    with pytest.raises(Refusal, match=sentence), write() as now:
        actions.inspect(session, proposal, inspected_on=day, as_decided=True, text=text, actor=a_handler(session, now), now=now)


def test_minutes_say_what_was_decided_and_are_fixed_when_signed(session, write, proposal):
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal), "passed_with_changes", conditions="门口加坡道")
    meeting, office = decision.item.meeting, None
    with pytest.raises(Refusal, match="由谁主持"), write() as now:
        office = the_office(session, now)
        actions.sign_minutes(session, meeting, actor=office, now=now)
    with write() as now:
        office = the_office(session, now)
        kept = actions.write_minutes(session, meeting, {"chair": "常务副区长", "present": "区商务局\n区房管局"}, seen_revision=0,
                                     actor=office, now=now)
    draft = minutes(meeting, kept)
    assert draft.note == "（未定稿）"
    words = "\n".join(getattr(block, "lead", "") + block.text for block in draft.blocks if hasattr(block, "text"))
    parts = ["同意该方案", "门口加坡道（由", "八月底前完成改造", "责任单位：区房管局；完成时限：2026年8月31日",
             "主持：常务副区长", "出席：区商务局、区房管局"]
    for part in parts:
        assert part in words, part
    with write() as now:
        actions.sign_minutes(session, meeting, actor=office, now=now)
    assert minutes(meeting, kept).note == ""
    with pytest.raises(Refusal, match="已经定稿"), write() as now:
        actions.write_minutes(session, meeting, {}, seen_revision=kept.revision, actor=office, now=now)


def test_minutes_wait_for_every_decision(session, write, proposal):
    with write() as now:
        item = on_a_meeting(session, now, proposal)
        office = the_office(session, now)
        actions.write_minutes(session, item.meeting, {"chair": "常务副区长"}, seen_revision=0, actor=office, now=now)
    with pytest.raises(Refusal, match="还有议题没有记录会议结论"), write() as now:
        actions.sign_minutes(session, item.meeting, actor=office, now=now)


def test_the_agenda_and_each_units_sheet_name_what_concerns_it(session, write, proposal):
    with write() as now:
        item = on_a_meeting(session, now, proposal)
    table = agenda(item.meeting).blocks[-1]
    assert [row[:3] for row in table.rows] == [(1, item.version.title, proposal.initiating_unit.name)]
    units = {unit.name: unit for unit in concerned(session, item.meeting)}
    assert proposal.initiating_unit.name in units
    told = sheet(item.meeting, units[proposal.initiating_unit.name])
    assert told.addressee == proposal.initiating_unit.name
    assert any(getattr(block, "text", "").endswith(item.version.title) for block in told.blocks)


def test_complaints_about_the_space_go_with_the_papers_but_no_accusation(session, write, proposal):
    from portal.complaints.actions import file_complaint

    with write() as now:
        told = file_complaint(session, category="nuisance", text="夜里卸货", token="c1", now=now, space=proposal.space)
        file_complaint(session, category="accusation", text="收钱", token="c2", now=now, space=proposal.space,
                       accused=a_unit(session, now, "区商务局"))
    assert complaints_about(session, proposal.spaces) == [told]


def test_the_years_figures_equal_a_recount(session, write, clock, proposal):
    with write() as now:
        decided(session, now, on_a_meeting(session, now, proposal))
    found = summary_of(session, 2026)
    line = next(each for each in found.units if each.name == proposal.initiating_unit.name)
    assert (line.count("items"), line.count("decided"), line.count("consultations")) == (1, 1, 1)
    assert line.count("opinions") == found.total.count("opinions") == 5
    assert line.count("adopted") == found.total.count("adopted") == 5
    assert [each.name for each in found.streets] == [street.name for street in proposal.streets]
    assert summary_of(session, 2025).total.counts == (0,) * len(found.total.counts)
    assert year_summary(found).annexes[0].rows[-1][0] == "合计"


def test_a_calendar_entry_closes_at_the_last_minute_of_its_day():
    from icalendar import Calendar

    from portal.meetings.feeds import Entry, calendar_file

    made_at = datetime(2026, 6, 1, tzinfo=UTC)
    due = Entry("papers-2026-6", "报送材料; 六月", "https://x.example/", until=datetime(2026, 6, 15, 16, tzinfo=UTC))
    held = Entry("meeting-1", "会议", "https://x.example/m", day=date(2026, 6, 30))
    data = calendar_file("日历", [due, held], made_at, "x.example")
    papers, meeting = Calendar.from_ical(data).walk("VEVENT")
    assert papers["summary"] == "报送材料; 六月"
    assert papers.decoded("dtstart").isoformat() == "2026-06-15T23:59:00+08:00"
    assert meeting.decoded("dtstart") == date(2026, 6, 30)

"""Reminders around the meeting: whom, of what, when, once."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from portal.meetings import actions, reminding
from portal.meetings.actions import Planned
from portal.outbox import Message
from portal.workdays.queries import calendar
from tests.builders import a_handler, a_published_proposal, a_reviewer
from tests.meetings.story import decided, on_a_meeting
from tests.meetings.test_gate import ready
from tests.meetings.test_year import the_office


def posted(session, kind):
    return session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)).all()


def look(session, clock, remind, at: str) -> None:
    """Let a reminder look at that Beijing time; twice, as two workers would."""
    clock.advance(datetime.fromisoformat(f"{at}+08:00").astimezone(UTC) - clock.now())
    for _ in range(2):
        remind(session, clock.now(), calendar(session))


@pytest.fixture
def planned(session, write):
    """区房管局 planned an item for June and has only published it."""
    with write() as now:
        proposal = a_published_proposal(session, now)
        handler = a_handler(session, now, proposal.initiating_unit.name)
        actions.file_plan(session, proposal.initiating_unit, 2026, 2, [Planned(6, "红莲南里菜店", space=proposal.space),
                                                                      Planned(6, "还没有起草的")],
                          seen_revision=0, actor=handler, now=now)
    return handler


@pytest.mark.parametrize(("days", "messages"), [
    (["2026-06-11T10:00"], 2), (["2026-06-11T10:00", "2026-06-12T09:00"], 4),
    (["2026-06-11T10:00", "2026-06-12T09:00", "2026-06-15T09:00", "2026-06-16T09:00"], 6),
])
def test_papers_are_asked_for_on_the_8th_the_12th_and_the_last_working_day(session, clock, planned, days, messages):
    for at in days:
        look(session, clock, partial(reminding.papers_due, inclusive=True), at)
    found = [each for each in posted(session, "meeting.papers_due") if each.user_id == planned.id]
    assert len(found) == messages
    missing = {each.params["title"]: each.params["missing"] for each in found}
    assert missing["还没有起草的"] == "方案还没有起草"
    assert "项" in missing["红莲南里菜店"]


def test_where_the_15th_is_not_included_nobody_is_asked_on_it(session, clock, planned):
    for at in ("2026-06-11T10:00", "2026-06-12T09:00", "2026-06-15T09:00"):
        look(session, clock, partial(reminding.papers_due, inclusive=False), at)
    found = [each for each in posted(session, "meeting.papers_due") if each.user_id == planned.id]
    assert len(found) == 4 and all("14日" in each.params["due"] for each in found)


def test_what_is_submitted_is_not_asked_for(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        unit = proposal.initiating_unit
        actions.file_plan(session, unit, 2026, 3, [Planned(7, "菜店", space=proposal.space)], seen_revision=0,
                          actor=a_handler(session, now, unit.name), now=now)
        actions.submit(session, proposal, actor=a_reviewer(session, now), now=now)
    look(session, clock, partial(reminding.papers_due, inclusive=True), "2026-07-08T09:00")
    assert posted(session, "meeting.papers_due") == []


def test_a_resolution_reminds_its_unit_before_and_after_its_day_and_then_the_office(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        office = the_office(session, now)
        worker = a_handler(session, now, "区房管局")
        decided(session, now, on_a_meeting(session, now, proposal))
    due = date(2026, 8, 31)
    assert due.weekday() == 0
    counts = []
    for at in ("2026-08-25T09:00", "2026-08-26T09:00", "2026-09-01T09:00", "2026-09-07T09:00", "2026-09-08T09:00"):
        look(session, clock, reminding.resolutions_due, at)
        counts.append((len([m for m in posted(session, "resolution.soon") if m.user_id == worker.id]),
                       len([m for m in posted(session, "resolution.overdue") if m.user_id == worker.id]),
                       len([m for m in posted(session, "resolution.overdue") if m.user_id == office.id])))
    assert counts == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 0), (1, 1, 1)]


def test_members_without_a_plan_are_asked_before_the_quarter_and_once_it_has_begun(session, write, clock, planned):
    for at in ("2026-06-18T09:00", "2026-06-22T09:00", "2026-06-30T09:00", "2026-07-01T09:00", "2026-07-02T09:00"):
        look(session, clock, reminding.plans_missing, at)
    found = [each.params for each in posted(session, "meeting.plan_missing") if each.user_id == planned.id]
    assert found == [{"year": 2026, "quarter": 3}, {"year": 2026, "quarter": 3}]


def test_publication_is_asked_for_daily_until_it_is_done(session, write, clock):
    proposal = ready(session, write, clock)
    with write() as now:
        decision = decided(session, now, on_a_meeting(session, now, proposal), "to_government")
    look(session, clock, reminding.publication_due, "2026-07-02T09:00")
    assert posted(session, "decision.publish_due") == []
    with write() as now:
        actions.enter_government_result(session, decision, outcome="passed", on=date(2026, 7, 2), actor=the_office(session, now),
                                        now=now)
    for at in ("2026-07-02T15:00", "2026-07-03T09:00"):
        look(session, clock, reminding.publication_due, at)
    people = {each.user_id for each in posted(session, "decision.publish_due")}
    assert len(posted(session, "decision.publish_due")) == 2 * len(people)
    assert posted(session, "decision.publish_due")[0].params["due"] == "2026年7月7日24:00"

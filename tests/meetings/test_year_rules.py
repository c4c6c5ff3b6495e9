"""The 15th, the quarter's plan, reminders and what follows a decision, on real calendars."""

from datetime import UTC, date, datetime

import pytest

from portal.errors import InvalidInput, Refusal
from portal.meetings.rules import year
from portal.workdays.rules import Calendar, last_workday

# 2026: National Day 1–8 October with make-up work on 20 September and 10 October; Spring Festival 15–23 February with
# make-up work on 14 and 28 February.
CALENDAR = Calendar(
    {date(2026, 2, day): False for day in range(15, 24)} | {date(2026, 2, 14): True, date(2026, 2, 28): True}
    | {date(2026, 10, day): False for day in range(1, 9)} | {date(2026, 9, 20): True, date(2026, 10, 10): True},
    frozenset({2026}))


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(("at", "inclusive", "served"), [
    ("2026-06-14T23:59:59", True, (2026, 6)),
    ("2026-06-15T23:59:59", True, (2026, 6)),
    ("2026-06-16T00:00:00", True, (2026, 7)),
    ("2026-06-14T23:59:59", False, (2026, 6)),
    ("2026-06-15T00:00:00", False, (2026, 7)),
    ("2026-12-15T23:59:59", True, (2026, 12)),
    ("2026-12-16T00:00:00", True, (2027, 1)),
    ("2024-02-29T12:00:00", True, (2024, 3)),
])
def test_papers_serve_the_month_whose_fifteenth_they_meet(at, inclusive, served):
    assert year.month_served(beijing(at), inclusive=inclusive) == served


@pytest.mark.parametrize(("held_on", "inclusive", "deadline"), [
    (date(2026, 6, 30), True, "2026-06-16T00:00:00"),
    (date(2026, 6, 30), False, "2026-06-15T00:00:00"),
    (date(2026, 6, 16), True, "2026-06-16T00:00:00"),
    (date(2026, 6, 15), True, "2026-05-16T00:00:00"),
    (date(2026, 6, 15), False, "2026-06-15T00:00:00"),
    (date(2026, 1, 8), True, "2025-12-16T00:00:00"),
])
def test_a_meeting_is_governed_by_the_last_deadline_before_its_day(held_on, inclusive, deadline):
    assert year.deadline_for(held_on, inclusive=inclusive) == beijing(deadline)
    assert not year.is_late(beijing(deadline).replace(microsecond=0) - year.timedelta(seconds=1), held_on, inclusive=inclusive)
    assert year.is_late(beijing(deadline), held_on, inclusive=inclusive)


@pytest.mark.parametrize(("month", "inclusive", "days"), [
    ((2026, 6), True, [8, 12, 15]),       # 15 June 2026 is a Monday
    ((2026, 6), False, [8, 12]),          # the 14th is a Sunday: the last working day before is the 12th
    ((2026, 8), True, [8, 12, 14]),       # the 15th is a Saturday
    ((2026, 2), True, [8, 12, 14]),       # the 15th begins the Spring Festival; Saturday the 14th is a make-up workday
    ((2026, 10), True, [8, 12, 15]),
    ((2026, 11), True, [8, 12, 13]),      # the 15th is a Sunday
])
def test_reminders_start_on_the_8th_and_end_on_the_last_working_day(month, inclusive, days):
    found = year.reminder_days(*month, last_workday=lambda day: last_workday(day, CALENDAR), inclusive=inclusive)
    assert found == [date(*month, day) for day in days]


@pytest.mark.parametrize(("day", "quarter"), [
    (date(2026, 1, 1), (2026, 1)), (date(2026, 3, 31), (2026, 1)), (date(2026, 4, 1), (2026, 2)),
    (date(2026, 9, 30), (2026, 3)), (date(2026, 12, 31), (2026, 4)),
])
def test_a_day_lies_in_its_quarter(day, quarter):
    assert year.quarter_of(day) == quarter
    assert day.month in year.months_of(quarter[1])
    assert day <= year.quarter_ends(*quarter)


@pytest.mark.parametrize(("quarter", "lines", "today", "sentence"), [
    (3, [(6, "红莲南里菜店")], date(2026, 6, 1), "6月不在第3季度"),
    (3, [(7, "  ")], date(2026, 6, 1), "要写名称"),
    (3, [(7, "长" * 121)], date(2026, 6, 1), "不超过120个字"),
    (2, [], date(2026, 7, 1), "已经过去"),
])
def test_a_plan_that_cannot_be_is_refused(quarter, lines, today, sentence):
    with pytest.raises(Refusal, match=sentence):
        year.check_plan(2026, quarter, lines, today)


def test_an_empty_plan_is_a_plan_and_the_last_day_of_the_quarter_still_counts():
    year.check_plan(2026, 2, [], date(2026, 6, 30))
    year.check_plan(2026, 4, [(12, "月坛老年餐桌")], date(2026, 12, 31))


STEPS = [
    ("given", "accepted", "", None), ("given", "done", "已完工，照片附后", None), ("accepted", "accepted", "", None),
    ("accepted", "in_progress", "施工队已进场", None), ("in_progress", "done", "", "办结的，请写明做成了什么"),
    ("in_progress", "accepted", "", "后面一步"), ("done", "in_progress", "", "后面一步"), ("given", "given", "", "后面一步"),
]


@pytest.mark.parametrize(("state", "new", "text", "sentence"), STEPS)
def test_a_resolution_only_goes_forward(state, new, text, sentence):
    if sentence is None:
        year.check_progress(state, new, text)
        return
    with pytest.raises(Refusal, match=sentence):
        year.check_progress(state, new, text)


@pytest.mark.parametrize(("state", "today", "overdue"), [
    ("accepted", date(2026, 8, 31), False), ("accepted", date(2026, 9, 1), True), ("done", date(2026, 9, 1), False),
])
def test_a_resolution_is_overdue_the_day_after(state, today, overdue):
    assert year.is_overdue(state, date(2026, 8, 31), today) is overdue


@pytest.mark.parametrize(("opened", "foretold", "refused"), [
    (None, None, True), ("2026-06-10T08:00:00", None, False), (None, "2026-06-20T08:00:00", False),
    ("2026-06-26T08:00:00", None, True), ("2026-06-26T08:00:00", "2026-06-24T08:00:00", False),
])
def test_the_public_is_told_before_the_government_decides(opened, foretold, refused):
    told = [text and beijing(text) for text in (opened, foretold)]
    if not refused:
        year.check_foretold(*told, date(2026, 6, 25))
        return
    with pytest.raises(Refusal, match="预公开"):
        year.check_foretold(*told, date(2026, 6, 25))


def test_an_explanation_is_asked_for_only_where_the_government_decided():
    year.check_explained("", reported_up=False)
    with pytest.raises(InvalidInput, match="解读"):
        year.check_explained(" ", reported_up=True)

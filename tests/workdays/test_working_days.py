"""Closing instants and working days on the real calendar."""

from datetime import date, datetime, timedelta

import pytest
from chinese_calendar.constants import holidays, workdays
from hypothesis import given
from hypothesis import strategies as st

from portal.clock import BEIJING, beijing_midnight
from portal.workdays.actions import seed_calendar
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar, closing, last_workday, working_days_between

CALENDAR = Calendar(dict.fromkeys(holidays, False) | dict.fromkeys(workdays, True), frozenset(range(2021, 2027)))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def ends(text):
    """The instant at which a day ends, as the start of the next one."""
    return beijing_midnight(date.fromisoformat(text) + timedelta(days=1))


@pytest.mark.parametrize(("day", "works"), [
    ("2026-06-10", True),
    ("2026-06-13", False),
    ("2026-02-14", True),  # Saturday before the Spring Festival, made up
    ("2026-02-16", False),
    ("2026-02-23", False),
    ("2026-02-28", True),
    ("2026-09-20", True),  # Sunday made up for National Day
    ("2026-10-01", False),
    ("2026-10-07", False),
    ("2026-10-08", True),
    ("2026-10-10", True),
    ("2024-02-29", True),
])
def test_real_days(day, works):
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(("start", "value", "unit", "last_day"), [
    ("2026-06-10 10:00", 5, "working_day", "2026-06-17"),
    ("2026-06-10 00:00", 1, "working_day", "2026-06-11"),
    ("2026-06-10 23:59", 1, "working_day", "2026-06-11"),
    ("2026-06-13 12:00", 1, "working_day", "2026-06-15"),
    ("2026-02-12 09:00", 3, "working_day", "2026-02-24"),  # Friday 13, Saturday 14 made up, then the holiday
    ("2026-02-24 09:00", 4, "working_day", "2026-02-28"),  # ends on a Saturday that is made up
    ("2026-09-17 09:00", 3, "working_day", "2026-09-21"),  # over the made-up Sunday
    ("2026-09-30 09:00", 3, "working_day", "2026-10-10"),
    ("2024-02-28 09:00", 2, "working_day", "2024-03-01"),
    ("2024-02-28 09:00", 30, "day", "2024-03-29"),
    ("2025-02-27 09:00", 2, "day", "2025-03-01"),
    ("2026-06-10 10:00", 30, "day", "2026-07-10"),
])
def test_a_period_ends_with_its_last_day(start, value, unit, last_day):
    found = closing(at(start), value, unit, CALENDAR)
    assert (found.instant, found.is_provisional) == (ends(last_day), False)


@pytest.mark.parametrize(("start", "value", "unit", "provisional"), [
    ("2026-12-21 09:00", 4, "working_day", False),
    ("2026-12-24 09:00", 2, "working_day", True),  # 28 December may be moved by the next New Year
    ("2026-12-28 09:00", 5, "working_day", True),
    ("2026-12-28 09:00", 30, "day", False),
    ("2025-12-29 09:00", 5, "working_day", False),
    ("2027-03-01 09:00", 1, "working_day", True),
])
def test_days_of_a_year_not_announced_make_a_closing_provisional(start, value, unit, provisional):
    assert closing(at(start), value, unit, CALENDAR).is_provisional is provisional


def test_the_start_is_a_day_in_beijing_whatever_the_servers_zone():
    late = at("2026-06-11 00:30").astimezone(tz=None)
    assert closing(late, 1, "day", CALENDAR).instant == ends("2026-06-12")


def test_working_days_between_leaves_out_the_first_and_counts_the_last():
    assert working_days_between(date(2026, 9, 30), date(2026, 10, 10), CALENDAR) == 3
    assert working_days_between(date(2026, 6, 10), date(2026, 6, 10), CALENDAR) == 0


def test_the_last_working_day_before_a_holiday():
    assert last_workday(date(2026, 10, 5), CALENDAR) == date(2026, 9, 30)
    assert last_workday(date(2026, 2, 15), CALENDAR) == date(2026, 2, 14)


def test_a_period_of_no_days_is_a_mistake():
    with pytest.raises(ValueError, match="at least one day"):
        closing(at("2026-06-10 10:00"), 0, "day", CALENDAR)


def test_the_seed_is_the_calendar_as_announced_and_is_entered_once(session, write):
    with write() as now:
        assert seed_calendar(session, now) == list(range(2021, 2027))
    with write() as now:
        assert seed_calendar(session, now) == []
    seeded = calendar(session)
    assert seeded.announced == CALENDAR.announced
    assert seeded.exceptions == {day: works for day, works in CALENDAR.exceptions.items() if day.year >= 2021}


@given(st.datetimes(datetime(2021, 1, 1), datetime(2030, 1, 1)), st.integers(1, 60))
def test_a_closing_counts_exactly_its_working_days(start, value):
    plain = Calendar({date(2026, 10, 1): False, date(2026, 10, 10): True}, frozenset({2026}))
    instant = closing(start.replace(tzinfo=BEIJING), value, "working_day", plain).instant.astimezone(BEIJING)
    last = instant.date() - timedelta(days=1)
    assert working_days_between(start.date(), last, plain) == value
    assert plain.is_workday(last)

"""Limits on working days: real calendars, a clock that stands still, extensions, and what is overdue when."""

from datetime import date, datetime, timedelta

import pytest

from portal.clock import BEIJING, end_of_day
from portal.complaints.models import CATEGORIES
from portal.complaints.rules.limits import Limit, check_extension, default_limits, due, lateness, stopped
from portal.errors import InvalidInput
from portal.workdays.rules import Calendar

SPRING = {date(2026, 2, day): False for day in range(15, 24)} | {date(2026, 2, 14): True, date(2026, 2, 28): True}
NATIONAL = {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 9, 20): True, date(2026, 10, 10): True}
CALENDAR = Calendar(SPRING | NATIONAL, frozenset({2026, 2027}))


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize(("start", "days", "last"), [
    (at(6, 10), 1, date(2026, 6, 11)),
    (at(6, 12, 23), 1, date(2026, 6, 15)),
    (at(2, 13), 1, date(2026, 2, 14)),  # a Saturday made a workday
    (at(2, 13), 2, date(2026, 2, 24)),
    (at(2, 25), 3, date(2026, 2, 28)),
    (at(9, 30), 1, date(2026, 10, 8)),
    (at(9, 30), 3, date(2026, 10, 10)),
])
def test_a_limit_ends_at_24_oclock_of_its_last_working_day(start, days, last):
    assert due(start, days, [], CALENDAR).instant == end_of_day(last)


@pytest.mark.parametrize(("pause", "last"), [
    ((at(6, 11), at(6, 15)), date(2026, 6, 19)),       # Friday and Monday are free
    ((at(6, 11, 9), at(6, 11, 17)), date(2026, 6, 17)),  # within one day: nothing is won
    ((at(6, 13), at(6, 14)), date(2026, 6, 17)),       # a weekend costs nothing
    ((at(6, 1), at(6, 2)), date(2026, 6, 17)),         # before the clock began
], ids=["over a weekend", "within a day", "a weekend", "earlier"])
def test_the_clock_stands_still_while_the_complainant_is_asked(pause, last):
    assert due(at(6, 10), 5, [pause], CALENDAR).instant == end_of_day(last)


def test_a_limit_into_a_year_not_announced_is_provisional():
    assert due(datetime(2027, 12, 28, 9, tzinfo=BEIJING), 5, [], CALENDAR).is_provisional


@pytest.mark.parametrize(("steps", "spans"), [
    ([("received", 1), ("waiting", 3), ("in_hand", 5)], [(3, 5)]),
    ([("waiting", 3), ("waiting", 4), ("in_hand", 6), ("waiting", 8)], [(3, 6), (8, 20)]),
    ([("received", 1), ("in_hand", 2)], []),
], ids=["once", "a note in between, and again", "never"])
def test_when_the_clock_stood_still(steps, spans):
    found = stopped([(state, at(6, day)) for state, day in steps], at(6, 20))
    assert found == [(at(6, first), at(6, last)) for first, last in spans]


@pytest.mark.parametrize(("days", "already", "goes"), [
    (1, 0, True), (5, 0, True), (3, 2, True), (6, 0, False), (1, 5, False), (0, 0, False),
])
def test_extensions_are_limited_in_all(days, already, goes):
    if goes:
        check_extension(days, already=already, limit=Limit(1, 5, 5))
    else:
        with pytest.raises(InvalidInput, match="内部设定"):
            check_extension(days, already=already, limit=Limit(1, 5, 5))


@pytest.mark.parametrize(("state", "hours", "late"), [
    ("dispatched", -1, None), ("dispatched", 0, "accept"), ("objected", 1, "accept"), ("received", 1, "accept"),
    ("accepted", 1, None), ("dispatched", 100, "handle"), ("in_hand", 100, "handle"), ("closure_requested", 100, "handle"),
    ("waiting", 1000, None), ("verified", 1000, None), ("closed", 1000, None), ("not_accepted", 1000, None),
    ("merged", 1000, None),
])
def test_what_is_overdue(state, hours, late):
    accept_by = at(6, 12, 0)
    found = lateness(state, accept_by=accept_by, due_at=accept_by + timedelta(hours=50), now=accept_by + timedelta(hours=hours))
    assert found == late


def test_every_category_has_limits():
    assert set(default_limits()) == set(CATEGORIES)
    assert all(limit.accept > 0 and limit.handle >= limit.accept for limit in default_limits().values())

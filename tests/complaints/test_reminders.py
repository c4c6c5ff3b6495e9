"""Reminders climb from the handler to the office, go to each once, and stop once somebody has acted."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.clock import BEIJING, end_of_day
from portal.complaints.actions.reminding import post_reminders
from portal.complaints.rules.reminders import levels_due, phase_of
from portal.outbox import Message
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar
from tests.complaints.story import in_hand, take

PLAIN = Calendar({}, frozenset({2026, 2027}))
HOLIDAY = Calendar({date(2026, 10, day): False for day in range(1, 9)}, frozenset({2026, 2027}))


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize(("now", "levels"), [
    (at(6, 11), []), (at(6, 12), ["handler"]), (at(6, 13), ["handler", "section"]), (at(6, 15), ["handler", "section"]),
    (at(6, 16), ["handler", "section", "leader"]), (at(6, 17), ["handler", "section", "leader"]),
    (at(6, 18), ["handler", "section", "leader", "office"]), (at(9, 1), ["handler", "section", "leader", "office"]),
])
def test_who_has_been_reminded_of_something_due_on_a_friday(now, levels):
    assert levels_due("handle", end_of_day(date(2026, 6, 12)), now, PLAIN) == levels


def test_what_is_due_on_a_day_off_is_reminded_of_on_the_last_working_day_before():
    assert levels_due("handle", end_of_day(date(2026, 10, 5)), at(9, 30), HOLIDAY) == ["handler"]


@pytest.mark.parametrize(("phase", "first"), [
    ("accept", "handler"), ("handle", "handler"), ("verify", "section"), ("dispatch", "office"),
])
def test_who_is_reminded_first(phase, first):
    assert levels_due(phase, end_of_day(date(2026, 6, 12)), at(6, 12), PLAIN) == [first]


@pytest.mark.parametrize("state", ["waiting", "verified", "followed_up", "closed", "not_accepted", "merged"])
def test_nobody_is_reminded_of_what_was_done_or_waits_for_the_complainant(state):
    assert phase_of(state) is None


@pytest.fixture
def remind(session, write):
    """Look for what is due, and give whom all messages so far went to."""

    def look() -> Counter:
        with write() as now:
            post_reminders(session, now, calendar(session))
        return Counter(message.user_id for message in session.scalars(select(Message)))

    return look


def test_they_climb_on_real_working_days_and_nothing_is_sent_twice(town, session, write, clock, remind):
    with write() as now:
        town.complain(session, now)
    people = [town.handler.id, town.reviewer.id, town.leader.id, town.office.id]
    assert remind() == {}
    for days, count in ((1, 1), (1, 2), (4, 3), (2, 4)):  # the last day, a Friday, Tuesday, Thursday
        clock.advance(timedelta(days=days))
        assert set(remind()) == set(people[:count])
        assert remind() == remind()


def test_they_stop_once_it_is_signed_for_and_begin_anew_for_the_next_limit(town, session, write, clock, remind):
    with write() as now:
        complaint = town.complain(session, now)
    clock.advance(timedelta(days=2))
    sent = remind()
    with write() as now:
        in_hand(session, now, complaint)
    assert remind() == sent
    clock.instant = complaint.deadline.due_at - timedelta(hours=10)
    assert (remind() - sent)[town.handler.id] == 1
    with write() as now:
        take(session, now, complaint, "ask", answer="请补充")
    clock.advance(timedelta(days=30))
    assert (remind() - sent)[town.leader.id] == 0


def test_killed_half_way_nothing_is_lost_and_nothing_doubled(town, session, write, clock, remind):
    with write() as now:
        town.complain(session, now)
        town.complain(session, now)
    clock.advance(timedelta(days=2))

    class Killed(Exception):
        pass

    with pytest.raises(Killed), write() as now:
        post_reminders(session, now, calendar(session))
        raise Killed
    assert not session.scalars(select(Message)).all()
    first = remind()
    assert first[town.handler.id] == 2
    assert remind() == first

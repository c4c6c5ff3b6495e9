"""Reminders: once before it is due, once when it is overdue, whoever looks how often."""

from datetime import date, datetime, time, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import select

from portal.clock import BEIJING
from portal.consultations.actions import mark_answered, open_formal_round, send_request
from portal.consultations.reminding import remind_of_letters
from portal.outbox import Message
from portal.outreach.reminders import _REMINDERS, is_office_hour, remind_all
from portal.outreach.sending import send_waiting
from portal.permissions import Role
from portal.proposals.actions import withdraw_proposal
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar
from tests.builders import a_handler, a_published_proposal, a_unit, a_user


@pytest.fixture(autouse=True)
def letters_only(app, monkeypatch):
    """Other concepts' reminders have tests of their own."""
    for name in set(_REMINDERS) - {"letters.due"}:
        monkeypatch.delitem(_REMINDERS, name)


@pytest.fixture
def letter(session, write):
    """A letter to 区园林绿化局, sent on Wednesday, due in five working days, on Wednesday 17 June."""
    with write() as now:
        proposal = a_published_proposal(session, now)
        handler = a_handler(session, now, proposal.initiating_unit.name)
        asked = a_unit(session, now, "区园林绿化局")
        for role, login in ((Role.HANDLER, "yuan1"), (Role.REVIEWER, "yuan2"), (Role.LEADER, "yuan3")):
            a_user(session, now, role, asked, login=login).contact = f"{login}@unit.example"
        opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        return send_request(session, opened, party="department", unit=asked, actor=handler, now=now)


@pytest.fixture
def reminded(session, clock):
    """`reminded(days=2)` — lets days pass, looks for reminders, and gives the kinds posted so far."""

    def after(**passed):
        clock.advance(timedelta(**passed))
        session.rollback()
        remind_all(session.get_bind(), clock)
        return kinds(session)

    return after


def kinds(session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Message.kind).where(Message.key.is_not(None)).order_by(Message.id)))


def test_everybody_who_may_answer_is_reminded_once_before_and_once_after(letter, reminded):
    assert reminded() == [], "it was sent today"
    assert reminded(days=2) == [], "Friday: three working days are left"
    assert reminded(days=3) == ["letter.soon"] * 2, "Monday: two are left; handler and reviewer, not the leader"
    assert reminded(days=1) == ["letter.soon"] * 2
    assert reminded(days=2) == ["letter.soon"] * 2 + ["letter.overdue"] * 2
    assert reminded(days=1) == ["letter.soon"] * 2 + ["letter.overdue"] * 2


@pytest.mark.parametrize(("passed", "why"), [
    ({"days": 3}, "Saturday"), ({"days": 5, "hours": -3}, "seven in the morning"),
    ({"days": 5, "hours": 9}, "seven in the evening"),
])
def test_nobody_is_reminded_outside_office_hours(letter, reminded, passed, why):
    assert reminded(**passed) == [], why


def test_who_missed_the_day_is_reminded_the_next(letter, reminded):
    """No worker ran on the day: nothing is forgotten."""
    assert reminded(days=6) == ["letter.soon"] * 2


@pytest.mark.parametrize("end", ["answered", "withdrawn"])
def test_what_is_settled_is_not_reminded_of(session, write, letter, reminded, end):
    with write() as now:
        proposal = letter.round.version.proposal
        if end == "answered":
            mark_answered(session, letter, now)
        handler = a_handler(session, now, proposal.initiating_unit.name)
        if end == "withdrawn":
            withdraw_proposal(session, proposal, "不再利用", actor=handler, now=now)
    assert reminded(days=5) == []


def test_a_letter_overdue_for_long_is_left_alone(letter, reminded):
    assert reminded(days=42) == []


def test_a_person_invited_alone_is_reminded(session, write, letter, reminded):
    with write() as now:
        expert = a_user(session, now, Role.EXPERT, None)
        handler = a_handler(session, now, letter.round.version.proposal.initiating_unit.name)
        send_request(session, letter.round, party="expert", user=expert, form="expert_review", actor=handler, now=now)
    assert reminded(days=5) == ["letter.soon"] * 3


def test_two_workers_looking_at_once_remind_once(session, clock, letter):
    clock.advance(timedelta(days=5))
    session.rollback()
    workers = [Thread(target=remind_all, args=(session.get_bind(), clock)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert kinds(session) == ["letter.soon"] * 2


def test_a_worker_killed_halfway_has_reminded_nobody_and_the_next_reminds_everybody(session, write, clock, letter, reminded):
    clock.advance(timedelta(days=5))
    with pytest.raises(KeyboardInterrupt), write() as now:
        remind_of_letters(session, now, calendar(session))
        raise KeyboardInterrupt
    assert kinds(session) == []
    assert reminded() == ["letter.soon"] * 2


def test_a_reminder_that_breaks_does_not_stop_the_others(letter, reminded, monkeypatch, caplog):
    def broken(_session, _now, _calendar):
        raise ZeroDivisionError

    monkeypatch.setitem(_REMINDERS, "broken", broken)
    monkeypatch.setitem(_REMINDERS, "letters again", _REMINDERS["letters.due"])
    assert reminded(days=5) == ["letter.soon"] * 2
    assert "the reminder broken broke" in caplog.text


def test_it_reaches_the_people_as_one_mail_each(session, clock, letter, reminded, mailing, server):
    reminded(days=5)
    send_waiting(session.get_bind(), clock, mailing, Event())
    assert sorted(server.recipients) == ["yuan1@unit.example", "yuan2@unit.example"]
    assert "请在 2026-06-17 以前反馈" in server.mails[0][1].get_content()


@pytest.mark.parametrize(("day", "hour", "expected"), [
    (date(2026, 6, 10), "08:29", False), (date(2026, 6, 10), "08:30", True), (date(2026, 6, 10), "17:59", True),
    (date(2026, 6, 10), "18:00", False), (date(2026, 6, 13), "10:00", False), (date(2026, 6, 14), "10:00", True),
    (date(2026, 6, 19), "10:00", False),
])
def test_office_hours_follow_the_calendar(day, hour, expected):
    """A Saturday, a Sunday worked to make up for it, and a Friday that is a holiday."""
    known = Calendar({date(2026, 6, 14): True, date(2026, 6, 19): False}, frozenset({2026}))
    assert is_office_hour(datetime.combine(day, time.fromisoformat(hour), BEIJING), known) is expected

"""Staff are reminded of their work on its due day and when it comes back, and a unit of what it is asked; once each."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.opinions.actions import decide_theme, group_points
from portal.opinions.actions.talking import answer_advice, ask_advice
from portal.opinions.actions.work import assign, move
from portal.opinions.queries.work import work_on
from portal.opinions.reminding import remind_of_advice, remind_of_work
from portal.outbox import Message
from portal.outreach.texts import TEXTS
from portal.workdays.queries import calendar
from tests.builders import a_handler, a_unit
from tests.opinions.matter import an_opinion


@pytest.fixture
def theme(session, write, matter):
    """A theme of the handler's, due on Friday 12 June."""
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        made = group_points(session, matter.consultation, "电梯", opinion.points, actor=matter.handler, now=now)
        assign(session, matter.consultation, themes=[made], assignee=matter.handler, due_on=date(2026, 6, 12),
               actor=matter.handler, now=now)
        return made


@pytest.fixture
def reminded(session, write, clock):
    """`reminded(days=2)` — lets days pass, looks for reminders twice, and gives all that were posted so far."""

    def after(**passed):
        clock.advance(timedelta(**passed))
        for _ in range(2):
            with write() as now:
                for remind in (remind_of_work, remind_of_advice):
                    remind(session, now, calendar(session))
        mine = select(Message).where(Message.kind.in_(("work.due", "work.sent_back", "advice.asked"))).order_by(Message.id)
        return [(each.kind, each.user_id, each.params["what"]) for each in session.scalars(mine)]

    return after


def test_work_is_reminded_of_on_its_day_once_and_again_when_it_comes_back(session, write, matter, theme, reminded):
    assert reminded(days=1) == []
    due = ("work.due", matter.handler.id, "电梯")
    assert reminded(days=1) == [due] == reminded(days=3)
    with write() as now:
        reader = a_handler(session, now, matter.unit.name)
        decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="", seen_revision=1,
                     actor=matter.handler, now=now)
        move(session, theme, "hand_in", seen_revision=work_on(session, theme).revision, actor=matter.handler, now=now)
        move(session, theme, "send_back", remark="写明原因。", actor=reader, now=now,
             seen_revision=work_on(session, theme).revision)
    assert reminded(days=1) == [due, ("work.sent_back", matter.handler.id, "电梯")] == reminded(days=1)


def test_a_unit_is_told_once_of_what_it_is_asked(session, write, matter, theme, reminded):
    with write() as now:
        officer = a_handler(session, now, "区教委")
        advice = ask_advice(session, theme, a_unit(session, now, "区教委"), "能装吗？", None, actor=matter.handler, now=now)
    asked = [each for each in reminded(hours=1) if each[0] == "advice.asked"]
    assert asked == [("advice.asked", officer.id, "电梯")]
    with write() as now:
        answer_advice(session, advice, "能。", actor=officer, now=now)
        a_handler(session, now, "区教委")
    assert [each for each in reminded(hours=1) if each[0] == "advice.asked"] == asked


@pytest.mark.parametrize("kind", ["work.due", "work.sent_back", "advice.asked"])
def test_reminders_of_one_kind_are_one_mail(kind):
    assert TEXTS[kind].is_bundled

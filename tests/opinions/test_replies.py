"""Letters are answered once, by whom they were sent to, in time or overdue, on the web or on paper."""

from datetime import timedelta

import pytest

from portal.errors import InvalidInput, NotPermitted, Refusal
from portal.opinions import rules
from portal.opinions.actions import answer_request, withdraw
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.opinions.matter import a_paper, a_request


def test_a_unit_answers_its_letter_also_after_the_deadline(session, write, matter, clock):
    with write() as now:
        request = a_request(session, matter, now)
        officer = a_user(session, now, Role.HANDLER, request.unit)
    clock.instant = request.due_at
    with write() as now:
        reply = answer_request(session, request, stance="disagree", text="消防通道不足。", token="a", actor=officer, now=now)
    assert (reply.bucket, reply.is_overdue, reply.party, reply.unit_id) == ("counted", True, "department", request.unit_id)
    assert reply.points[0].answer == "loose"
    with pytest.raises(Refusal, match="已经答复过"), write() as now:
        answer_request(session, request, stance="agree", text="", token="b", actor=officer, now=now)


def test_a_reply_can_be_withdrawn_and_given_again_until_its_deadline(session, write, matter, clock):
    with write() as now:
        request = a_request(session, matter, now)
        first = answer_request(session, request, stance="agree", text="", token="a", actor=matter.handler, now=now)
    with write() as now:
        withdraw(session, first, actor=matter.handler, now=now)
        second = answer_request(session, request, stance="disagree", text="按错了。", token="b", actor=matter.handler, now=now)
    session.refresh(request)
    assert request.reply is second and request.answered_at is not None
    clock.instant = request.due_at
    with pytest.raises(Refusal, match="不能再撤回"), write() as now:
        withdraw(session, second, actor=matter.handler, now=now)


@pytest.mark.parametrize(("party", "role"), [("expert", Role.EXPERT), ("planner", Role.PLANNER)])
def test_experts_and_planners_are_heard_once_they_declare(session, write, matter, party, role):
    with write() as now:
        person = a_user(session, now, role, matter.street if role is Role.PLANNER else None)
        request = a_request(session, matter, now, party, user=person)
    for declared in (None, False):
        with pytest.raises(InvalidInput, match="没有直接利害关系"), write() as now:
            answer_request(session, request, stance="agree", text="", token="a", actor=person, now=now, has_no_interest=declared)
    with write() as now:
        reply = answer_request(session, request, stance="agree", text="", token="a", actor=person, now=now, has_no_interest=True)
    assert reply.has_no_interest and reply.points[0].answer == "no_demand"


def test_a_planner_answers_only_for_the_streets_served(session, write, matter):
    with write() as now:
        planner = a_user(session, now, Role.PLANNER, a_unit(session, now, "德胜街道办事处"))
        request = a_request(session, matter, now, "planner", user=planner)
    with pytest.raises(NotPermitted, match="服务的街道"), write() as now:
        answer_request(session, request, stance="agree", text="", token="a", actor=planner, now=now, has_no_interest=True)


def test_a_paper_reply_answers_its_letter(session, write, matter):
    with write() as now:
        request = a_request(session, matter, now)
        reply = a_paper(session, matter, now, "a", request=request, stance="amend", text="请补消防意见。", relation=None)
    session.refresh(request)
    assert request.reply is reply
    assert (reply.party, reply.channel, reply.unit_id, reply.is_overdue) == ("department", "post", request.unit_id, False)


@pytest.mark.parametrize(("days", "overdue"), [(0, False), (1, True)])
def test_a_paper_reply_is_overdue_by_the_day_it_came_not_the_day_it_was_entered(session, write, matter, clock, days, overdue):
    with write() as now:
        request = a_request(session, matter, now)
    clock.instant = request.due_at + timedelta(days=4)
    with write() as now:
        reply = a_paper(session, matter, now, "a", request=request, stance="agree", text="", relation=None,
                      received_on=rules.last_day(request.due_at) + timedelta(days=days))
    assert (reply.bucket, reply.is_overdue) == ("counted", overdue)

"""Asking afterwards: a link that works once, a logged call, dissatisfaction that takes the matter up again and counts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.complaints.actions import add_fact, answer_follow_up, answer_link, log_call, take_step
from portal.complaints.actions.following import LINK_LASTS, open_question
from portal.complaints.models import Complaint, FollowUp
from portal.complaints.values import Given
from portal.errors import InvalidInput, Missing, Refusal
from portal.outbox import Message
from tests.complaints.story import asked_to_close, in_hand, secret_of, take, verified

WELL = {"solved": True, "satisfaction": "satisfied", "reason": ""}
BADLY = {"solved": True, "satisfaction": "dissatisfied", "reason": "态度不好"}


@pytest.fixture
def asked(town, session, write):
    """A complaint whose maker has just been sent a link: (complaint, secret)."""
    with write() as now:
        return verified(session, now, town.complain(session, now, contact="a@example.cn"))


def again(session, complaint) -> Complaint:
    session.expire_all()
    return session.get(Complaint, complaint.id)


@pytest.mark.parametrize(("given", "state"), [
    (WELL, "followed_up"),
    ({"solved": True, "satisfaction": "mostly", "reason": ""}, "followed_up"),
    (BADLY, "in_hand"),
    ({"solved": False, "satisfaction": "satisfied", "reason": "还在卸货"}, "in_hand"),
    ({"solved": False, "satisfaction": "dissatisfied", "reason": "还在卸货"}, "in_hand"),
])
def test_what_an_answer_leads_to(asked, session, write, given, state):
    complaint, secret = asked
    with write() as now:
        answer_link(session, secret, **given, now=now)
    assert again(session, complaint).state == state
    kept = session.scalars(select(FollowUp).where(FollowUp.answered_at.is_not(None))).one()
    assert (kept.is_solved, kept.satisfaction, kept.reason) == (given["solved"], given["satisfaction"], given["reason"])


@pytest.mark.parametrize("given", [WELL | {"solved": False}, WELL | {"satisfaction": "dissatisfied"}])
def test_dissatisfaction_needs_a_reason(asked, session, write, given):
    with pytest.raises(InvalidInput, match="请写明"), write() as now:
        answer_link(session, asked[1], **given, now=now)
    assert again(session, asked[0]).state == "verified"


def test_a_link_works_once(asked, session, write):
    with write() as now:
        answer_link(session, asked[1], **WELL, now=now)
    with pytest.raises(Refusal, match="已经用过"), write() as now:
        answer_link(session, asked[1], **BADLY, now=now)
    assert again(session, asked[0]).state == "followed_up"


def test_a_link_expires_but_the_receipt_does_not(asked, session, write, clock):
    clock.advance(LINK_LASTS)
    with pytest.raises(Refusal, match="已经过期"), write() as now:
        answer_link(session, asked[1], **WELL, now=now)
    with write() as now:
        answer_follow_up(session, open_question(session, again(session, asked[0])), **WELL, actor=None, now=now)
    assert again(session, asked[0]).state == "followed_up"


def test_a_clock_set_back_does_not_wake_a_used_link(asked, session, write, clock):
    with write() as now:
        answer_link(session, asked[1], **WELL, now=now)
    clock.advance(-timedelta(days=2))
    with pytest.raises(Refusal, match="已经用过"), write() as now:
        answer_link(session, asked[1], **WELL, now=now)


@pytest.mark.parametrize("secret", ["", "x", "0" * 32])
def test_a_link_of_nobody_is_missing(asked, session, write, secret):
    with pytest.raises(Missing), write() as now:
        answer_link(session, secret, **WELL, now=now)


def test_a_link_answers_for_its_own_case_only(asked, town, session, write):
    with write() as now:
        other, secret = verified(session, now, town.complain(session, now, contact="b@example.cn"))
        answer_link(session, secret, **BADLY, now=now)
    assert again(session, asked[0]).state == "verified"
    assert again(session, other).state == "in_hand"


def test_the_secret_of_a_link_is_not_kept_with_the_case(asked, session):
    kept = session.scalars(select(FollowUp)).one()
    assert asked[1] not in kept.token_hash


def test_taken_up_again_it_is_asked_again_and_the_old_link_is_over(asked, session, write, clock):
    complaint, old = asked
    with write() as now:
        add_fact(session, complaint, text="又在卸货", token="f1", is_new=True, now=now)
    assert again(session, complaint).state == "in_hand"
    clock.advance(timedelta(hours=1))
    with write() as now:
        asked_to_close(session, now, complaint)
        take(session, now, complaint, "verify")
        new = secret_of(session, complaint)
    with pytest.raises(Refusal, match="已经结束"), write() as now:
        answer_link(session, old, **WELL, now=now)
    with write() as now:
        answer_link(session, new, **WELL, now=now)
    assert sum(step.name == "reopen" for step in again(session, complaint).steps) == 1


@pytest.mark.parametrize(("is_new", "state"), [(True, "in_hand"), (False, "verified")])
def test_only_what_happened_again_takes_a_finished_matter_up(asked, session, write, is_new, state):
    with write() as now:
        add_fact(session, asked[0], text="谢谢，照片补给您", token="f1", is_new=is_new, now=now)
    assert again(session, asked[0]).state == state


def test_adding_twice_by_a_double_click_is_once(asked, session, write):
    with write() as now:
        first = add_fact(session, asked[0], text="又在卸货", token="same", is_new=True, now=now)
        assert add_fact(session, asked[0], text="又在卸货", token="same", is_new=True, now=now) is first
    assert sum(step.name == "reopen" for step in again(session, asked[0]).steps) == 1


def test_nobody_reached_on_three_days_counts_as_asked(asked, town, session, write, clock):
    complaint, _ = asked
    for _day in range(3):
        assert again(session, complaint).state == "verified"
        with write() as now:
            log_call(session, complaint, actor=town.handler, now=now)
        with pytest.raises(Refusal, match="改天"), write() as now:
            log_call(session, complaint, actor=town.handler, now=now)
        clock.advance(timedelta(days=1))
    assert again(session, complaint).state == "followed_up"


def test_the_office_closes_over_dissatisfaction_only_after_two_rounds(asked, town, session, write, clock):
    complaint, secret = asked
    for _round in range(2):
        with pytest.raises(Refusal, match="要先回访"), write() as now:
            take_step(session, complaint, "conclude", Given(answer="已尽力"), actor=town.office, now=now)
        with write() as now:
            answer_link(session, secret, **BADLY, now=now)
        clock.advance(timedelta(hours=1))
        with write() as now:
            complaint, secret = verified(session, now, again(session, complaint)) if _taken(complaint) else (complaint, secret)
    with write() as now:
        take_step(session, complaint, "conclude", Given(answer="已尽力"), actor=town.office, now=now)
    assert again(session, complaint).state == "closed"


def _taken(complaint) -> bool:
    return complaint.state == "in_hand"


def test_everybody_of_one_matter_is_told_and_asked(town, session, write):
    with write() as now:
        first = in_hand(session, now, town.complain(session, now, contact="a@example.cn"))
        second = town.complain(session, now, contact="b@example.cn", text="夜里又在卸货")
        take_step(session, second, "merge", Given(into=first.number), actor=town.handler, now=now)
        verified(session, now, first)
        secret = secret_of(session, second)
        assert secret != secret_of(session, first)
    told = [message.address for message in session.scalars(select(Message).where(Message.kind == "complaint.step"))]
    assert {"a@example.cn", "b@example.cn"} <= set(told)
    with write() as now:
        answer_link(session, secret, **BADLY, now=now)
    assert again(session, first).state == "in_hand"
    assert again(session, second).state == "merged"


def test_who_was_merged_goes_along_and_can_be_parted_again(town, session, write):
    with write() as now:
        one, two, three = (town.complain(session, now, text=f"夜里卸货{n}") for n in range(3))
        take_step(session, one, "merge", Given(into=two.number), actor=town.handler, now=now)
        take_step(session, two, "merge", Given(into=three.number), actor=town.handler, now=now)
        assert one.merge.into is three
        take_step(session, one, "separate", Given(internal="不是一件事"), actor=town.handler, now=now)
    assert again(session, one).state == "dispatched"
    assert again(session, one).merge is None


@pytest.mark.parametrize("wrong", ["itself", "accusation", "merged one", "nothing", "accusing one"])
def test_what_cannot_be_merged(town, session, write, wrong):
    with write() as now:
        one, two = town.complain(session, now), town.complain(session, now)
        accusing = town.complain(session, now, category="accusation")
        if wrong == "merged one":
            take_step(session, two, "merge", Given(into=town.complain(session, now).number), actor=town.handler, now=now)
        pair = {"itself": (one, one.number), "accusation": (one, accusing.number), "merged one": (one, two.number),
                "nothing": (one, "TS-2026-99999"), "accusing one": (accusing, one.number)}[wrong]
    with pytest.raises(InvalidInput), write() as now:
        take_step(session, pair[0], "merge", Given(into=pair[1]), actor=town.handler, now=now)

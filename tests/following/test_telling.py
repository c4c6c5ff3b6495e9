"""Who is told what, when: over rows, on both databases, sent over a real mail server."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from portal.clock import BEIJING
from portal.complaints.actions import file_complaint
from portal.following.actions.telling import tell_next
from portal.following.models import Follow
from portal.meetings.actions import foretell, publish_decision
from portal.proposals.actions import withdraw_proposal
from portal.transaction import write_transaction
from portal.workdays.actions import seed_calendar
from tests.builders import a_handler, a_reviewer, a_space
from tests.complaints import story as complaint_story
from tests.following.conftest import OTHER_STREET
from tests.meetings import story


def subjects(server):
    return [mail["Subject"] for _, mail in server.mails]


def test_nothing_is_sent_but_the_question_until_the_owner_says_yes(published, ask, tell, send, server, rows, session, write):
    proposal = published()
    ask("proposal", proposal_id=proposal.id)
    tell()
    send()
    assert subjects(server) == ["请确认您要跟踪的事"]
    with write() as now:
        withdraw_proposal(session, proposal, "不做了", actor=a_handler(session, now), now=now)
    tell()
    assert send() == 0
    assert rows(Follow)[0].confirmed_at is None


def test_a_new_proposal_in_the_street_is_told_with_one_click_to_stop(published, follows, tell, send, server, street_id):
    follows("street", street_id=street_id)
    send()
    published(street=OTHER_STREET, title="别处的事")
    published(title="红莲南里开菜站")
    tell()
    send()
    mail = server.mails[-1][1]
    assert mail["Subject"].startswith("新消息：开始征求意见：红莲南里开菜站（XC-") and "别处" not in mail.get_content()
    said = mail.get_content()
    assert "https://portal.example/proposals/XC-" in said and "https://portal.example/en/follows/" in said
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<https://portal.example/follows/") and "stop?only=" in mail["List-Unsubscribe"]


def test_everything_that_happens_to_a_proposal_is_told_once_and_in_its_order(session, write, clock, tell, send, server, follows):
    with write() as now:
        proposal = story.heard(session, now, space=a_space(session, now))
    follows("proposal", proposal_id=proposal.id)
    send()
    for _ in range(8):
        tell(after=timedelta(days=1))
        send()
    assert [subject.split("：")[1] for subject in subjects(server)[1:]] == ["快截止了"]
    with write():
        story.answered(session, clock, proposal)
    with write() as now:
        item = _to_the_meeting(session, now, proposal)
        decision = story.decided(session, now, item)
        publish_decision(session, decision, notice="同意。", reviewer="孙审查", leader="周主任",
                         actor=a_reviewer(session, now), now=now)
    tell()
    tell()
    send()
    assert [subject.split("：")[1] for subject in subjects(server)[1:]] == ["快截止了", "结果公布了"]


def _to_the_meeting(session, now, proposal):
    story.agreed(session, now, proposal)
    story.compiled(session, now, proposal)
    story.approved(session, now, proposal)
    return story.on_a_meeting(session, now, proposal)


def test_nothing_that_was_before_is_told(published, follows, tell, send, street_id):
    published()
    follows("street", street_id=street_id)
    assert send() == 1
    tell()
    assert send() == 0


@pytest.mark.parametrize(("where", "count"), [(("116.368", "39.900"), 1), (("116.380", "39.900"), 0), (None, 0)])
def test_a_circle_covers_what_lies_within_it(published, follows, tell, send, where, count):
    follows("circle", longitude=Decimal("116.366"), latitude=Decimal("39.900"), radius=500)
    send()
    published(at=where)
    tell()
    assert send() == count


def test_one_mail_tells_everything_new_and_each_thing_once(published, follows, tell, send, server, street_id):
    first = published(title="第一件事")
    follows("street", street_id=street_id)
    follows("proposal", proposal_id=first.id)
    send()
    for title in ("第二件事", "第三件事"):
        published(title=title)
    tell()
    assert send() == 1
    said = server.mails[-1][1].get_content()
    assert said.count("第二件事") == 2, "once in Chinese, once in English"
    assert "第三件事" in said and "第一件事" not in said


@pytest.mark.parametrize(("pace", "days"), [("daily", 1), ("weekly", 5)])  # from a Wednesday to Thursday, to Monday
def test_a_digest_comes_in_its_time(published, follows, tell, send, server, street_id, clock, pace, days):
    follows("street", street_id=street_id, pace=pace)
    send()
    for title in ("第一件事", "第二件事"):
        published(title=title)
        tell()
    assert send() == 0
    clock.advance(datetime(2026, 6, 10 + days, 7, 50, tzinfo=BEIJING) - clock.now())
    tell()
    assert send() == 0, "before eight nobody is told"
    tell(after=timedelta(minutes=10))
    assert send() == 1
    assert "第一件事" in server.mails[-1][1].get_content() and "第二件事" in server.mails[-1][1].get_content()
    tell()
    assert send() == 0


def test_many_are_told_in_turns_and_a_sender_killed_in_between_goes_on(session, published, follows, tell, server, send, clock,
                                                                         street_id):
    people = [f"{number}@example.com" for number in range(7)]
    for person in people:
        follows("street", street_id=street_id, address=person)
    send()
    del server.mails[:]
    published()
    session.rollback()
    clock.advance(timedelta(minutes=5))
    with write_transaction(session, clock) as now:
        assert tell_next(session, "at_once", now=now, limit=3)  # and here it is killed
    published(title="后来的事")
    tell(limit=3)
    send()
    assert sorted(server.recipients) == sorted(people)
    tell(limit=3)
    send()
    assert sorted(server.recipients) == sorted(2 * people), "what came meanwhile is told in the next round"


def test_a_turn_that_breaks_tells_nobody_and_forgets_nothing(session, published, follows, tell, send, clock, street_id):
    follows("street", street_id=street_id)
    send()
    published()
    clock.advance(timedelta(minutes=5))
    with pytest.raises(ZeroDivisionError), write_transaction(session, clock) as now:
        tell_next(session, "at_once", now=now)
        raise ZeroDivisionError
    assert send() == 0
    tell()
    assert send() == 1


@pytest.mark.parametrize("step", [timedelta(days=-1), timedelta(days=2)])
def test_a_clock_set_back_or_forward_tells_once(published, follows, tell, send, clock, street_id, step):
    follows("street", street_id=street_id)
    send()
    published()
    tell()
    clock.advance(step)
    tell()
    clock.advance(-step)
    tell()
    assert send() == 1


def test_a_telephone_is_left_to_the_office(published, follows, tell, send, stored, street_id):
    follows("street", street_id=street_id, address="13800000000")
    published()
    tell()
    send()
    assert [(each.kind, each.failure) for each in stored()] == [("follow.confirm", "phone"), ("follow.news", "phone")]


def test_a_followed_complaint_is_told_of_without_a_private_word(session, write, follows, tell, send, server):
    with write() as now:
        seed_calendar(session, now)
        about = {"category": "nuisance", "space": a_space(session, now), "token": "c1", "now": now}
        complaint = file_complaint(session, text="夜里卸货太吵", **about)
    follows("complaint", complaint_id=complaint.id)
    send()
    with write() as now:
        complaint_story.in_hand(session, now, complaint)
    tell()
    send()
    mail = server.mails[-1][1]
    assert complaint.number in mail["Subject"]
    assert not [word for word in ("卸货", complaint.receipt) if word in mail.get_content()]


def test_a_followed_complaint_handled_with_another_one_is_told_of_all_the_same(session, write, follows, tell, send, server):
    with write() as now:
        seed_calendar(session, now)
        about = {"category": "nuisance", "space": a_space(session, now), "now": now}
        main, mine = (file_complaint(session, text="夜里卸货太吵", token=token, **about) for token in ("c1", "c2"))
        complaint_story.take(session, now, mine, "merge", into=main.number)
    follows("complaint", complaint_id=mine.id)
    send()
    with write() as now:
        complaint_story.in_hand(session, now, main)
    tell()
    assert send() == 1 and mine.number in server.mails[-1][1]["Subject"]


def test_what_is_foretold_and_withdrawn_is_told(session, write, clock, tell, send, server, follows):
    with write() as now:
        proposal = story.heard(session, now, space=a_space(session, now))
    with write():
        story.answered(session, clock, proposal)
    follows("proposal", proposal_id=proposal.id)
    with write() as now:
        decision = story.decided(session, now, _to_the_meeting(session, now, proposal), "to_government")
        foretell(session, decision, "拟改为社区菜店。", actor=a_reviewer(session, now), now=now)
    tell()
    send()
    assert subjects(server)[-1].startswith("新消息：报区政府决定，先向社会公开")

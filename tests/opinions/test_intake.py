"""Opinions come in by every channel, once each."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.errors import InvalidInput, Refusal
from portal.journal import JournalEntry
from portal.opinions import rules
from portal.opinions.actions import answer_request, give_opinion, mark, withdraw
from portal.opinions.models import Opinion, OpinionContact
from portal.opinions.queries import public_figures
from portal.outbox import Message
from portal.proposals.actions import withdraw_proposal
from portal.receipts import typed_receipt
from portal.transaction import write_transaction
from tests.opinions.matter import DAYS, a_matter, a_paper, a_request, an_opinion


def test_an_opinion_gets_a_number_a_receipt_and_one_point(session, write, matter):
    with write() as now:
        first, second = an_opinion(session, matter, now, "a"), an_opinion(session, matter, now, "b")
    assert (first.number, second.number) == (1, 2)
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", first.receipt) and first.receipt != second.receipt
    assert [point.answer for point in first.points] == ["loose"]
    assert (first.party, first.channel, first.bucket) == ("resident", "web", "counted")


@pytest.mark.parametrize("typed", [" {} ", "{lower}", "{spaced}", "{bare}", "{wide}"])
def test_a_receipt_may_be_typed_carelessly(session, write, matter, typed):
    with write() as now:
        receipt = an_opinion(session, matter, now, "a").receipt
    bare = receipt.replace("-", "")
    wide = "".join(chr(ord(each) + 0xFEE0) for each in bare)
    assert typed_receipt(typed.format(receipt, lower=receipt.lower(), spaced=" ".join(bare), bare=bare, wide=wide)) == receipt


@pytest.mark.parametrize(("stance", "text", "answer"), [
    ("support", "", "no_demand"), ("support", "好事，早点开门。", "loose"), ("oppose", "", "loose"),
    ("suggest", "加电梯", "loose"),
])
def test_a_bare_support_needs_no_answer(session, write, matter, stance, text, answer):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a", stance=stance, text=text)
    assert opinion.points[0].answer == answer


def test_contact_data_is_kept_apart_encrypted_and_out_of_the_journal(session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "a", name="王建国", phone="13800001234", email="wang@example.com",
                   text="我叫王建国，二层要电梯。")
    stored = str(session.execute(text("SELECT * FROM opinion_contacts")).all())
    assert "王建国" not in stored and "13800001234" not in stored
    contact = session.scalars(select(OpinionContact)).one()
    assert (contact.name, contact.phone, contact.email) == ("王建国", "13800001234", "wang@example.com")
    noted = [str(entry.details) for entry in session.scalars(select(JournalEntry).where(JournalEntry.action == "opinion.give"))]
    assert noted and not any("王建国" in each or "电梯" in each for each in noted)


def test_a_receipt_is_sent_only_where_an_address_was_given(session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "a")
        opinion = an_opinion(session, matter, now, "b", email="wang@example.com")
    message = session.scalars(select(Message).where(Message.kind == "opinion.received")).one()
    assert (message.address, message.params["receipt"]) == ("wang@example.com", opinion.receipt)


def test_a_double_click_is_the_same_opinion(session, write, matter, clock):
    with write() as now:
        first = an_opinion(session, matter, now, "a")
    clock.advance(timedelta(days=DAYS + 1))
    with write() as now:
        again = an_opinion(session, matter, now, "a")
    assert again.id == first.id
    assert session.scalar(select(func.count(Opinion.id))) == 1
    assert public_figures(session, matter.consultation).received == 1


def test_other_words_on_a_used_form_are_not_swallowed(session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "a")
    with pytest.raises(rules.AlreadySent, match="已经交过一次"), write() as now:
        an_opinion(session, matter, now, "a", text="还要有厕所。")


def test_retries_at_the_same_time_make_one_opinion(app, session, write, matter, clock):
    from portal.consultations.models import Consultation

    def send(_):
        with Session(session.get_bind()) as own, write_transaction(own, clock) as now:
            return give_opinion(own, own.get(Consultation, matter.consultation.id), stance="suggest", text="二层应当有电梯。",
                                relation="neighbour", token="same", now=now).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(send, range(24)))
    assert set(numbers) == {1}
    session.rollback()
    assert session.scalar(select(func.count(Opinion.id))) == 1


def test_numbers_run_without_gaps_when_many_speak_at_once(app, session, write, matter, clock):
    from portal.consultations.models import Consultation

    def send(at):
        with Session(session.get_bind()) as own, write_transaction(own, clock) as now:
            return give_opinion(own, own.get(Consultation, matter.consultation.id), stance="support", text="",
                                relation="other", token=f"t{at}", now=now).number

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, range(24))) == list(range(1, 25))
    session.rollback()
    assert public_figures(session, matter.consultation).stances["support"] == 24


def test_the_same_words_by_different_people_all_count(session, write, matter):
    with write() as now:
        opinions = [an_opinion(session, matter, now, f"t{at}", text="请保留菜市场。") for at in range(5)]
    assert {each.bucket for each in opinions} == {"counted"}


def test_the_web_takes_the_last_microsecond_and_nothing_after_it(session, write, matter, clock):
    clock.instant = matter.round.closes_at - timedelta(microseconds=1)
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
    clock.instant = matter.round.closes_at
    with pytest.raises(Refusal, match="已于2026-06-20截止"), write() as now:
        an_opinion(session, matter, now, "b")
    with pytest.raises(Refusal, match="不能再撤回"), write() as now:
        withdraw(session, opinion, now=now)
    assert (opinion.received_on, opinion.bucket) == (beijing_date(matter.round.closes_at - timedelta(microseconds=1)), "counted")


CLOSING_ELSEWHERE = """
import time; time.tzset()
from datetime import UTC, date, datetime, timedelta
from portal.clock import beijing_date, end_of_day
from types import SimpleNamespace
from portal.consultations.rules import refuse_public_opinion
from portal.opinions import rules
closes = end_of_day(date(2026, 6, 20))
assert closes == datetime(2026, 6, 20, 16, tzinfo=UTC)
matter = SimpleNamespace(proposal=SimpleNamespace(withdrawn_at=None))
heard = SimpleNamespace(opened_at=closes - timedelta(days=10), closes_at=closes, consultation=matter)
refuse_public_opinion(heard, closes - timedelta(microseconds=1))
assert not rules.is_late(beijing_date(closes - timedelta(microseconds=1)), closes)
assert rules.is_late(beijing_date(closes), closes)
try: refuse_public_opinion(heard, closes)
except rules.Refusal: print("closed")
"""


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_closing_does_not_move_with_the_servers_time_zone(zone):
    run = subprocess.run([sys.executable, "-c", CLOSING_ELSEWHERE], env={**os.environ, "TZ": zone},
                         capture_output=True, text=True, check=False)
    assert run.stdout == "closed\n", run.stderr


def test_a_withdrawn_proposal_takes_nothing(session, write, matter):
    with write() as now:
        request = a_request(session, matter, now)
        withdraw_proposal(session, matter.consultation.proposal, "另行选址。", actor=matter.handler, now=now)
    ways = [
        lambda now: an_opinion(session, matter, now, "a"), lambda now: a_paper(session, matter, now, "b"),
        lambda now: answer_request(session, request, stance="agree", text="", token="c", actor=matter.handler, now=now),
    ]
    for way in ways:
        with pytest.raises(Refusal, match="已经撤回"), write() as now:
            way(now)


def test_paper_counts_by_the_day_it_came_and_may_be_entered_later(session, write, matter, clock):
    last = beijing_date(matter.round.closes_at - timedelta(microseconds=1))
    clock.instant = matter.round.closes_at + timedelta(days=5)
    with write() as now:
        in_time = a_paper(session, matter, now, "a", received_on=last)
        late = a_paper(session, matter, now, "b", received_on=last + timedelta(days=1))
    assert (in_time.bucket, late.bucket) == ("counted", "late")
    assert late.points[0].answer == "uncounted"
    assert public_figures(session, matter.consultation).received == 2


@pytest.mark.parametrize(("change", "sentence", "field"), [
    ({"source": " "}, "请写明来源", "source"), ({"party": "department"}, "在对应的征求意见函下录入", "party"),
    ({"stance": "agree"}, "请先选一项", "stance"), ({"text": "  "}, "只有空格", "text"), ({"phone": "123"}, "不完整", "phone"),
])
def test_a_paper_that_cannot_be_taken_is_refused_at_its_field(session, write, matter, change, sentence, field):
    with pytest.raises(InvalidInput, match=sentence) as refusal, write() as now:
        a_paper(session, matter, now, "a", **change)
    assert refusal.value.field == field


def test_a_settled_consultation_takes_no_more_paper(session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "bare", stance="support", text="")
        matter.consultation.settled_at = now
    with pytest.raises(Refusal, match="已经办结"), write() as now:
        a_paper(session, matter, now, "a")


def test_withdrawing_deletes_the_contact_data_and_lets_the_copy_stand(session, write, matter):
    with write() as now:
        kept = an_opinion(session, matter, now, "a", phone="66039988")
        copy = an_opinion(session, matter, now, "b")
        mark(session, copy, "repeated", "同一手机号，本人电话确认。", kept, actor=matter.handler, now=now)
    assert copy.bucket == "repeated"
    with write() as now:
        withdraw(session, kept, now=now)
        withdraw(session, kept, now=now)
    session.expire_all()
    assert (kept.bucket, copy.bucket) == ("withdrawn", "counted")
    assert session.scalars(select(OpinionContact)).all() == []
    figures = public_figures(session, matter.consultation)
    assert (figures.received, figures.withdrawn, figures.stances["suggest"]) == (2, 1, 1)


def test_one_consultation_does_not_number_for_another(session, write, matter):
    with write() as now:
        other = a_matter(session, now)
        an_opinion(session, matter, now, "a")
        assert an_opinion(session, other, now, "b").number == 1

"""A notice that was not always up: a person decides whether the public gets more time."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.clock import BEIJING, end_of_day
from portal.consultations.prolonging import prolong
from portal.errors import InvalidInput, Refusal
from portal.journal import JournalEntry
from portal.notices.actions import answer_loss, note_sighting, propose_time
from portal.notices.models import Loss
from portal.notices.queries import evidence_of, losses_waiting
from portal.notices.rules import Finding
from portal.opinions.actions import enter_paper, settle_consultation
from portal.opinions.models import Uncounted
from portal.proposals.actions import withdraw_proposal

UP, GONE = Finding("served", 200, "a" * 64), Finding("missing", 404)


@pytest.fixture
def seen(session, write, clock, notice):
    """`seen(finding, minutes)` — the page was found so for so many minutes, looked at every quarter of an hour."""

    def during(finding: Finding, minutes: int):
        for _ in range(minutes // 15):
            with write() as now:
                note_sighting(session, notice.round.id, notice.round.version_id, None, finding, now=now)
            clock.advance(timedelta(minutes=15))

    return during


@pytest.fixture
def lose(session, write, seen, notice):
    """`lose(minutes)` — the page is gone for so long, and back; gives what is proposed."""

    def during(minutes: int) -> Loss | None:
        seen(UP, 15), seen(GONE, minutes), seen(UP, 15)
        with write() as now:
            return propose_time(session, notice.round.id, 120, now=now)

    return during


@pytest.fixture
def decide(session, write, notice):
    """`decide(loss, days, note)` — the handler decides."""

    def so(loss, days, note="6月10日上午停电，补一天。"):
        with write() as now:
            answer_loss(session, loss, days=days, note=note, actor=notice.handler, now=now)

    return so


def test_nothing_is_proposed_below_the_limit(lose):
    assert lose(105) is None


def test_more_time_moves_the_closing_by_working_days_and_the_note_stands(session, lose, decide, notice):
    loss = lose(120)
    assert loss.lost_minutes == 120 and losses_waiting(session, {notice.proposal.initiating_unit_id}) == 1
    decide(loss, 1)
    assert notice.round.closes_at == end_of_day(date(2026, 6, 18)) == loss.extended_to
    assert losses_waiting(session, {notice.proposal.initiating_unit_id}) == 0
    actions = set(session.scalars(select(JournalEntry.action)))
    assert {"notice.lose", "round.prolong", "notice.answer"} <= actions


def test_a_friday_goes_on_to_the_next_working_day(lose, decide, notice, clock):
    decide(lose(150), 3)
    assert notice.round.closes_at == end_of_day(date(2026, 6, 23)), "20 and 21 June are a weekend, and 19 June is a holiday"


def test_no_more_time_is_a_decision_too_and_is_not_proposed_again(session, write, lose, decide, notice):
    before, loss = notice.round.closes_at, lose(150)
    decide(loss, None, "夜里的中断，不影响阅读。")
    assert (loss.extended_to, notice.round.closes_at) == (None, before)
    assert lose(90) is None, "not before another two hours"
    assert lose(60).id != loss.id


def test_while_a_proposal_waits_it_grows_and_there_is_no_second_one(session, lose):
    first, second = lose(120), lose(60)
    session.refresh(first)
    assert first.id == second.id and first.lost_minutes == 180
    assert session.scalar(select(func.count(Loss.id))) == 1


@pytest.mark.parametrize(("days", "note", "refusal", "said"), [
    (1, "  ", InvalidInput, "请写明理由"), (0, "停电", InvalidInput, "1到30"), (31, "停电", InvalidInput, "1到30"),
])
def test_what_cannot_be_decided_is_said(session, lose, decide, notice, days, note, refusal, said):
    loss, before = lose(120), notice.round.closes_at
    with pytest.raises(refusal, match=said):
        decide(loss, days, note)
    session.expire_all()
    assert (loss.answered_at, notice.round.closes_at) == (None, before)


def test_the_second_to_decide_is_told(lose, decide):
    loss = lose(120)
    decide(loss, 1)
    with pytest.raises(Refusal, match="已经有人处理过"):
        decide(loss, 2)


def test_a_round_that_is_over_opens_again_and_what_came_late_counts(session, write, lose, decide, notice, clock):
    loss = lose(120)
    clock.instant = datetime(2026, 6, 18, 9, 0, tzinfo=BEIJING)
    with write() as now:
        said = enter_paper(session, notice.round.consultation, channel="post", stance="oppose", text="油烟太大。", source="来信",
                           received_on=date(2026, 6, 18), token="late", actor=notice.handler, now=now)
    assert said.is_late and session.scalar(select(func.count(Uncounted.id))) == 1
    decide(loss, 1)
    assert notice.round.closes_at > clock.now()
    assert not said.is_late and session.scalar(select(func.count(Uncounted.id))) == 0


def test_settled_or_withdrawn_nothing_is_prolonged(session, write, notice, clock):
    clock.instant = notice.round.closes_at
    with write() as now:
        settle_consultation(session, notice.round.consultation, actor=notice.handler, now=now)
    with write() as now, pytest.raises(Refusal, match="已经办结"):
        prolong(session, notice.round, 1, actor=notice.handler, now=now)
    with write() as now:
        withdraw_proposal(session, notice.proposal, "房屋另有安排。", actor=notice.handler, now=now)
    with write() as now, pytest.raises(Refusal, match="已经撤回"):
        prolong(session, notice.round, 1, actor=notice.handler, now=now)


def test_the_evidence_counts_every_check(session, seen, notice):
    seen(UP, 60), seen(GONE, 30), seen(UP, 30)
    evidence = evidence_of(session, notice.round.id)
    assert (evidence.checks, evidence.down, evidence.unwatched, evidence.is_up) == (8, 30, 0, True)

"""Staff mark, group, answer and settle; nothing is left unanswered and nothing changes once it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.clock import beijing_date
from portal.errors import EditedMeanwhile, InvalidInput, Refusal
from portal.journal import JournalEntry
from portal.opinions import rules
from portal.opinions.actions import (
    answer_request,
    create_theme,
    decide_theme,
    mark,
    place_points,
    read_contact,
    rename_theme,
    reopen,
    set_no_demand,
    settle_consultation,
    settle_reply,
    unmark,
    withdraw,
)
from portal.opinions.queries import open_matters
from portal.opinions.queries.counting import unanswered
from portal.permissions import Role
from tests.builders import a_user
from tests.opinions.matter import a_matter, a_pledge, a_request, an_opinion

NO = {"stance": "disagree", "text": "消防通道不足。"}
WHY = "本人来电确认，同一件事写了两遍。"


def decide(session, theme, matter, now, **changes):
    values = {"verdict": "not_adopted", "reason": "结构不允许加装电梯。", "changed_place": "", "seen_revision": theme.revision,
              "pledge": a_pledge(matter.unit, now)}
    decide_theme(session, theme, actor=matter.handler, now=now, **{**values, **changes})


@pytest.fixture
def two(session, write, matter):
    """Two opinions of residents."""
    with write() as now:
        return an_opinion(session, matter, now, "a"), an_opinion(session, matter, now, "b", text="二层应当有厕所。")


def test_a_mark_can_be_taken_back(session, write, matter, two):
    first, second = two
    with write() as now:
        mark(session, second, "invalid", "与本方案无关。", actor=matter.handler, now=now)
    assert second.bucket == "invalid"
    with write() as now:
        unmark(session, second, actor=matter.handler, now=now)
    assert (first.bucket, second.bucket) == ("counted", "counted")
    with pytest.raises(Refusal, match="没有标记"), write() as now:
        unmark(session, second, actor=matter.handler, now=now)


def test_a_mark_needs_a_reason_and_the_one_that_is_kept(session, write, matter, two):
    first, second = two
    for reason, kept, sentence in ((" ", first, "请写明为什么"), (WHY, None, "编号"), (WHY, second, "编号")):
        with pytest.raises(InvalidInput, match=sentence), write() as now:
            mark(session, second, "repeated", reason, kept, actor=matter.handler, now=now)


def test_an_opinion_of_another_consultation_is_not_kept(session, write, matter, two):
    with write() as now:
        other = an_opinion(session, a_matter(session, now), now, "c")
    with pytest.raises(InvalidInput, match="本次征求"), write() as now:
        mark(session, two[1], "repeated", WHY, other, actor=matter.handler, now=now)


def test_two_accounts_are_two_people(session, write, matter):
    with write() as now:
        people = [a_user(session, now), a_user(session, now)]
        mine, yours = (an_opinion(session, matter, now, f"t{at}", author=each) for at, each in enumerate(people))
    with pytest.raises(InvalidInput, match="不是同一人重复"), write() as now:
        mark(session, yours, "repeated", WHY, mine, actor=matter.handler, now=now)


def test_what_stands_for_another_stays_and_what_is_marked_is_not_marked_again(session, write, matter, two):
    first, second = two
    with write() as now:
        mark(session, second, "repeated", WHY, first, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="这一条要保留"), write() as now:
        mark(session, first, "invalid", "无关", actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="已经标过"), write() as now:
        mark(session, second, "invalid", "无关", actor=matter.handler, now=now)


def test_a_reply_to_a_letter_cannot_be_thrown_away_by_a_mark(session, write, matter):
    with write() as now:
        reply = answer_request(session, a_request(session, matter, now), stance="disagree", text="不同意。", token="a",
                               actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="征求意见函的答复"), write() as now:
        mark(session, reply, "invalid", "不方便。", actor=matter.handler, now=now)


def test_points_are_placed_exactly_as_selected(session, write, matter, two):
    first, second = two
    with write() as now:
        theme = create_theme(session, matter.consultation, " 电梯 \n 和厕所 ", actor=matter.handler, now=now)
        place_points(session, theme, first.points, actor=matter.handler, now=now)
    assert theme.title == "电梯 和厕所"
    assert (first.points[0].answer, second.points[0].answer) == ("waiting", "loose")
    with write() as now:
        place_points(session, None, first.points, actor=matter.handler, now=now)
    assert first.points[0].answer == "loose"


def test_a_selection_is_taken_whole_or_not_at_all(session, write, matter, two):
    first, second = two
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        withdraw(session, second, now=now)
    with pytest.raises(Refusal, match="第2号"), write() as now:
        place_points(session, theme, [*first.points, *second.points], actor=matter.handler, now=now)
    session.expire_all()
    assert first.points[0].theme is None
    with pytest.raises(InvalidInput, match="请先勾选"), write() as now:
        place_points(session, theme, [], actor=matter.handler, now=now)


def test_only_who_asks_for_nothing_can_be_noted_so(session, write, matter, two):
    with write() as now:
        glad = an_opinion(session, matter, now, "c", stance="support", text="好事。")
        set_no_demand(session, glad.points, actor=matter.handler, now=now)
    assert glad.points[0].answer == "no_demand"
    with pytest.raises(Refusal, match="必须逐条答复"), write() as now:
        set_no_demand(session, [*glad.points, *two[0].points], actor=matter.handler, now=now)


@pytest.mark.parametrize(("values", "field"), [
    ({"verdict": "maybe"}, "verdict"), ({"reason": "  "}, "reason"), ({"verdict": "adopted"}, "changed_place"),
    ({"verdict": "partly", "changed_place": " "}, "changed_place"),
])
def test_a_verdict_needs_its_reason_and_what_changes(session, write, matter, two, values, field):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
    with pytest.raises(InvalidInput) as refusal, write() as now:
        decide(session, theme, matter, now, **values)
    assert refusal.value.field == field


def test_a_verdict_over_somebody_elses_is_refused(session, write, matter):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
    with write() as now:
        decide(session, theme, matter, now, verdict="adopted", changed_place="第三节加装电梯。")
    with pytest.raises(EditedMeanwhile), write() as now:
        decide(session, theme, matter, now, seen_revision=1)
    with pytest.raises(EditedMeanwhile), write() as now:
        rename_theme(session, theme, "电梯和坡道", seen_revision=1, actor=matter.handler, now=now)
    with write() as now:
        rename_theme(session, theme, "电梯和坡道", seen_revision=2, actor=matter.handler, now=now)
    assert (theme.verdict, theme.title, theme.revision) == ("adopted", "电梯和坡道", 3)


def test_a_disagreement_is_settled_with_how_and_when(session, write, matter, clock):
    with write() as now:
        request = a_request(session, matter, now)
        reply = answer_request(session, request, **NO, token="a", actor=matter.handler, now=now)
    today = beijing_date(now)
    assert [each.reply_id for each in open_matters(session, matter.consultation).unsettled] == [reply.id]
    for how, day, field in ((" ", today, "how"), ("会商一致", today + timedelta(days=1), "settled_on"),
                            ("会商一致", today - timedelta(days=1), "settled_on")):
        with pytest.raises(InvalidInput) as refusal, write() as now:
            settle_reply(session, reply, is_settled=True, how=how, settled_on=day, actor=matter.handler, now=now)
        assert refusal.value.field == field
    for settled in (False, True):
        with write() as now:
            settle_reply(session, reply, is_settled=settled, how="现场会商。", our_view="通道够宽。",
                         basis="消防技术标准。", settled_on=today, actor=matter.handler, now=now)
        session.expire_all()
        assert [each.reply_id for each in open_matters(session, matter.consultation).unsettled] == ([] if settled else [reply.id])


@pytest.mark.parametrize(("party", "stance"), [("department", "agree"), ("expert", "disagree")])
def test_only_a_units_disagreement_is_settled(session, write, matter, party, stance):
    with write() as now:
        person = a_user(session, now, Role.EXPERT)
        request = a_request(session, matter, now, party, user=person if party == "expert" else None)
        reply = answer_request(session, request, stance=stance, text="见附件。", token="a", actor=person, now=now,
                               has_no_interest=True)
    with pytest.raises(Refusal, match="协商结果"), write() as now:
        settle_reply(session, reply, is_settled=True, how="会商", settled_on=beijing_date(now), actor=matter.handler, now=now)


def test_a_newer_letter_supersedes_the_older_one_and_its_disagreement(session, write, matter):
    with write() as now:
        answer_request(session, a_request(session, matter, now), **NO, token="a", actor=matter.handler, now=now)
        newer = a_request(session, matter, now)
    matters = open_matters(session, matter.consultation)
    assert (matters.unsettled, [each.id for each in matters.silent]) == ([], [newer.id])


def test_settling_waits_for_the_closing_and_for_every_answer(session, write, matter, two, clock):
    first, second = two
    with pytest.raises(Refusal, match="还没有截止"), write() as now:
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    clock.instant = matter.round.closes_at
    with pytest.raises(Refusal, match="还有 2 条意见"), write() as now:
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        place_points(session, theme, first.points, actor=matter.handler, now=now)
        mark(session, second, "invalid", "无关。", actor=matter.handler, now=now)
    assert [each.id for each in open_matters(session, matter.consultation).waiting] == [theme.id]
    with pytest.raises(Refusal, match="还有 1 条意见"), write() as now:
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    with write() as now:
        decide(session, theme, matter, now)
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    assert matter.consultation.settled_at == now
    assert not open_matters(session, matter.consultation)


def test_after_settling_the_desk_stands_still_until_it_is_reopened(session, write, matter, two, clock):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        place_points(session, theme, [*two[0].points, *two[1].points], actor=matter.handler, now=now)
        decide(session, theme, matter, now)
        matter.consultation.settled_at = now
    changes = [
        lambda now: mark(session, two[0], "invalid", "无关", actor=matter.handler, now=now),
        lambda now: create_theme(session, matter.consultation, "坡道", actor=matter.handler, now=now),
        lambda now: decide(session, theme, matter, now, seen_revision=2),
        lambda now: place_points(session, None, two[0].points, actor=matter.handler, now=now),
    ]
    for change in changes:
        with pytest.raises(Refusal, match="重新办理"), write() as now:
            change(now)
    with write() as now:
        reopen(session, matter.consultation, actor=matter.handler, now=now)
        changes[0](now)
    assert matter.consultation.settled_at is None


def test_published_answers_do_not_change(session, write, matter, two):
    with write() as now:
        matter.consultation.answers_published_at = now
        read_contact(session, two[0], actor=matter.handler, now=now)
    for change in (lambda now: reopen(session, matter.consultation, actor=matter.handler, now=now),
                   lambda now: mark(session, two[0], "invalid", "无关", actor=matter.handler, now=now)):
        with pytest.raises(Refusal, match="已经公布") as refusal, write() as now:
            change(now)
        assert refusal.value.clauses == (rules.PUBLISHED,)


def test_a_late_reply_that_asks_for_something_takes_the_settling_back(session, write, matter, clock):
    with write() as now:
        request, other = a_request(session, matter, now), a_request(session, matter, now, "industry_department")
        matter.consultation.settled_at = now
    with write() as now:
        answer_request(session, other, stance="agree", text="", token="a", actor=matter.handler, now=now)
    assert matter.consultation.settled_at is not None
    with write() as now:
        answer_request(session, request, stance="amend", text="改消防通道。", token="b", actor=matter.handler, now=now)
    assert matter.consultation.settled_at is None
    assert unanswered(session, matter.consultation) == 1


def test_reading_contact_data_is_noted(session, write, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a", phone="66039988")
    with write() as now:
        assert read_contact(session, opinion, actor=matter.handler, now=now).phone == "66039988"
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "contact.read")).one()
    assert (entry.actor_id, entry.object_id, entry.details) == (matter.handler.id, opinion.id, {})

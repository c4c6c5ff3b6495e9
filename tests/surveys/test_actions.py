"""Writing, publishing, answering and concluding a survey, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal.clock import beijing_date
from portal.errors import EditedMeanwhile, InvalidInput, Refusal
from portal.journal import JournalEntry
from portal.opinions.rules import AlreadySent
from portal.surveys import actions
from portal.surveys.actions import Wording
from portal.surveys.models import Sheet
from portal.surveys.queries import figures_of, survey_by_id
from portal.surveys.values import Said
from tests.builders import a_handler, a_reviewer, a_unit
from tests.opinions.matter import DAYS, a_matter
from tests.surveys import matter as story
from tests.surveys.matter import HOURS, LIFT, ORDER, PAINT, TASTE, WISHES, WORDS, answer, chose, ranked


@pytest.mark.parametrize("left_out", ["title", "responsible", "methods", "feedback"])
def test_a_survey_states_its_four_things_or_is_not_begun(session, write, left_out):
    with write() as now, pytest.raises(InvalidInput) as refusal:
        story.a_draft_survey(session, now, **{left_out: "　"})
    assert refusal.value.field == left_out


def test_a_survey_is_about_ones_own_units_proposal(session, write):
    with write() as now:
        matter, other = a_matter(session, now), a_unit(session, now, "区教委")
        with pytest.raises(Refusal):
            actions.create_survey(session, story.a_header(), unit=other, consultation=matter.consultation,
                                  actor=matter.handler, now=now)


def test_what_was_published_does_not_change_any_more(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        handler = a_handler(session, now, survey.unit.name)
        by = {"actor": handler, "now": now}
        question = survey.current.questions[0]
        for change in (
            lambda: actions.edit_question(session, question, Wording("single", "别的", options="甲\n乙"), **by),
            lambda: actions.remove_question(session, question, **by),
            lambda: actions.move_question(session, question, up=False, **by),
            lambda: actions.add_question(session, survey, Wording("text", "还有吗？"), **by),
            lambda: actions.edit_header(session, survey, story.a_header(), seen_revision=survey.revision, **by),
        ):
            with pytest.raises(Refusal):
                change()


def test_the_database_refuses_a_change_of_a_published_question(session, write):
    with write() as now:
        question_id = story.a_survey(session, now).current.questions[0].id
    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(text("UPDATE survey_questions SET text = '别的' WHERE id = :id"), {"id": question_id})


def test_a_survey_is_published_with_its_secrecy_review_while_the_proposal_is_heard(session, write, clock):
    with write() as now:
        survey = story.a_draft_survey(session, now)
        reviewer = a_reviewer(session, now, survey.unit.name)
        with pytest.raises(InvalidInput) as refusal:
            actions.publish(session, survey, reviewer_name=" ", leader_name="周主任", reviewed_on=beijing_date(now),
                            actor=reviewer, now=now)
        assert refusal.value.field == "reviewer_name"
        story.published(session, now, survey)
        assert survey.closes_at == survey.consultation.public_round.closes_at
        late = story.a_draft_survey(session, now)
    clock.advance(timedelta(days=DAYS + 1))
    with write() as now, pytest.raises(Refusal, match="截止"):
        story.published(session, now, late)


def test_questions_change_places_and_close_their_ranks(session, write):
    with write() as now:
        survey = story.a_draft_survey(session, now)
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        first, second, third = survey.draft.questions[:3]
        actions.move_question(session, second, up=True, **by)
        actions.remove_question(session, third, **by)
    session.expire_all()
    questions = survey.draft.questions
    assert [each.id for each in questions[:2]] == [second.id, first.id]
    assert [each.position for each in questions] == [1, 2, 3, 4]


def test_two_people_editing_what_a_survey_says_of_itself(session, write):
    with write() as now:
        survey = story.a_draft_survey(session, now)
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        seen = survey.revision
        actions.edit_header(session, survey, story.a_header(title="新题目"), seen_revision=seen, **by)
        with pytest.raises(EditedMeanwhile):
            actions.edit_header(session, survey, story.a_header(title="旧题目"), seen_revision=seen, **by)


ALL = {HOURS: chose("1"), WISHES: chose("0", "2"), TASTE: chose("4"), ORDER: ranked("2", "0"), WORDS: Said(text="多装灯")}


def test_answers_are_counted_question_by_question(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        answer(session, survey, now, ALL)
        answer(session, survey, now, {HOURS: chose("1"), ORDER: ranked("0", "1", "2")})
    figures = figures_of(session, survey, texts=True)
    assert (figures.received, figures.struck, figures.counted, figures.on_paper) == (2, 0, 2, 0)
    hours, wishes, taste, order, words = figures.questions
    assert [each.people for each in hours.lines] == [0, 2, 0]
    assert (wishes.asked, wishes.answered) == (2, 1)
    assert [each.people for each in wishes.lines] == [1, 0, 1, 0]
    assert [(each.label, each.people) for each in taste.lines][3:] == [("4分", 1), ("5分（很满意）", 0)]
    assert [each.places for each in order.lines] == [(1, 1, 0), (0, 1, 0), (1, 0, 1)]
    assert (words.written, words.texts) == (1, ("多装灯",))


def test_a_retry_is_the_same_sheet_also_after_the_closing(session, write, clock):
    with write() as now:
        survey = story.a_survey(session, now)
        given = {survey.current.questions[HOURS].id: chose("1")}
        first = actions.give_answers(session, survey, survey.current, given, token="t", now=now)
    clock.advance(timedelta(days=DAYS + 1))
    with write() as now:
        again = actions.give_answers(session, survey, survey.current, given, token="t", now=now)
        assert again.number == first.number
        other = {survey.current.questions[HOURS].id: chose("2")}
        with pytest.raises(AlreadySent):
            actions.give_answers(session, survey, survey.current, other, token="t", now=now)
        with pytest.raises(Refusal, match="已经结束"):
            actions.give_answers(session, survey, survey.current, given, token="new", now=now)
    assert session.scalar(select(func.count()).select_from(Sheet)) == 1


def test_a_new_version_keeps_old_answers_and_counts_what_stayed_the_same_together(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        answer(session, survey, now, ALL)
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        old = survey.current
        draft = actions.new_version(session, survey, note="开门时间说得更清楚", **by)
        summer = Wording("single", "夏天几点开门合适？", options="六点\n七点")
        actions.edit_question(session, draft.questions[HOURS], summer, **by)
        assert survey.current is old, "people are given the old one until the new one is published"
        story.published(session, now, survey)
        answer(session, survey, now, {HOURS: chose("0"), TASTE: chose("4")})
        answer(session, survey, now, {HOURS: chose("2"), TASTE: chose("4")}, version=old)
    figures = figures_of(session, survey)
    by_text = {each.text: each for each in figures.questions}
    assert figures.versions == 2 and figures.received == 3
    assert (by_text["现在的市场您满意吗？"].asked, by_text["现在的市场您满意吗？"].lines[3].people) == (3, 3)
    assert (by_text["几点开门合适？"].versions, by_text["几点开门合适？"].asked) == ((1,), 2)
    assert (by_text["夏天几点开门合适？"].versions, by_text["夏天几点开门合适？"].asked) == ((2,), 1)


def test_one_version_is_written_at_a_time(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        actions.new_version(session, survey, note="改一题", **by)
        with pytest.raises(Refusal):
            actions.new_version(session, survey, note="再改一题", **by)


def entered(session, survey, now, day, token="paper", **changes):
    given = {survey.current.questions[HOURS].id: chose("0")}
    values = {"channel": "counter", "source": "社区居委会收回", "received_on": day, "token": token} | changes
    return actions.enter_sheet(session, survey, survey.current, given, actor=a_handler(session, now, survey.unit.name), now=now,
                               **values)


def test_paper_counts_by_the_day_it_was_received(session, write, clock):
    with write() as now:
        survey, day = story.a_survey(session, now), beijing_date(now)
    clock.advance(timedelta(days=DAYS + 2))
    with write() as now:
        sheet = entered(session, survey, now, day)
        assert (sheet.channel, sheet.number) == ("counter", 1)
        with pytest.raises(InvalidInput, match="逾期意见"):
            entered(session, survey, now, beijing_date(now), "late")
        with pytest.raises(InvalidInput) as refusal:
            entered(session, survey, now, day, "no source", source=" ")
    assert refusal.value.field == "source"
    assert figures_of(session, survey).on_paper == 1


def test_a_sheet_that_is_struck_out_is_kept_and_not_counted(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        sheet = answer(session, survey, now, ALL)
        answer(session, survey, now, ALL)
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        with pytest.raises(InvalidInput):
            actions.strike(session, sheet, " ", **by)
        actions.strike(session, sheet, "同一份纸质答卷录了两遍", **by)
    figures = figures_of(session, survey)
    assert (figures.received, figures.struck, figures.counted) == (2, 1, 1)
    assert figures.questions[HOURS].lines[1].people == 1 == figures.questions[WORDS].written
    with write() as now:
        actions.restore(session, sheet, actor=a_handler(session, now, survey.unit.name), now=now)
    assert figures_of(session, survey).counted == 2


def test_nobody_has_answered_is_zero_of_zero(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
    figures = figures_of(session, survey)
    assert (figures.received, figures.counted) == (0, 0)
    assert {(each.asked, each.answered, each.written) for each in figures.questions} == {(0, 0, 0)}


def test_a_streets_survey_ends_with_its_last_day(session, write, clock):
    with write() as now:
        survey = story.a_street_survey(session, now, days=0)
        assert survey.state(now) == "open"
        with pytest.raises(InvalidInput):
            story.a_street_survey(session, now, days=-1)
    clock.advance(timedelta(hours=14))
    assert survey.state(clock.now()) == "closed"


def test_an_optional_item_waits_for_the_basic_ones(session, write, clock):
    with write() as now:
        survey = story.a_street_survey(session, now, days=1)
        answer(session, survey, now, {0: chose(LIFT, PAINT)})
        by = {"actor": a_handler(session, now, survey.unit.name)}
        with pytest.raises(Refusal, match="还没有结束"):
            actions.determine(session, survey, LIFT, by_whom="业主委员会", decided_on=beijing_date(now), now=now, **by)
    clock.advance(timedelta(days=3))
    with write() as now:
        today = beijing_date(now)
        conclude = {"by_whom": "业主委员会", "decided_on": today, "now": now, **by}
        with pytest.raises(Refusal, match="基础类已经实施") as refusal:
            actions.determine(session, survey, LIFT, **conclude)
        assert refusal.value.clauses == ("老旧小区方案二(二)",)
        with pytest.raises(Refusal, match="必须改造整治"):
            actions.determine(session, survey, PAINT, **conclude)
        with pytest.raises(InvalidInput):
            actions.determine(session, survey, "楼本体/屋顶美化", **conclude)
        actions.record_basics(session, survey, done_on=today, evidence="竣工验收单2026-3号", now=now, **by)
        actions.determine(session, survey, LIFT, **conclude)
        with pytest.raises(Refusal, match="已经记录"):
            actions.determine(session, survey, LIFT, **conclude)
    assert [each.item for each in survey_by_id(session, survey.id).determinations] == [LIFT]


def test_what_became_of_a_survey_is_told_after_it(session, write, clock):
    with write() as now:
        survey = story.a_street_survey(session, now, days=1)
        by = {"actor": a_reviewer(session, now, survey.unit.name)}
        with pytest.raises(Refusal):
            actions.tell_outcome(session, survey, "先装电梯。", now=now, **by)
    clock.advance(timedelta(days=3))
    with write() as now:
        actions.tell_outcome(session, survey, "先装电梯。", now=now, **by)
    assert survey.outcome == "先装电梯。"


def test_every_step_is_in_the_journal_without_a_word_that_was_written(session, write):
    with write() as now:
        survey = story.a_survey(session, now)
        answer(session, survey, now, ALL)
    entries = session.scalars(select(JournalEntry).where(JournalEntry.action.like("survey.%"))).all()
    assert [each.action for each in entries] == [
        "survey.create", *["survey.add_question"] * 5, "survey.publish", "survey.answer"]
    assert "多装灯" not in "".join(str(each.details) for each in entries)
    assert entries[-1].details["number"] == 1 and entries[0].at.date() == date(2026, 6, 10)

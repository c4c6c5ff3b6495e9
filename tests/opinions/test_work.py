"""Work on a theme: who may lead it on, the second reader, the lock; notes and advice stay where they belong."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.clock import beijing_date
from portal.errors import EditedMeanwhile, InvalidInput, Refusal
from portal.opinions import working
from portal.opinions.actions import decide_theme, group_points, mark, place_points, rename_theme, set_no_demand
from portal.opinions.actions.grouping import merge_themes
from portal.opinions.actions.steps import undo
from portal.opinions.actions.talking import answer_advice, ask_advice, write_note
from portal.opinions.actions.work import assign, move
from portal.opinions.models import Assignment, Note, Step
from portal.opinions.queries.narrowing import Work
from portal.opinions.queries.work import advice_for, due_for, to_read, work_on, worked_on
from tests.builders import a_handler, a_reviewer, a_unit
from tests.opinions.matter import a_pledge, an_opinion

STATES = ("open", "in_hand", "in_review", "sent_back", "accepted")
MINE = {
    ("open", True): ["take", "hand_in"], ("open", False): ["take"],
    ("in_hand", True): ["hand_in"], ("in_hand", False): [],
    ("in_review", True): ["take_back"], ("in_review", False): ["take_back"],
    ("sent_back", True): ["take", "hand_in"], ("sent_back", False): ["take"],
    ("accepted", True): ["unlock"], ("accepted", False): ["unlock"],
}


@pytest.mark.parametrize(("state", "answered"), MINE)
def test_what_whoever_handed_it_in_may_do(state, answered):
    assert working.offered(state, handed_in=True, is_answered=answered) == MINE[state, answered]


@pytest.mark.parametrize("answered", [True, False])
def test_a_second_reader_accepts_what_is_answered_or_sends_it_back(answered):
    verbs = working.offered("in_review", handed_in=False, is_answered=answered)
    assert verbs == (["accept", "send_back"] if answered else ["send_back"])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", ["take", "hand_in", "take_back", "accept", "send_back", "unlock"])
def test_every_other_move_is_refused(state, verb):
    if (state, verb) in working.MOVES:
        assert working.moved(state, verb) in STATES
    else:
        with pytest.raises(Refusal, match="最新的状态"):
            working.moved(state, verb)


@pytest.fixture
def theme(session, write, matter):
    """A theme with one opinion, answered."""
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        made = group_points(session, matter.consultation, "电梯", opinion.points, actor=matter.handler, now=now)
    with write() as now:
        decide_theme(session, made, verdict="adopted", reason="加装一部电梯。", changed_place="第三节。", seen_revision=1,
                     pledge=a_pledge(matter.unit, now), actor=matter.handler, now=now)
    return made


@pytest.fixture
def reader(session, write, matter):
    """A colleague who reads after the handler."""
    with write() as now:
        return a_reviewer(session, now, matter.unit.name)


def leads(session, write, theme, verb, actor, remark=""):
    work = work_on(session, theme)
    with write() as now:
        move(session, theme, verb, remark=remark, seen_revision=work.revision if work else 0, actor=actor, now=now)
    return work_on(session, theme)


def test_a_second_reader_accepts_and_the_theme_is_locked(session, write, matter, theme, reader, clock):
    leads(session, write, theme, "hand_in", matter.handler)
    with pytest.raises(Refusal, match="不能自己审定"):
        leads(session, write, theme, "accept", matter.handler)
    work = leads(session, write, theme, "accept", reader)
    assert (work.state, work.reader_id, work.handed_in_by) == ("accepted", reader.id, matter.handler.id)
    point, today = theme.points[0], beijing_date(clock.now())
    changes = [
        lambda now: rename_theme(session, theme, "坡道", seen_revision=theme.revision, actor=matter.handler, now=now),
        lambda now: decide_theme(session, theme, verdict="explained", reason="一层有电梯。", changed_place="",
                                 seen_revision=theme.revision, actor=matter.handler, now=now),
        lambda now: place_points(session, None, [point], actor=matter.handler, now=now),
        lambda now: place_points(session, theme, an_opinion(session, matter, now, "b").points, actor=matter.handler, now=now),
        lambda now: set_no_demand(session, [point], actor=matter.handler, now=now),
        lambda now: mark(session, point.opinion, "invalid", "无关。", actor=matter.handler, now=now),
        lambda now: assign(session, matter.consultation, themes=[theme], assignee=reader, due_on=today, actor=reader, now=now),
        lambda now: undo(session, session.scalars(select(Step)).first(), actor=matter.handler, now=now),
    ]
    for change in changes:
        with pytest.raises(Refusal, match="“电梯”已由赵审核于2026-06-10审定"), write() as now:
            change(now)


@pytest.fixture
def point(session, write, matter, theme, reader):
    """A point of the theme, given to somebody by itself."""
    with write() as now:
        assign(session, matter.consultation, points=theme.points, assignee=matter.handler, due_on=None, actor=reader, now=now)
    return theme.points[0]


def test_a_point_given_by_itself_is_read_by_a_second_reader_and_locked(session, write, sign_in, matter, theme, point, reader):
    mine, theirs = sign_in(matter.handler), sign_in(reader)
    page, address = f"/desk/opinions/{point.opinion_id}", f"/desk/points/{point.id}/work"
    assert "送审" in mine.get(page).text
    assert mine.post(address, data={"verb": "hand_in", "work_revision": "1"}).status_code == 302
    assert mine.post(address, data={"verb": "accept", "work_revision": "2"}).status_code == 409
    wrong = theirs.post(address, data={"verb": "send_back", "work_revision": "2", "remark": ""})
    assert wrong.status_code == 422 and "哪里要改" in wrong.text
    assert theirs.post(address, data={"verb": "accept", "work_revision": "2"}).status_code == 302
    assert "审定，已锁定" in mine.get(page).text
    session.rollback()
    with write() as now:
        other = group_points(session, matter.consultation, "坡道", an_opinion(session, matter, now, "c").points,
                             actor=matter.handler, now=now)
    changes = [
        lambda now: decide_theme(session, theme, verdict="explained", reason="一层有电梯。", changed_place="",
                                 seen_revision=theme.revision, actor=matter.handler, now=now),
        lambda now: place_points(session, None, [point], actor=matter.handler, now=now),
        lambda now: merge_themes(session, other, theme, actor=matter.handler, now=now),
        lambda now: undo(session, session.scalars(select(Step)).first(), actor=matter.handler, now=now),
    ]
    for change in changes:
        with pytest.raises(Refusal, match="第1号意见的要点已由赵审核于2026-06-10审定"), write() as now:
            change(now)


def test_a_point_is_not_accepted_unread_when_the_answer_of_its_theme_changed(session, write, matter, theme, point, reader):
    with write() as now:
        move(session, point, "hand_in", seen_revision=1, actor=matter.handler, now=now)
        decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="",
                     seen_revision=theme.revision, actor=matter.handler, now=now)
    with pytest.raises(EditedMeanwhile), write() as now:
        move(session, point, "accept", seen_revision=2, actor=reader, now=now)


def test_the_list_keeps_apart_what_others_do(session, write, sign_in, matter, theme, point, reader):
    with write() as now:
        loose = group_points(session, matter.consultation, "坡道", an_opinion(session, matter, now, "d").points,
                             actor=matter.handler, now=now)
        assign(session, matter.consultation, themes=[theme], assignee=reader, due_on=None, actor=reader, now=now)
    assert worked_on(session, matter.consultation, state="open") == Work((theme.id, loose.id), (point.id,))
    address = f"/desk/proposals/{matter.number}/opinions?work=mine"
    assert "找到1条" in sign_in(matter.handler).get(address).text
    assert "找到0条" in sign_in(reader).get(address).text


def test_unlocking_needs_a_reason_and_handing_in_again_a_reader_again(session, write, matter, theme, reader):
    leads(session, write, theme, "hand_in", matter.handler)
    leads(session, write, theme, "accept", reader)
    with pytest.raises(InvalidInput, match="为什么解锁"):
        leads(session, write, theme, "unlock", matter.handler, " ")
    work = leads(session, write, theme, "unlock", matter.handler, "设计院来函，电梯位置有变。")
    assert (work.state, work.reader_id, work.remark) == ("in_hand", None, "设计院来函，电梯位置有变。")
    with write() as now:
        rename_theme(session, theme, "电梯和坡道", seen_revision=theme.revision, actor=matter.handler, now=now)


def test_what_is_sent_back_says_why(session, write, matter, theme, reader):
    leads(session, write, theme, "hand_in", matter.handler)
    with pytest.raises(InvalidInput, match="哪里要改"):
        leads(session, write, theme, "send_back", reader)
    assert leads(session, write, theme, "send_back", reader, "写明电梯的位置。").state == "sent_back"
    assert leads(session, write, theme, "take", matter.handler).assignee_id == matter.handler.id


def test_an_answer_changed_under_review_is_not_accepted_unread(session, write, matter, theme, reader):
    work = leads(session, write, theme, "hand_in", matter.handler)
    seen = work.revision
    with write() as now:
        decide_theme(session, theme, verdict="not_adopted", reason="楼板装不了电梯。", changed_place="",
                     seen_revision=theme.revision, actor=matter.handler, now=now)
    with pytest.raises(EditedMeanwhile), write() as now:
        move(session, theme, "accept", seen_revision=seen, actor=reader, now=now)
    assert work_on(session, theme).state == "in_hand"


def test_work_without_a_verdict_is_not_handed_in(session, write, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        bare = group_points(session, matter.consultation, "电梯", opinion.points, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="还没有采纳情况"):
        leads(session, write, bare, "hand_in", matter.handler)


def test_work_is_given_to_colleagues_only_and_in_one_step(session, write, matter, theme, reader):
    with write() as now:
        stranger = a_handler(session, now, "区教委")
    today = beijing_date(now)
    for assignee, due, field in ((stranger, today, "assignee"), (reader, today - timedelta(days=1), "due_on")):
        with pytest.raises(InvalidInput) as refusal, write() as now:
            assign(session, matter.consultation, themes=[theme], assignee=assignee, due_on=due, actor=reader, now=now)
        assert refusal.value.field == field
    with write() as now:
        assign(session, matter.consultation, themes=[theme], points=theme.points, assignee=reader, due_on=today, actor=reader,
               now=now)
    assert [(work.theme_id, work.point_id) for work in due_for(session, reader.id, today)] == [
        (theme.id, None), (None, theme.points[0].id)]
    with write() as now:
        undo(session, session.scalars(select(Step).order_by(Step.id.desc())).first(), actor=reader, now=now)
    assert session.scalars(select(Assignment)).all() == []


def test_due_is_what_is_mine_and_urgent_and_to_read_what_others_handed_in(session, write, matter, theme, reader):
    with write() as now:
        assign(session, matter.consultation, themes=[theme], assignee=matter.handler, due_on=date(2026, 6, 20),
               actor=reader, now=now)
    assert due_for(session, matter.handler.id, date(2026, 6, 19)) == []
    assert len(due_for(session, matter.handler.id, date(2026, 6, 20))) == 1
    leads(session, write, theme, "hand_in", matter.handler)
    units = {matter.unit.id}
    assert due_for(session, matter.handler.id, date(2026, 6, 20)) == []
    assert (len(to_read(session, units, reader.id)), to_read(session, units, matter.handler.id)) == (1, [])


def test_advice_is_answered_once_by_the_unit_asked(session, write, matter, theme):
    with write() as now:
        asked = a_unit(session, now, "区教委")
        officer = a_handler(session, now, "区教委")
        for unit, question, field in ((matter.unit, "能装吗？", "unit"), (None, "能装吗？", "unit"), (asked, " ", "question")):
            with pytest.raises(InvalidInput) as refusal:
                ask_advice(session, theme, unit, question, None, actor=matter.handler, now=now)
            assert refusal.value.field == field
        advice = ask_advice(session, theme, asked, "学校的电梯怎么管？", None, actor=matter.handler, now=now)
    assert [each.question for each in advice_for(session, {asked.id})] == ["学校的电梯怎么管？"]
    with write() as now:
        answer_advice(session, advice, "放学时段停用。", actor=officer, now=now)
    with pytest.raises(Refusal, match="已经有同事回复"), write() as now:
        answer_advice(session, advice, "再说一次。", actor=officer, now=now)


def test_the_page_leads_the_work_on_for_each_in_turn(session, write, sign_in, matter, theme, reader):
    mine, theirs = sign_in(matter.handler), sign_in(reader)
    address = f"/desk/themes/{theme.id}"
    assert "送审" in mine.get(address).text
    assert mine.post(f"{address}/work", data={"verb": "hand_in", "work_revision": "0"}).status_code == 302
    assert "撤回送审" in mine.get(address).text and "撤回送审" not in theirs.get(address).text
    session.rollback()
    revision = work_on(session, theme).revision
    wrong = theirs.post(f"{address}/work", data={"verb": "send_back", "work_revision": revision, "remark": ""})
    assert wrong.status_code == 422 and "哪里要改" in wrong.text
    theirs.post(f"{address}/work", data={"verb": "accept", "work_revision": revision})
    page = mine.get(address).text
    assert "赵审核于" in page and "审定，已锁定" in page and "保存采纳情况" not in page
    told = mine.post(f"{address}/title", data={"title": "坡道", "revision": theme.revision})
    assert told.status_code == 409 and "赵审核" in told.text and "坡道" in told.text


def test_a_note_is_for_colleagues_and_for_nobody_else(session, write, sign_in, client, matter, theme):
    with write() as now:
        asked = a_handler(session, now, "区教委")
        ask_advice(session, theme, a_unit(session, now, "区教委"), "能装电梯吗？", None, actor=matter.handler, now=now)
        write_note(session, theme, "便条甲：先别答应。", actor=matter.handler, now=now)
        write_note(session, theme.points[0].opinion, "便条乙：本人来过电话。", actor=matter.handler, now=now)
        matter.consultation.answers_published_at = now
    mine = sign_in(matter.handler)
    opinion = theme.points[0].opinion
    assert "便条甲" in mine.get(f"/desk/themes/{theme.id}").text and "便条乙" in mine.get(f"/desk/opinions/{opinion.id}").text
    others = [client.get(f"/receipts/{opinion.receipt}"), client.get(f"/proposals/{matter.number}"),
              sign_in(asked).get("/desk/advice"), sign_in(asked).get(f"/desk/themes/{theme.id}")]
    assert not [page for page in others if "便条" in page.text]
    assert "能装电梯吗" in others[2].text


def test_no_document_reads_the_notes():
    """What reports are gathered from, compiled to and written with never speaks of notes."""
    from pathlib import Path

    rooms = [Path(__file__).parents[2] / "portal" / name for name in ("reports", "press", "meetings", "pages")]
    readers = [path for room in rooms for path in room.rglob("*.py") if Note.__name__ in path.read_text().split()]
    assert readers == []

"""A step on the desk is taken back whole, or not at all."""

import pytest
from sqlalchemy import select

from portal import journal
from portal.errors import Refusal
from portal.opinions.actions import (
    create_theme,
    group_points,
    mark,
    place_points,
    rename_theme,
    set_no_demand,
    unmark,
)
from portal.opinions.actions.steps import recorded, undo
from portal.opinions.models import Assignment, Mark, Step, Theme
from tests.builders import a_handler
from tests.opinions.matter import an_opinion


@pytest.fixture
def two(session, write, matter):
    """Two opinions of residents."""
    with write() as now:
        return an_opinion(session, matter, now, "a"), an_opinion(session, matter, now, "b", text="二层应当有厕所。")


def points_of(*opinions):
    return [point for opinion in opinions for point in opinion.points]


def newest(session):
    return session.scalars(select(Step).order_by(Step.id.desc())).first()


def themes(session):
    session.expire_all()
    return session.scalars(select(Theme).order_by(Theme.id)).all()


def takes_back(session, write, matter, step=None):
    with write() as now:
        undo(session, step or newest(session), actor=matter.handler, now=now)


def test_a_group_is_undone_with_the_theme_it_made(session, write, matter, two):
    with write() as now:
        group_points(session, matter.consultation, "电梯", points_of(*two), actor=matter.handler, now=now)
    assert [point.answer for point in points_of(*two)] == ["waiting", "waiting"]
    takes_back(session, write, matter)
    assert themes(session) == [] and [point.answer for point in points_of(*two)] == ["loose", "loose"]
    assert newest(session).undone_by == matter.handler.id


def test_points_return_to_where_each_was(session, write, matter, two):
    first, second = two
    with write() as now:
        lift = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        toilet = create_theme(session, matter.consultation, "厕所", actor=matter.handler, now=now)
        place_points(session, lift, first.points, actor=matter.handler, now=now)
        place_points(session, toilet, points_of(*two), actor=matter.handler, now=now)
    takes_back(session, write, matter)
    session.expire_all()
    assert (first.points[0].theme_id, second.points[0].theme_id) == (lift.id, None)


def test_what_needs_no_answer_needs_one_again(session, write, matter):
    with write() as now:
        glad = an_opinion(session, matter, now, "c", stance="support", text="好事。")
        set_no_demand(session, glad.points, actor=matter.handler, now=now)
    takes_back(session, write, matter)
    assert glad.points[0].answer == "loose"


def test_a_mark_goes_and_comes_back_with_its_reason(session, write, matter, two):
    first, second = two
    with write() as now:
        mark(session, second, "repeated", "本人来电确认。", first, actor=matter.handler, now=now)
    marking = newest(session)
    with write() as now:
        unmark(session, second, actor=matter.handler, now=now)
    takes_back(session, write, matter)
    session.expire_all()
    assert (second.mark.kept_id, second.mark.reason, second.mark.marked_by) == (first.id, "本人来电确认。", matter.handler.id)
    takes_back(session, write, matter, marking)
    session.expire_all()
    assert second.bucket == "counted" and session.scalars(select(Mark)).all() == []


def test_what_was_changed_since_is_left_as_it_is(session, write, matter, two):
    first, second = two
    with write() as now:
        theme = group_points(session, matter.consultation, "电梯", points_of(*two), actor=matter.handler, now=now)
    grouping = newest(session)
    with write() as now:
        place_points(session, None, second.points, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="又有人改过"):
        takes_back(session, write, matter, grouping)
    session.expire_all()
    assert (first.points[0].theme_id, second.points[0].theme_id, grouping.undone_at) == (theme.id, None, None)


def test_a_theme_used_since_does_not_disappear(session, write, matter, two):
    with write() as now:
        theme = group_points(session, matter.consultation, "电梯", two[0].points, actor=matter.handler, now=now)
    grouping = newest(session)
    with write() as now:
        place_points(session, theme, two[1].points, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="又有人改过"):
        takes_back(session, write, matter, grouping)
    assert len(themes(session)) == 1 and two[1].points[0].theme_id == theme.id


def test_a_theme_renamed_since_does_not_disappear(session, write, matter, two):
    with write() as now:
        theme = group_points(session, matter.consultation, "电梯", two[0].points, actor=matter.handler, now=now)
    with write() as now:
        rename_theme(session, theme, "电梯和坡道", seen_revision=theme.revision, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="又有人改过"):
        takes_back(session, write, matter)


def test_a_step_is_taken_back_once_and_not_after_settling(session, write, matter, two, clock):
    with write() as now:
        group_points(session, matter.consultation, "电梯", two[0].points, actor=matter.handler, now=now)
        group_points(session, matter.consultation, "厕所", two[1].points, actor=matter.handler, now=now)
    takes_back(session, write, matter)
    with pytest.raises(Refusal, match="已经撤销过"):
        takes_back(session, write, matter)
    with write() as now:
        matter.consultation.settled_at = now
        session.add(matter.consultation)
        decide_nothing(session, matter, now)
    with pytest.raises(Refusal, match="已经办结"):
        takes_back(session, write, matter, session.scalars(select(Step).order_by(Step.id)).first())


def decide_nothing(session, matter, now):
    """Note the settling that the test made by hand, as every change is noted."""
    journal.record(session, "consultation.settle", matter.consultation, actor=matter.handler, now=now)


def test_a_locked_theme_keeps_what_a_step_put_there(session, write, matter, two):
    with write() as now:
        theme = group_points(session, matter.consultation, "电梯", two[0].points, actor=matter.handler, now=now)
        reader = a_handler(session, now, matter.unit.name)
        session.add(Assignment(consultation=matter.consultation, theme=theme, state="accepted", handed_in_by=matter.handler.id,
                               reader=reader, changed_at=now))
    with pytest.raises(Refusal, match="李经办于.*审定") as refusal:
        takes_back(session, write, matter)
    assert refusal.value.params["theme"] == "电梯"


def test_rows_that_were_removed_come_back_under_their_own_id(session, write, matter, two):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        kept = theme.id
    with write() as now, recorded(session, matter.consultation, "theme.merge", [], actor=matter.handler, now=now) as step:
        step.removes(theme)
        session.delete(theme)
        decide_nothing(session, matter, now)
    assert themes(session) == []
    takes_back(session, write, matter)
    assert [(each.id, each.title) for each in themes(session)] == [(kept, "电梯")]


def test_a_step_that_changed_nothing_leaves_no_trace(session, write, matter, two):
    with write() as now:
        place_points(session, None, two[0].points, actor=matter.handler, now=now)
    assert newest(session) is None


def test_the_desk_offers_to_take_back_what_was_just_done(session, write, sign_in, matter, two):
    staff = sign_in(matter.handler)
    desk = f"/desk/proposals/{matter.number}/opinions"
    ticked = [f"{point.id}.0" for point in points_of(*two)]
    page = staff.post(desk, data={"points": ticked, "goal": "new", "title": "电梯", "confirm": "1"}, follow_redirects=True).text
    session.rollback()
    step = newest(session)
    assert "已处理 2 条意见" in page and f"/desk/steps/{step.id}/undo" in page
    assert "电梯" in staff.get(f"/desk/proposals/{matter.number}/steps").text
    back = staff.post(f"/desk/steps/{step.id}/undo", data={"next": desk})
    assert back.status_code == 302 and back.location == desk
    assert "没有归类的意见：2条" in staff.get(desk).text
    again = staff.post(f"/desk/steps/{step.id}/undo", follow_redirects=True).text
    assert "已经撤销过" in again and "已撤销" in again

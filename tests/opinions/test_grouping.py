"""Suggested themes and regrouping: a person takes, names, leaves out, refuses, merges and splits, and undoes each."""

import pytest
from sqlalchemy import select

from portal.errors import InvalidInput, Refusal
from portal.jobs.actions import enqueue
from portal.opinions.actions import create_theme, decide_theme, place_points
from portal.opinions.actions.grouping import merge_themes, split_theme
from portal.opinions.actions.steps import undo
from portal.opinions.actions.suggesting import leave_out_of, refuse_suggestion, take_suggestion
from portal.opinions.models import Point, Step, Theme, ThemeSuggestion
from portal.opinions.queries.suggestions import loose_among
from tests.jobs.worker import run_all
from tests.opinions.matter import an_opinion

LIFT = ["二层要加装电梯，老人上下楼不方便。", "请加装电梯，轮椅上不去二层。", "加装电梯吧，抱着孩子爬楼梯太累。"]
SMOKE = ["一层的饭馆油烟太大，冲着我家窗户。", "饭馆的油烟请从楼顶排走，别冲着窗户。"]


@pytest.fixture
def points(session, matter, write):
    """The points of five opinions, three about a lift, two about smoke."""
    with write() as now:
        return [an_opinion(session, matter, now, f"token-{text}", text=text).points[0] for text in (*LIFT, *SMOKE)]


@pytest.fixture
def look(app, session, matter, write):
    """Runs the job, and gives the suggestions in the order in which they stand."""

    def of():
        with write() as now:
            enqueue(session, "opinions.suggest_themes", now=now, consultation_id=matter.consultation.id)
        assert {job.state for job in run_all(app)} == {"done"}
        session.rollback()
        session.expire_all()
        return session.scalars(select(ThemeSuggestion).order_by(ThemeSuggestion.id)).all()

    return of


@pytest.fixture
def staff(session, matter, write):
    """`staff(action, …)` — the handler does something."""

    def do(action, *arguments, **more):
        with write() as now:
            return action(session, *arguments, actor=matter.handler, now=now, **more)

    return do


@pytest.fixture
def take_back(session, staff):
    """Undoes the newest step."""

    def last():
        staff(undo, session.scalars(select(Step).where(Step.undone_at.is_(None)).order_by(Step.id.desc())).first())
        session.expire_all()

    return last


def places(session, points):
    session.expire_all()
    return [point.theme_id for point in points]


def test_loose_points_are_suggested_and_nothing_is_grouped_by_itself(session, points, look):
    lift, smoke = look()
    assert (lift.points, smoke.points) == ([point.id for point in points[:3]], [point.id for point in points[3:]])
    assert "电梯" in lift.title
    assert set(lift.speaking) <= set(lift.points)
    assert places(session, points) == [None] * 5


def test_looking_twice_changes_nothing(look, points):
    before = [(each.id, each.title, each.points) for each in look()]
    assert [(each.id, each.title, each.points) for each in look()] == before


def test_taking_a_suggestion_makes_a_theme_and_can_be_undone(session, points, look, staff, take_back):
    lift, _smoke = look()
    theme = staff(take_suggestion, lift, "二层要有电梯", loose_among(session, lift.points))
    assert places(session, points) == [theme.id] * 3 + [None] * 2
    assert (lift.state, lift.theme_id, theme.title) == ("taken", theme.id, "二层要有电梯")
    assert [each.state for each in look()] == ["taken", "proposed"]
    take_back()
    assert places(session, points) == [None] * 5
    assert (lift.state, lift.theme_id) == ("proposed", None)
    assert session.scalars(select(Theme)).all() == []


def test_what_somebody_grouped_meanwhile_is_not_taken(session, matter, points, look, staff):
    lift, _smoke = look()
    seen = loose_among(session, lift.points)
    staff(place_points, staff(create_theme, matter.consultation, "别的"), points[:1])
    with pytest.raises(Refusal, match="刚刚归了类"):
        staff(take_suggestion, lift, "电梯", seen)
    staff(take_suggestion, lift, "电梯", loose_among(session, lift.points))
    with pytest.raises(Refusal, match="已经有人处理过"):
        staff(refuse_suggestion, lift)


def test_what_was_refused_is_not_suggested_again(session, points, look, staff, take_back):
    lift, _smoke = look()
    staff(refuse_suggestion, lift)
    assert [each.state for each in look()] == ["refused", "proposed"]
    take_back()
    assert lift.state == "proposed"


def test_points_are_left_out_of_a_suggestion(session, points, look, staff, take_back):
    lift, smoke = look()
    staff(leave_out_of, lift, [points[0].id])
    assert lift.points == [point.id for point in points[1:3]]
    assert set(lift.speaking) <= set(lift.points)
    with pytest.raises(Refusal, match="不到两条"):
        staff(leave_out_of, smoke, [points[3].id])
    with pytest.raises(InvalidInput):
        staff(leave_out_of, smoke, [points[0].id])
    take_back()
    assert len(lift.points) == 3


@pytest.fixture
def themes(matter, points, staff):
    """Two themes, one for the lift and one for the smoke."""
    lift, smoke = (staff(create_theme, matter.consultation, title) for title in ("电梯", "油烟"))
    staff(place_points, lift, points[:3])
    staff(place_points, smoke, points[3:])
    return lift, smoke


def test_merging_moves_every_point_and_the_emptied_theme_goes(session, points, themes, staff, take_back):
    lift, smoke = themes
    ids = lift.id, smoke.id
    staff(merge_themes, lift, smoke)
    assert places(session, points) == [ids[0]] * 5
    assert session.scalars(select(Theme.id)).all() == [ids[0]]
    take_back()
    assert places(session, points) == [ids[0]] * 3 + [ids[1]] * 2
    assert session.scalars(select(Theme.title).order_by(Theme.id)).all() == ["电梯", "油烟"]


def test_a_theme_with_an_answer_stays_when_it_is_merged(session, points, themes, staff):
    lift, smoke = themes
    staff(decide_theme, smoke, verdict="explained", reason="油烟由环保部门另行处理，已转告。", changed_place="",
          seen_revision=smoke.revision)
    staff(merge_themes, lift, smoke)
    assert places(session, points) == [lift.id] * 5
    assert session.get(Theme, smoke.id).reason.startswith("油烟由环保部门")


def test_a_theme_is_not_merged_with_itself(themes, staff):
    with pytest.raises(InvalidInput):
        staff(merge_themes, themes[0], themes[0])


def test_splitting_moves_exactly_the_chosen_points(session, points, themes, staff, take_back):
    lift, smoke = themes
    new = staff(split_theme, lift, "轮椅进不来", points[1:2])
    assert places(session, points) == [lift.id, new.id, lift.id, smoke.id, smoke.id]
    take_back()
    assert places(session, points) == [lift.id] * 3 + [smoke.id] * 2
    assert len(session.scalars(select(Theme)).all()) == 2


def test_splitting_off_everything_or_strangers_is_refused(session, points, themes, staff):
    with pytest.raises(Refusal, match="全部意见"):
        staff(split_theme, themes[0], "新", points[:3])
    with pytest.raises(Refusal, match="不在这个归类里"):
        staff(split_theme, themes[0], "新", points[3:])
    with pytest.raises(InvalidInput):
        staff(split_theme, themes[0], "新", [])
    assert session.scalars(select(Point).where(Point.theme_id.is_(None))).all() == []

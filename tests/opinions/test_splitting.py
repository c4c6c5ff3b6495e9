"""Splitting an opinion into points: the original stays, what stays keeps its theme, and every step can be taken back."""

import pytest
from sqlalchemy import select

from portal.errors import InvalidInput, Refusal
from portal.opinions.actions import create_theme, decide_theme, mark, place_points, split_opinion
from portal.opinions.actions.steps import undo
from portal.opinions.models import Opinion, Passage, Point, Step
from portal.opinions.queries.counting import unanswered
from tests.opinions.matter import an_opinion

TEXT = "二层要有电梯。早上别卸货！\n还想要个食堂。"
LIFT, LORRY, CANTEEN = (0, 7), (7, 13), (14, 21)


@pytest.fixture
def said(session, write, matter):
    with write() as now:
        return an_opinion(session, matter, now, "t1", text=TEXT)


@pytest.fixture
def split(session, write, matter, said):
    """Split what was said; gives the words of the points and their themes, in the order of the text."""
    def into(*spans):
        with write() as now:
            split_opinion(session, said, spans, actor=matter.handler, now=now)
        return points_now(session)
    return into


def points_now(session):
    session.expire_all()
    points = sorted(session.scalars(select(Point)), key=lambda point: point.span)
    return [(point.words, point.theme.title if point.theme else None) for point in points]


@pytest.fixture
def under(session, write, matter):
    """Put the point with these words under a theme of that title."""
    def put(title, words):
        with write() as now:
            theme = create_theme(session, matter.consultation, title, actor=matter.handler, now=now)
            points = [point for point in session.scalars(select(Point)) if words in point.words]
            place_points(session, theme, points, actor=matter.handler, now=now)
            return theme
    return put


def test_three_demands_become_three_points_and_the_original_stays(session, split, said):
    assert split(LIFT, LORRY, CANTEEN) == [("二层要有电梯。", None), ("早上别卸货！", None), ("还想要个食堂。", None)]
    assert session.get(Opinion, said.id).text == TEXT


def test_blanks_at_the_ends_of_a_passage_are_left_out(split):
    assert split((0, 7), (7, 14), (13, 21))[1:] == [("早上别卸货！", None), ("还想要个食堂。", None)]


def test_what_stays_keeps_its_theme_and_what_is_cut_must_be_placed_anew(split, under):
    split(LIFT, (7, 21))
    under("电梯", "电梯")
    under("其他", "卸货")
    assert split(LIFT, LORRY, CANTEEN) == [("二层要有电梯。", "电梯"), ("早上别卸货！", None), ("还想要个食堂。", None)]


def test_joining_points_of_one_theme_keeps_it_and_of_two_does_not(split, under):
    split(LIFT, LORRY, CANTEEN)
    under("货", "卸货")
    under("生活", "电梯")
    assert split((0, 13), CANTEEN)[0] == (TEXT[:13], None)
    assert split() == [(TEXT, None)]


def test_points_of_one_theme_joined_to_the_whole_text_keep_it(split, under):
    split(LIFT, (7, 21))
    under("楼里", "")
    assert split() == [(TEXT, "楼里")]


def test_a_passage_that_takes_in_unmarked_words_must_be_placed_anew(split, under):
    split(LIFT, CANTEEN)
    under("楼里", "")
    assert split() == [(TEXT, None)]


def test_a_split_is_taken_back_whole(session, write, matter, split, under):
    under("电梯", "电梯")
    split(LIFT, LORRY, CANTEEN)
    with write() as now:
        undo(session, session.scalars(select(Step).order_by(Step.id.desc())).first(), actor=matter.handler, now=now)
    assert points_now(session) == [(TEXT, "电梯")]
    assert session.scalars(select(Passage)).all() == []


def test_a_join_is_taken_back_with_every_passage(session, write, matter, split):
    split(LIFT, LORRY)
    before = points_now(session)
    split()
    with write() as now:
        undo(session, session.scalars(select(Step).order_by(Step.id.desc())).first(), actor=matter.handler, now=now)
    assert points_now(session) == before


def test_after_a_point_was_placed_the_split_is_not_taken_back_over_it(session, write, matter, split, under):
    split(LIFT, LORRY)
    step = session.scalars(select(Step)).one()
    under("电梯", "电梯")
    with pytest.raises(Refusal, match="又有人改过"), write() as now:
        undo(session, step, actor=matter.handler, now=now)


def test_the_same_split_again_leaves_no_step(session, split):
    split(LIFT, LORRY)
    split(LORRY, LIFT)
    assert len(session.scalars(select(Step)).all()) == 1


def test_each_new_point_needs_its_own_answer(session, write, matter, split, under):
    theme = under("电梯", "")
    with write() as now:
        decide_theme(session, theme, verdict="explained", reason="二层另有无障碍通道。", changed_place="",
                     seen_revision=theme.revision, actor=matter.handler, now=now)
    assert unanswered(session, matter.consultation) == 0
    split(LIFT, LORRY, CANTEEN)
    assert unanswered(session, matter.consultation) == 3


@pytest.mark.parametrize(("spans", "told"), [
    ([(0, 8), (7, 13)], "重叠"), ([(0, 7), (0, 7)], "重叠"), ([(0, 99)], "不在原文里"), ([(-1, 5)], "不在原文里"),
    ([(5, 5)], "不在原文里"), ([(7, 3)], "不在原文里"), ([(13, 14)], "空白"),
])
def test_passages_that_cannot_be_are_refused_and_nothing_changes(session, split, spans, told):
    with pytest.raises(InvalidInput, match=told):
        split(*spans)
    assert points_now(session) == [(TEXT, None)]


def test_only_what_counts_and_has_words_is_split(session, write, matter, said):
    with write() as now:
        bare = an_opinion(session, matter, now, "t2", stance="support", text="")
        mark(session, said, "invalid", "与方案无关", actor=matter.handler, now=now)
    for opinion in (bare, said):
        with pytest.raises(Refusal, match="计入的"), write() as now:
            split_opinion(session, opinion, [(0, 2)], actor=matter.handler, now=now)

"""The counters the database keeps itself are what counting the rows would give, however many rows one statement changes."""

import random

from sqlalchemy import bindparam, delete, insert, select, text, update

from portal.opinions.actions import create_theme, withdraw
from portal.opinions.models import Point, PointCount
from tests.opinions.matter import an_opinion

COUNTED = text(
    "SELECT theme_id, count(*), count(DISTINCT opinion_id) FROM points WHERE NOT no_demand AND NOT EXISTS "
    "(SELECT 1 FROM uncounted_opinions WHERE opinion_id = points.opinion_id) GROUP BY theme_id"
)


def kept(session):
    """What the counters say: (theme, points, voices), those that hold nothing left out."""
    rows = session.execute(select(PointCount.theme_id, PointCount.points, PointCount.voices).where(PointCount.points != 0))
    return sorted(map(tuple, rows), key=str)


def test_the_counters_hold_whatever_a_statement_does_to_many_points(session, write, matter):
    rnd = random.Random(20260610)
    with write() as now:
        opinions = [an_opinion(session, matter, now, f"c{number}") for number in range(8)]
        asks = {"actor": matter.handler, "now": now}
        themes = [create_theme(session, matter.consultation, title, **asks).id for title in ("电梯", "树荫")]
        withdraw(session, opinions[0], now=now)
    for _ in range(40):
        with write():
            rnd.choice((add, move, remove))(session, rnd, [each.id for each in opinions], themes, matter.consultation.id)
        session.rollback()
        assert kept(session) == sorted(map(tuple, session.execute(COUNTED)), key=str)


def add(session, rnd, opinions, themes, consultation):
    """Several points at once, often two of one opinion under one theme."""
    session.execute(insert(Point).values([
        {"consultation_id": consultation, "opinion_id": rnd.choice(opinions), "theme_id": theme, "no_demand": theme is None}
        for theme in rnd.choices([*themes, None], k=5)]))


def move(session, rnd, _opinions, themes, _consultation):
    """Several points to other themes or none, each its own way, in one statement and in many."""
    some = session.scalars(select(Point.id)).all()
    chosen = rnd.sample(some, min(6, len(some)))
    session.execute(update(Point).where(Point.id.in_(chosen[:3])).values(theme_id=rnd.choice([*themes, None]), no_demand=False))
    session.connection().execute(
        update(Point).where(Point.id == bindparam("which")).values(theme_id=bindparam("theme"), no_demand=False),
        [{"which": each, "theme": rnd.choice([*themes, None])} for each in chosen[3:]] or [{"which": 0, "theme": None}])


def remove(session, rnd, _opinions, _themes, _consultation):
    """Several points at once."""
    some = session.scalars(select(Point.id)).all()
    session.execute(delete(Point).where(Point.id.in_(rnd.sample(some, min(3, len(some))))))

"""What a bulk action is about: the points of a selection, and how they are shown before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.opinions.models import Opinion, Passage, Point
from portal.opinions.queries.counting import COUNTED

EXCERPT = 60


@dataclass(frozen=True)
class SelectedPoint:
    """A point as the page before a bulk action shows it: its opinion's number, how its words begin, and its theme's id."""

    number: int
    opinion_id: int
    theme_id: int | None
    words: str


def selected(session: Session, opinion_ids: Sequence[int], theme: str) -> dict[int, int]:
    """The counted points of these opinions (under one theme, by its id, or "none": those without) with their themes' ids or 0."""
    query = select(Point.id, Point.theme_id).join(Opinion, Opinion.id == Point.opinion_id)
    query = query.where(Opinion.id.in_(opinion_ids), COUNTED).order_by(Point.id)
    if theme == "none":
        query = query.where(Point.theme_id.is_(None), ~Point.no_demand)
    elif theme:
        query = query.where(Point.theme_id == int(theme))
    return {point: at or 0 for point, at in session.execute(query)}


def shown_points(session: Session, point_ids: Sequence[int]) -> list[SelectedPoint]:
    """These points, by the numbers of their opinions."""
    start = func.coalesce(Passage.start, 0)
    words = func.substr(Opinion.text, start + 1, EXCERPT)
    query = select(Opinion.number, Opinion.id, Point.theme_id, words).join(Opinion, Opinion.id == Point.opinion_id)
    query = query.outerjoin(Passage, Passage.point_id == Point.id).where(Point.id.in_(point_ids))
    return [SelectedPoint(*row) for row in session.execute(query.order_by(Opinion.number, start))]

"""Suggested themes and the points in them."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portal.consultations.models import Consultation
from portal.opinions.models import Opinion, Passage, Point, ThemeSuggestion
from portal.opinions.queries.counting import COUNTED

PAGE = 20
MOST = 30_000  # points that are grouped at once


def suggestion_page(session: Session, consultation: Consultation, state: str, after: int = 0,
                    limit: int = PAGE + 1) -> Sequence[ThemeSuggestion]:
    """Suggestions in a state, the largest first as they were made, after the one with id `after`."""
    return session.scalars(
        select(ThemeSuggestion).where(ThemeSuggestion.consultation_id == consultation.id, ThemeSuggestion.state == state,
                                      ThemeSuggestion.id > after).order_by(ThemeSuggestion.id).limit(limit)).all()


def suggestion_by_id(session: Session, suggestion_id: int) -> ThemeSuggestion | None:
    """One suggestion with its consultation."""
    return session.scalar(select(ThemeSuggestion).where(ThemeSuggestion.id == suggestion_id).options(
        joinedload(ThemeSuggestion.consultation).joinedload(Consultation.proposal)))


def loose_among(session: Session, ids: Collection[int]) -> list[Point]:
    """Those of these points that still count and lie nowhere, with their words."""
    return list(session.scalars(
        select(Point).join(Point.opinion).where(Point.id.in_(ids), Point.theme_id.is_(None), ~Point.no_demand, COUNTED)
        .options(contains_eager(Point.opinion), joinedload(Point.passage)).order_by(Point.id)))


def points_with_words(session: Session, ids: Iterable[int]) -> dict[int, Point]:
    """These points by their ids, with their words."""
    points = session.scalars(select(Point).where(Point.id.in_(ids)).options(
        joinedload(Point.passage), joinedload(Point.opinion).options(
            joinedload(Opinion.unit), joinedload(Opinion.street), joinedload(Opinion.request))))
    return {point.id: point for point in points}


def loose_words(session: Session, consultation: Consultation) -> list[tuple[int, str]]:
    """The id and words of the points of counted opinions that lie nowhere, MOST at most, the earliest first."""
    rows = session.execute(
        select(Point.id, Opinion.text, Passage.start, Passage.end).join(Point.opinion).outerjoin(Point.passage)
        .where(Point.consultation_id == consultation.id, Point.theme_id.is_(None), ~Point.no_demand, COUNTED)
        .order_by(Point.id).limit(MOST))
    return [(row.id, row.text[row.start:row.end]) for row in rows]

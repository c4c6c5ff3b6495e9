"""The desk's list of opinions: filtered, searched, sorted, a page at a time by keyset."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from portal.accounts.models import Unit, User
from portal.consultations.models import Consultation, Request, Round
from portal.opinions.models import Mark, Opinion, Point, Theme
from portal.opinions.queries.counting import CAP, counted, late, loose_points, marked, waiting_themes
from portal.search import contains

PAGE = 50
_SHOWN = (
    joinedload(Opinion.mark), joinedload(Opinion.unit).load_only(Unit.name), joinedload(Opinion.street).load_only(Unit.street),
    joinedload(Opinion.request).joinedload(Request.unit).load_only(Unit.name),
    joinedload(Opinion.request).joinedload(Request.user).load_only(User.name),
    selectinload(Opinion.points).joinedload(Point.theme),
)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty strings narrow nothing.

    `theme` is a theme's id or "none" (counted, not grouped); `answered` is "yes" or "no"; `overdue` keeps replies that came
    after their deadline (逾期反馈); `sort` is "newest", "oldest" or "received".
    """

    q: str = ""
    party: str = ""
    stance: str = ""
    channel: str = ""
    bucket: str = ""
    theme: str = ""
    answered: str = ""
    overdue: bool = False
    sort: str = "newest"


@dataclass(frozen=True)
class Page:
    """One page of opinions, the cursor of the next one, and how many there are in all (at most CAP + 1)."""

    opinions: list[Opinion]
    after: str | None
    found: int


def desk_page(session: Session, consultation: Consultation, filters: Filters, after: str = "") -> Page:
    """The page of opinions after the cursor `after` ("" for the first), ready to be shown without further queries."""
    query = _filtered(consultation, filters)
    if filters.overdue:
        query = query.where(Opinion.withdrawn_at.is_(None), Opinion.request_id.in_(_late_letters(session, consultation)))
    rows = list(session.scalars(_sorted(query, filters.sort, after).limit(PAGE + 1).options(*_SHOWN)))
    _tie(consultation, rows)
    is_all = not after and len(rows) <= PAGE
    return Page(rows[:PAGE], _cursor(rows[PAGE - 1], filters.sort) if len(rows) > PAGE else None,
                len(rows) if is_all else _count(session, query))


def _tie(consultation: Consultation, opinions: list[Opinion]) -> None:
    """Join what is loaded already; the session would look each up by itself, which takes as long as drawing the row."""
    rounds = {each.id: each for each in consultation.rounds}
    for opinion in opinions:
        set_committed_value(opinion, "round", rounds[opinion.round_id])
        for point in opinion.points:
            set_committed_value(point, "opinion", opinion)


def _count(session: Session, query: Select) -> int:
    return session.scalar(select(func.count()).select_from(query.with_only_columns(Opinion.id).limit(CAP + 1).subquery()))


def _late_letters(session: Session, consultation: Consultation) -> list[int]:
    """The letters that were answered after their deadline; few, so the rest of the query may rely on their ids."""
    query = select(Request.id).join(Request.round).where(Round.consultation_id == consultation.id)
    return list(session.scalars(query.where(Request.answered_at >= Request.due_at)))


def _filtered(consultation: Consultation, filters: Filters) -> Select:
    query = select(Opinion).where(Opinion.consultation_id == consultation.id)
    same = {Opinion.party: filters.party, Opinion.stance: filters.stance, Opinion.channel: filters.channel}
    query = query.where(*(column == value for column, value in same.items() if value))
    if filters.q:
        query = query.where(_says(filters.q))
    if filters.bucket:
        query = query.where(_in_bucket(consultation, filters.bucket))
    if filters.theme:
        query = query.where(_under(consultation, filters.theme))
    if filters.answered:
        query = query.where(_answered(consultation, filters.answered == "yes"))
    return query


def _says(q: str):
    """Text that contains `q`, also a single character; figures find the opinion of that number too."""
    said = contains(Opinion.text, q)
    return or_(said, Opinion.number == int(q)) if q.isdecimal() and len(q) < 10 else said


def _in_bucket(consultation: Consultation, bucket: str):
    if bucket == "withdrawn":
        return Opinion.withdrawn_at.is_not(None)
    if bucket in ("repeated", "invalid"):
        return and_(Opinion.withdrawn_at.is_(None), Opinion.id.in_(select(Mark.opinion_id).where(Mark.kind == bucket)))
    if bucket == "late":
        return and_(Opinion.withdrawn_at.is_(None), ~marked(), late(consultation))
    return counted(consultation)


def _under(consultation: Consultation, theme: str):
    if theme == "none":
        return Opinion.id.in_(loose_points(consultation).with_only_columns(Point.opinion_id))
    return and_(Opinion.id.in_(select(Point.opinion_id).where(Point.theme_id == int(theme))), counted(consultation))


def _answered(consultation: Consultation, answered: bool):
    loose = loose_points(consultation).with_only_columns(Point.opinion_id)
    waiting = select(Point.opinion_id).where(Point.theme_id.in_(waiting_themes(consultation).with_only_columns(Theme.id)))
    is_open = or_(Opinion.id.in_(loose), Opinion.id.in_(waiting))
    return and_(counted(consultation), ~is_open if answered else is_open)


def _sorted(query: Select, sort: str, after: str) -> Select:
    if sort == "received":
        query = query.order_by(Opinion.received_on.desc(), Opinion.number.desc())
        if not after:
            return query
        day, _, number = after.partition(".")
        return query.where(tuple_(Opinion.received_on, Opinion.number) < (date.fromisoformat(day), int(number)))
    upward = sort == "oldest"
    query = query.order_by(Opinion.number if upward else Opinion.number.desc())
    if not after:
        return query
    return query.where(Opinion.number > int(after) if upward else Opinion.number < int(after))


def _cursor(opinion: Opinion, sort: str) -> str:
    return f"{opinion.received_on.isoformat()}.{opinion.number}" if sort == "received" else str(opinion.number)

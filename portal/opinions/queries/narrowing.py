"""What the desk's list is narrowed to: the exact conditions, and where to look first.

The conditions alone decide. A source names candidates in the order of the list, so that the first page is found without
reading the rest: the index of words, the opinions outside the count, the points of one theme or of many at once.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, column, exists, func, literal_column, or_, select, table, text
from sqlalchemy.orm import aliased

from portal.consultations.models import Consultation, Request, Round
from portal.opinions.models import IndexedWords, Opinion, Point, Theme, Uncounted
from portal.opinions.models.indexed import HIGH, TABLE
from portal.opinions.queries.counting import COUNTED
from portal.search import contains, facet, fts5_query, terms_of_words, tsquery

FACETS = ("party", "stance", "channel")
_OPINIONS = select(Opinion.id, Opinion.number, Opinion.received_on)


@dataclass(frozen=True)
class Work:
    """Only what these themes hold without the points `elsewhere`, and these points: what an assignment speaks of, see
    queries.work.worked_on."""

    themes: tuple[int, ...]
    points: tuple[int, ...]
    elsewhere: tuple[int, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty strings narrow nothing.

    `q`: words, cleaned as texts are. `theme` is a theme's id or "none" (counted, not grouped); `answered` is "yes" or "no";
    `overdue` keeps replies that came after their deadline (逾期反馈); `sort` is "newest", "oldest" or "received".
    """

    q: str = ""
    party: str = ""
    stance: str = ""
    channel: str = ""
    bucket: str = ""
    theme: str = ""
    answered: str = ""
    overdue: bool = False
    work: Work | None = None
    sort: str = "newest"


@dataclass(frozen=True)
class Source:
    """Candidates of one consultation: a select of _OPINIONS, the key that orders them as their numbers do (None: they come
    in order), and that key for a cursor."""

    query: Select
    key: ColumnElement | None
    cursor: Any = None


def sources(consultation: Consultation, filters: Filters, after: int | None, dialect: str) -> list[Source]:
    """Where the opinions the filters ask for are found, all of them, each with every condition on it."""
    found = _candidates(consultation, filters, after, dialect)
    conditions = _conditions(filters)
    return [Source(_each(each.query, conditions) if each.key is None else each.query.where(*conditions), each.key, each.cursor)
            for each in found]


def _candidates(consultation: Consultation, filters: Filters, after: int | None, dialect: str) -> list[Source]:
    if filters.overdue:
        return [_overdue(consultation, after)]
    if filters.work is not None:
        return _worked(consultation, filters.work, after)
    if filters.q:
        return _saying(consultation, filters, after, dialect)
    if filters.theme:
        return [_in_theme(consultation, filters.theme, after)]
    if filters.bucket not in ("", "counted"):
        return [_outside(consultation, filters.bucket, after)]
    if any(getattr(filters, name) for name in FACETS):
        return _saying(consultation, filters, after, dialect)
    if filters.answered and filters.sort != "received":
        return [_merged(consultation, filters.answered == "yes", filters.sort == "oldest", after)]
    return [_plain(consultation, after)]


def _plain(consultation: Consultation, after: int | None, *such: ColumnElement[bool]) -> Source:
    return Source(_OPINIONS.where(Opinion.consultation_id == consultation.id, *such), Opinion.number, after)


def _overdue(consultation: Consultation, after: int | None) -> Source:
    """From the letters, which are few."""
    query = _OPINIONS.select_from(Round).join(Request, Request.round_id == Round.id).join(
        Opinion, and_(Opinion.request_id == Request.id, Opinion.withdrawn_at.is_(None)))
    return Source(query.where(Round.consultation_id == consultation.id), Opinion.number, after)


def _saying(consultation: Consultation, filters: Filters, after: int | None, dialect: str) -> list[Source]:
    """From the index of words, and from the texts that came after it was last brought up to date."""
    through = select(IndexedWords.through).where(IndexedWords.consultation_id == consultation.id).scalar_subquery()
    asked = [*terms_of_words(filters.q), *(facet(name, getattr(filters, name)) for name in FACETS if getattr(filters, name))]
    found = [(_in_fts5 if dialect == "sqlite" else _in_tsvector)(consultation.id, asked, after),
             _plain(consultation, after, Opinion.number > func.coalesce(through, 0))]
    if number := _number(filters.q):
        found.append(_plain(consultation, after, Opinion.number == number))
    return found


def _in_fts5(consultation_id: int, asked: list[str], after: int | None) -> Source:
    words, before = table(TABLE, column("rowid", Integer)), consultation_id << HIGH
    query = _OPINIONS.select_from(words).join(Opinion, and_(
        Opinion.consultation_id == consultation_id, Opinion.number == words.c.rowid - before))
    matches = literal_column(TABLE).op("MATCH", is_comparison=True)(fts5_query(asked))
    own = words.c.rowid.between(before + 1, before + (1 << HIGH) - 1)
    return Source(query.where(matches, own), words.c.rowid, after and before + after)


def _in_tsvector(consultation_id: int, asked: list[str], after: int | None) -> Source:
    words = table(TABLE, column("consultation_id", Integer), column("number", Integer), column("terms"))
    query = _OPINIONS.select_from(words).join(Opinion, and_(
        Opinion.consultation_id == words.c.consultation_id, Opinion.number == words.c.number))
    matches = words.c.terms.op("@@")(func.to_tsquery("simple", tsquery(asked)))
    return Source(query.where(words.c.consultation_id == consultation_id, matches), words.c.number, after)


def _outside(consultation: Consultation, bucket: str, after: int | None) -> Source:
    query = _OPINIONS.select_from(Uncounted).join(Opinion, Opinion.id == Uncounted.opinion_id)
    query = query.where(Uncounted.consultation_id == consultation.id, Uncounted.bucket == bucket)
    return Source(query, Uncounted.opinion_id, _id(consultation, after))


def _in_theme(consultation: Consultation, theme: str, after: int | None) -> Source:
    """From the points of the theme; an opinion with several of them is named by the first."""
    query = _OPINIONS.select_from(Point).join(Opinion, Opinion.id == Point.opinion_id)
    loose = and_(Point.consultation_id == consultation.id, Point.theme_id.is_(None), ~Point.no_demand)
    query = query.where(loose if theme == "none" else Point.theme_id == int(theme))
    query = query.where(~_has_point(and_(_such(theme), _theirs.id < Point.id)))
    return Source(query, Point.opinion_id, _id(consultation, after))


def _worked(consultation: Consultation, work: Work, after: int | None) -> list[Source]:
    """From the points of each theme, and from the points named by themselves."""
    named = Opinion.id.in_(select(Point.opinion_id).where(Point.id.in_(work.points)))
    return [_plain(consultation, after, named), *(_in_theme(consultation, str(theme), after) for theme in work.themes)]


_STEP = (
    "SELECT {edge}(id) FROM (SELECT (SELECT {edge}(opinion_id) FROM points WHERE theme_id = asked.id{on}) AS id FROM asked "
    "UNION ALL SELECT {edge}(opinion_id) FROM points "
    "WHERE consultation_id = :consultation AND theme_id IS NULL AND no_demand = {closed}{on}) AS edges"
)
_MERGE = (
    "WITH RECURSIVE asked AS (SELECT id FROM themes WHERE consultation_id = :consultation AND (verdict IS NOT NULL) = {closed}), "
    "merged(opinion_id) AS (SELECT ({first}) UNION ALL SELECT ({next}) FROM merged WHERE opinion_id IS NOT NULL) "
    "SELECT opinion_id FROM merged WHERE opinion_id IS NOT NULL"
)


def _merged(consultation: Consultation, closed: bool, upward: bool, after: int | None) -> Source:
    """The opinions of every answered (`closed`) or unanswered theme and of the points without one, merged in their order: each
    step asks each theme for its next opinion."""
    words = {"edge": "min" if upward else "max", "closed": "true" if closed else "false"}
    on, start = (" AND opinion_id {} {}".format("><"[not upward], each) for each in ("merged.opinion_id", "{start}"))
    start = "" if after is None else start.format(
        start="(SELECT id FROM opinions WHERE consultation_id = :consultation AND number = :after)")
    merge = _MERGE.format(first=_STEP.format(on=start, **words), next=_STEP.format(on=on, **words), **words)
    found = text(merge).bindparams(consultation=consultation.id, **({} if after is None else {"after": after}))
    merged = found.columns(column("opinion_id", Integer)).subquery()
    return Source(select(merged.c.opinion_id.label("id")), None)


def _each(query: Select, conditions: list[ColumnElement[bool]]) -> Select:
    """The candidates that meet the conditions, looked at one by one in their order: a join might read them all first."""
    [candidate] = query.selected_columns
    fits = select(Opinion.id).where(Opinion.id == candidate.element, *conditions).correlate_except(Opinion).scalar_subquery()
    return query.where(fits.is_not(None))


def _id(consultation: Consultation, number: int | None) -> ColumnElement | None:
    """The id of the opinion with this number: ids ascend as the numbers of a consultation do."""
    if number is None:
        return None
    same = aliased(Opinion)
    return select(same.id).where(same.consultation_id == consultation.id, same.number == number).scalar_subquery()


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    asked = [getattr(Opinion, name) == getattr(filters, name) for name in FACETS if getattr(filters, name)]
    if filters.q:
        asked.append(_says(filters.q))
    if filters.bucket:
        asked.append(_in_bucket(filters.bucket))
    if filters.theme or filters.answered:
        asked.append(COUNTED)
    if filters.theme:
        asked.append(_has_point(_such(filters.theme)))
    if filters.answered:
        asked.append(_has_point(_OPEN) if filters.answered == "no" else ~_has_point(_OPEN))
    if filters.overdue:
        asked.append(_is_overdue())
    if filters.work is not None:
        asked.append(_has_point(_worked_by(filters.work)))
    return asked


def _worked_by(work: Work) -> ColumnElement[bool]:
    with_theme = and_(_theirs.theme_id.in_(work.themes), _theirs.id.not_in(work.elsewhere))
    return or_(with_theme, _theirs.id.in_(work.points))


def _says(q: str) -> ColumnElement[bool]:
    """Text that contains `q`, also a single character; figures find the opinion of that number too."""
    said, number = contains(Opinion.text, q), _number(q)
    return or_(said, Opinion.number == number) if number else said


def _number(q: str) -> int | None:
    return int(q) if q.isdecimal() and len(q) < 10 else None


def _in_bucket(bucket: str) -> ColumnElement[bool]:
    inside = exists().where(Uncounted.opinion_id == Opinion.id, Uncounted.bucket == bucket).correlate(Opinion)
    return COUNTED if bucket == "counted" else inside


_theirs = aliased(Point)
_LOOSE = and_(_theirs.theme_id.is_(None), ~_theirs.no_demand)
_undecided = _theirs.theme_id.in_(select(Theme.id).where(Theme.verdict.is_(None)))
_OPEN = and_(~_theirs.no_demand, or_(_theirs.theme_id.is_(None), _undecided))


def _such(theme: str) -> ColumnElement[bool]:
    return _LOOSE if theme == "none" else _theirs.theme_id == int(theme)


def _has_point(such: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_theirs.opinion_id == Opinion.id, such).correlate(Opinion, Point)


def _is_overdue() -> ColumnElement[bool]:
    late = exists().where(Request.id == Opinion.request_id, Request.answered_at >= Request.due_at)
    return and_(Opinion.withdrawn_at.is_(None), late.correlate(Opinion))

"""The desk's list of opinions: filtered, searched, sorted, a page at a time by keyset."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, tuple_, union
from sqlalchemy.orm import Session

from portal.consultations.models import Consultation
from portal.opinions.models import Opinion
from portal.opinions.queries.counting import CAP
from portal.opinions.queries.narrowing import Filters, Source, sources
from portal.opinions.queries.rows import COLUMNS, Row, Themes, rows_of, theme_rows

PAGE = 50
MANY = 200  # a list that has more says "200+"


@dataclass(frozen=True)
class Page:
    """One page of opinions, the cursor of the next one, and how many there are in all (MANY + 1: more, not counted)."""

    opinions: list[Row]
    after: str | None
    found: int

    @property
    def count(self) -> str:
        """How many there are, as the list says it."""
        return f"{MANY}+" if self.found == MANY + 1 else str(self.found)


def desk_page(session: Session, consultation: Consultation, filters: Filters, after: str = "",
              themes: Themes | None = None) -> Page:
    """The page of opinions after the cursor `after` ("" for the first); `themes`: the consultation's, where they were read."""
    dialect = session.get_bind().dialect.name
    query = _chosen(sources(consultation, filters, _number(after), dialect), filters.sort, after, PAGE + 1)
    themes = themes or theme_rows(session, consultation)
    rows = rows_of(session, consultation, _sorted(COLUMNS.where(Opinion.id.in_(query)), Opinion.number, filters.sort), themes)
    if not after and len(rows) <= PAGE:
        return Page(rows, None, len(rows))
    found = _known(consultation, replace(filters, sort="newest"), themes)
    if found is None:
        found = _count(session, consultation, filters, dialect)
    return Page(rows[:PAGE], _cursor(rows[PAGE - 1], filters.sort) if len(rows) > PAGE else None, found)


def matching(session: Session, consultation: Consultation, filters: Filters) -> list[int]:
    """The ids of all opinions the filters ask for, at most CAP + 1."""
    found = sources(consultation, filters, None, session.get_bind().dialect.name)
    return list(session.scalars(_chosen(found, "newest", "", CAP + 1)))


def _known(consultation: Consultation, filters: Filters, themes: Themes) -> int | None:
    """How many there are, where the counters tell."""
    if filters == Filters():
        return consultation.last_number
    if filters == Filters(theme=filters.theme):
        return themes.loose_voices if filters.theme == "none" else themes.by_id[int(filters.theme)].voices
    waiting = max((each.voices for each in themes if each.verdict is None), default=0)
    return MANY + 1 if filters == Filters(answered="no") and waiting > MANY else None


def _count(session: Session, consultation: Consultation, filters: Filters, dialect: str) -> int:
    found = _chosen(sources(consultation, filters, None, dialect), "newest", "", MANY + 1)
    return session.scalar(select(func.count()).select_from(found.subquery()))


def _chosen(found: list[Source], sort: str, after: str, most: int) -> Select:
    """The ids of the first opinions of all sources together; each gives its own first ones in order."""
    parts = [_beyond(_sorted(each.query, each.key, sort), each, sort, after).limit(most).subquery() for each in found]
    if len(parts) == 1:
        return select(parts[0].c.id)
    together = union(*(select(part) for part in parts)).subquery()
    return _sorted(select(together.c.id), together.c.number, sort, together.c.received_on).limit(most)


def _sorted(query: Select, key: ColumnElement | None, sort: str, day: ColumnElement = Opinion.received_on) -> Select:
    if sort == "received":
        return query.order_by(day.desc(), Opinion.number.desc() if day is Opinion.received_on else key.desc())
    return query if key is None else query.order_by(key if sort == "oldest" else key.desc())


def _beyond(query: Select, source: Source, sort: str, after: str) -> Select:
    if sort == "received" and after:
        day, _, number = after.partition(".")
        return query.where(tuple_(Opinion.received_on, Opinion.number) < (date.fromisoformat(day), int(number)))
    if source.cursor is None:
        return query
    return query.where(source.key > source.cursor if sort == "oldest" else source.key < source.cursor)


def _number(after: str) -> int | None:
    return int(after) if after.isdecimal() else None


def _cursor(opinion: Row, sort: str) -> str:
    return f"{opinion.received_on.isoformat()}.{opinion.number}" if sort == "received" else str(opinion.number)

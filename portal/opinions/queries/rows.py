"""An opinion and a theme as the lists of the desk show them: plain rows, because a page has fifty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Row as Record
from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit, User
from portal.consultations.models import Consultation, Request
from portal.consultations.rules import is_late as answered_late
from portal.opinions import rules
from portal.opinions.models import Mark, Opinion, Point, PointCount, Theme

EXCERPT = 120
_asked, _street = aliased(Unit), aliased(Unit)
COLUMNS = (
    select(
        Opinion.id, Opinion.number, Opinion.party, Opinion.stance, func.substr(Opinion.text, 1, EXCERPT + 30).label("text"),
        Opinion.relation, Opinion.channel, Opinion.received_on, Opinion.round_id, Opinion.request_id, Opinion.withdrawn_at,
        Mark.kind.label("mark"), func.coalesce(Unit.name, _asked.name, User.name, Request.invitee).label("name"),
        _street.street, Request.due_at, Request.answered_at,
        Point.id.label("point_id"), Point.theme_id, Point.no_demand,
    )
    .outerjoin(Mark, Mark.opinion_id == Opinion.id).outerjoin(Unit, Unit.id == Opinion.unit_id)
    .outerjoin(_street, _street.id == Opinion.street_id).outerjoin(Request, Request.id == Opinion.request_id)
    .outerjoin(_asked, _asked.id == Request.unit_id).outerjoin(User, User.id == Request.user_id)
    .outerjoin(Point, Point.opinion_id == Opinion.id)
)
_THEMES = (
    select(Theme.id, Theme.title, Theme.verdict, Theme.revision, PointCount.points, PointCount.voices)
    .select_from(PointCount).outerjoin(Theme, Theme.id == PointCount.theme_id)
    .where(PointCount.consultation_id == bindparam("consultation")).order_by(Theme.id)
)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme as lists show it, with how many points of counted opinions it holds, and of how many opinions."""

    id: int
    title: str
    verdict: str | None
    revision: int
    points: int
    voices: int


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of a consultation by id, oldest first, and how many points have no theme yet, of how many opinions."""

    by_id: dict[int, ThemeRow]
    loose: int
    loose_voices: int

    def __iter__(self) -> Iterator[ThemeRow]:
        return iter(self.by_id.values())


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point with its theme, if any; `answer` as in rules.answer_state."""

    id: int
    theme: ThemeRow | None
    no_demand: bool
    answer: str

    @property
    def theme_id(self) -> int | None:
        """The id of its theme."""
        return self.theme and self.theme.id


@dataclass(frozen=True, slots=True)
class Row:
    """An opinion as the list shows it. `name`: of the unit or the invited person that spoke, None for the public;
    `text` begins the words, a little more than the list prints; `bucket` as in rules.bucket."""

    id: int
    number: int
    party: str
    name: str | None
    relation: str | None
    street: str | None
    stance: str
    text: str
    channel: str
    received_on: date
    bucket: str
    is_overdue: bool
    points: tuple[PointRow, ...]


def theme_rows(session: Session, consultation: Consultation) -> Themes:
    """The themes of a consultation with their counters."""
    records = session.connection().execute(_THEMES, {"consultation": consultation.id}).all()
    loose = next(((each.points, each.voices) for each in records if each.id is None), (0, 0))
    return Themes({each.id: ThemeRow(*each) for each in records if each.id is not None}, *loose)


def rows_of(session: Session, consultation: Consultation, query: Select, themes: Themes) -> list[Row]:
    """The rows of `query` (COLUMNS, narrowed and sorted; the points of one opinion follow each other)."""
    last_days = {each.id: rules.last_day(each.closes_at) for each in consultation.rounds}
    found = session.connection().execute(query.order_by(Point.id))
    return [_row(list(same), last_days, themes.by_id) for _, same in groupby(found, lambda record: record.id)]


def _row(same: list[Record], last_days: dict[int, date], themes: dict[int, ThemeRow]) -> Row:
    first = same[0]
    is_reply, is_withdrawn = first.request_id is not None, first.withdrawn_at is not None
    late = not is_reply and first.received_on > last_days[first.round_id]
    bucket = rules.bucket(withdrawn=is_withdrawn, mark=first.mark, late=late)
    points = tuple(_point(each, bucket == "counted", themes) for each in same if each.point_id is not None)
    overdue = is_reply and not is_withdrawn and answered_late(first)
    return Row(first.id, first.number, first.party, first.name, first.relation, first.street, first.stance, first.text,
               first.channel, first.received_on, bucket, overdue, points)


def _point(record: Record, counted: bool, themes: dict[int, ThemeRow]) -> PointRow:
    theme = themes.get(record.theme_id)
    answer = rules.answer_state(counted=counted, no_demand=record.no_demand, theme=record.theme_id,
                                verdict=theme.verdict if theme else None)
    return PointRow(record.point_id, theme, record.no_demand, answer)

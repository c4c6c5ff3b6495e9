"""The outcome library: finished consultations with what became of what people said, in three statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit
from portal.clock import beijing_date, beijing_midnight
from portal.consultations.models import Consultation, Round
from portal.ledger.models import Area, Space, area_streets, space_streets
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import PointCount, Theme
from portal.opinions.rules import VERDICTS
from portal.pages.queries.listing import MOST_WORDS, is_of_type, lies_in
from portal.pages.queries.standing import LIVE_ITEM, NEWEST_PUBLIC_ROUND, moments, state_is
from portal.proposals.models import Proposal, ProposalVersion
from portal.reports.models import ReportSnapshot
from portal.search import contains

PAGE = 10
SHOWN_THEMES = 3
_cursor = aliased(Decision)
_newest_item = select(func.max(AgendaItem.id)).where(LIVE_ITEM).correlate(Proposal).scalar_subquery()
_item = aliased(AgendaItem)
FINISHED = (
    select(Decision.id, Proposal.number, ProposalVersion.title, ProposalVersion.location, Unit.name.label("unit"),
           Proposal.space_id, Proposal.area_id, Space.space_type, Consultation.id.label("consultation_id"), Round.opened_at,
           Round.closes_at, ReportSnapshot.numbers, Decision.outcome, Decision.decided_on, Decision.published_at, Decision.notice)
    .select_from(Decision).join(_item, _item.id == Decision.item_id).join(Proposal, Proposal.id == _item.proposal_id)
    .join(ProposalVersion, ProposalVersion.id == _item.version_id).join(Unit, Unit.id == Proposal.initiating_unit_id)
    .join(ReportSnapshot, ReportSnapshot.id == _item.report_id).join(Consultation, Consultation.proposal_id == Proposal.id)
    .outerjoin(Round, Round.id == NEWEST_PUBLIC_ROUND).outerjoin(Space, Space.id == Proposal.space_id)
    .where(Decision.published_at.is_not(None), _item.id == _newest_item, state_is("decided"))
)


@dataclass(frozen=True)
class Filter:
    """What the library is narrowed to; "" and None narrow nothing. `verdict` and `outcome` are codes, `year` that of the
    publication on the Beijing calendar, `street` the name of a subdistrict, `number` one proposal's."""

    q: str = ""
    street: str = ""
    space_type: str = ""
    verdict: str = ""
    outcome: str = ""
    year: int | None = None
    number: str = ""

    @property
    def words(self) -> list[str]:
        """The words looked for."""
        return self.q.split()[:MOST_WORDS]


@dataclass(frozen=True)
class Answered:
    """One theme with its answer; `voices` counts the opinions that said it."""

    id: int
    title: str
    verdict: str
    reason: str
    changed_place: str
    voices: int


@dataclass(frozen=True)
class Outcome:
    """One finished consultation: the row of FINISHED, the streets it lies in, and its answered themes, the weightiest first."""

    row: Row
    streets: tuple[str, ...]
    themes: tuple[Answered, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """received, repeated, withdrawn, invalid, late, counted: as in the report that went to the meeting."""
        return self.row.numbers

    @property
    def by_verdict(self) -> dict[str, int]:
        """How many themes each verdict answers, those with none left out."""
        counts = Counter(each.verdict for each in self.themes)
        return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}

    def telling(self, words: Iterable[str], limit: int = SHOWN_THEMES) -> list[Answered]:
        """The themes to show: those that say one of `words` first, then the weightiest."""
        said = lambda theme: any(word in theme.title or word in theme.reason for word in words)  # noqa: E731
        return sorted(self.themes, key=lambda theme: not said(theme))[:limit]


def outcomes(session: Session, wanted: Filter, *, now: datetime, after: int | None = None, limit: int = PAGE) -> list[Outcome]:
    """Finished consultations, the ones published last first; `after` is the row's id of the last one already shown."""
    query = FINISHED.where(*_narrowed(wanted)).order_by(Decision.published_at.desc(), Decision.id.desc()).limit(limit)
    if after is not None:
        query = query.join(_cursor, _cursor.id == after).where(or_(
            Decision.published_at < _cursor.published_at,
            and_(Decision.published_at == _cursor.published_at, Decision.id < _cursor.id)))
    rows = session.connection().execute(query, moments(now)).all()
    streets, themes = streets_of(session, rows), _themes(session, [row.consultation_id for row in rows])
    return [Outcome(row, streets[row.space_id, row.area_id], tuple(themes[row.consultation_id])) for row in rows]


def streets_of(session: Session, rows: Iterable) -> dict[tuple[int | None, int | None], tuple[str, ...]]:
    """The streets of proposals by their (space_id, area_id): those of the space, or those of the area and all its spaces."""
    rows = list(rows)
    spaces, areas = ({getattr(row, name) for row in rows} - {None} for name in ("space_id", "area_id"))
    of_space = (select(Space.id, Space.area_id, Unit.street).join(space_streets, space_streets.c.space_id == Space.id)
                .join(Unit, Unit.id == space_streets.c.unit_id).where(or_(Space.id.in_(spaces), Space.area_id.in_(areas))))
    of_area = (select(None, Area.id, Unit.street).join(area_streets, area_streets.c.area_id == Area.id)
               .join(Unit, Unit.id == area_streets.c.unit_id).where(Area.id.in_(areas)))
    found: dict[tuple[int | None, int | None], set[str]] = defaultdict(set)
    for space_id, area_id, street in session.connection().execute(of_space.union_all(of_area)):
        found[space_id, None].add(street)
        found[None, area_id].add(street)
    return {key: tuple(sorted(found.get(key, ()))) for key in {(row.space_id, row.area_id) for row in rows}}


def years(session: Session) -> list[int]:
    """The years from the first published outcome to the last, the newest first."""
    first, last = session.connection().execute(select(func.min(Decision.published_at), func.max(Decision.published_at))).one()
    return list(range(beijing_date(last).year, beijing_date(first).year - 1, -1)) if first else []


def _themes(session: Session, consultations: list[int]) -> dict[int, list[Answered]]:
    query = (select(Theme.consultation_id, Theme.id, Theme.title, Theme.verdict, Theme.reason, Theme.changed_place,
                    PointCount.voices)
             .join(PointCount, PointCount.theme_id == Theme.id)
             .where(Theme.consultation_id.in_(consultations), Theme.verdict.is_not(None), PointCount.voices > 0)
             .order_by(PointCount.voices.desc(), Theme.id))
    found: dict[int, list[Answered]] = defaultdict(list)
    for consultation_id, *values in session.connection().execute(query):
        found[consultation_id].append(Answered(*values))
    return found


def _narrowed(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = [_says(word) for word in wanted.words]
    if wanted.street:
        conditions.append(lies_in(Unit.street == wanted.street))
    if wanted.space_type:
        conditions.append(is_of_type(literal(wanted.space_type)))
    if wanted.verdict:
        conditions.append(_some_theme(Theme.verdict == wanted.verdict))
    if wanted.outcome:
        conditions.append(Decision.outcome == wanted.outcome)
    if wanted.number:
        conditions.append(Proposal.number == wanted.number)
    if wanted.year:
        begins, ends = (beijing_midnight(date(year, 1, 1)) for year in (wanted.year, wanted.year + 1))
        conditions += [Decision.published_at >= begins, Decision.published_at < ends]
    return conditions


def _says(word: str) -> ColumnElement[bool]:
    of_matter = (ProposalVersion.title, ProposalVersion.location, Decision.notice, Proposal.number)
    of_theme = (Theme.title, Theme.reason, Theme.changed_place)
    return or_(*(contains(text, word) for text in of_matter), _some_theme(or_(*(contains(text, word) for text in of_theme))))


def _some_theme(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Theme.consultation_id == Consultation.id, Theme.verdict.is_not(None), condition).correlate(Consultation)

"""Reading the data sets record by record, a constant number of statements for each batch; only what the pages show the public."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, Select, func, literal, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.ledger.models import Area, Space
from portal.ledger.queries import ledger, page
from portal.opinions.models import PointCount, Tally, Theme
from portal.opinions.rules import VERDICTS
from portal.pages.queries.listing import IS_NEWEST, is_of_type, lies_in
from portal.pages.queries.outcomes import FINISHED, Filter, outcomes, streets_of
from portal.pages.queries.standing import AT_MEETING, DECIDED, NEWEST_PUBLIC_ROUND, moments, state_is
from portal.personal import without_personal
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.proposals.rules import state_of
from portal.search import contains
from portal.shielding import hidden


@dataclass(frozen=True)
class Asked:
    """What is asked for: `narrowed` by the names of the data set's parameters, `after` the place of the last record already
    had, at most `limit` records; groups of fewer than `least` opinions are not told."""

    now: datetime
    limit: int
    least: int
    narrowed: Mapping[str, str | int] = field(default_factory=dict)
    after: str | None = None


class Record(NamedTuple):
    """One record: its `place` in the order (what `after` takes) and its values by field, addresses as paths of this site;
    `points` among them are the places it lies at, as (longitude, latitude)."""

    place: str
    values: dict


def _received(column) -> Select:
    counted = select(func.coalesce(func.sum(column), 0)).where(Tally.consultation_id == Consultation.id)
    return counted.correlate(Consultation).scalar_subquery()


_PROPOSALS = (
    select(Publication.id.label("place"), Proposal.number, ProposalVersion.title, ProposalVersion.summary,
           ProposalVersion.meaning, ProposalVersion.location, Proposal.space_id, Proposal.area_id, Space.number.label("space"),
           Area.name.label("area"), Space.space_type, ProposalVersion.business_forms, Unit.name.label("initiating_unit"),
           ProposalVersion.ordinal.label("version"), Publication.published_at, Round.opened_at, Round.closes_at,
           AT_MEETING.label("is_at_meeting"), DECIDED.label("is_decided"), Proposal.withdrawn_at,
           _received(Tally.received).label("received"), _received(Tally.withdrawn).label("withdrawn"))
    .select_from(Publication).join(ProposalVersion, ProposalVersion.id == Publication.version_id)
    .join(Proposal, Proposal.id == ProposalVersion.proposal_id).join(Unit, Unit.id == Proposal.initiating_unit_id)
    .outerjoin(Space, Space.id == Proposal.space_id).outerjoin(Area, Area.id == Proposal.area_id)
    .outerjoin(Consultation, Consultation.proposal_id == Proposal.id).outerjoin(Round, Round.id == NEWEST_PUBLIC_ROUND)
    .where(IS_NEWEST).order_by(Publication.id.desc())
)
_AS_THEY_ARE = ("number", "name", "space_type", "space_subtype", "size_m2", "owner_nature", "planned_use", "current_use",
                "approved_form", "vacated_on", "in_ledger", "longitude", "latitude", "updated_at")
_TITLES = FINISHED.with_only_columns(
    Consultation.id, Proposal.number, ProposalVersion.title, ProposalVersion.location, *FINISHED.selected_columns[-3:-1])


def proposals(session: Session, asked: Asked) -> list[Record]:
    """Published proposals, the newest first."""
    query, wanted = _PROPOSALS.limit(asked.limit), asked.narrowed
    for word in wanted.get("q", "").split():
        texts = (ProposalVersion.title, ProposalVersion.location, ProposalVersion.summary, ProposalVersion.intended_use)
        query = query.where(or_(*(contains(text, word) for text in (*texts, Proposal.number))))
    if "street" in wanted:
        query = query.where(lies_in(Unit.street == wanted["street"]))
    if "type" in wanted:
        query = query.where(is_of_type(literal(wanted["type"])))
    if "state" in wanted:
        query = query.where(state_is(wanted["state"]))
    if "number" in wanted:
        query = query.where(Proposal.number == wanted["number"])
    if asked.after:
        query = query.where(Publication.id < int(asked.after))
    rows = session.connection().execute(query, moments(asked.now)).all()
    streets, points = streets_of(session, rows), _points(session, rows)
    return [_proposal(row, streets[row.space_id, row.area_id], points[row.area_id, row.space_id], asked.now) for row in rows]


def _points(session: Session, rows: Iterable[Row]) -> dict[tuple[int | None, int | None], list[tuple[float, float]]]:
    """Where proposals lie, by (area_id, space_id): at their space, or at the spaces of their area."""
    areas, spaces = ({getattr(row, name) for row in rows} - {None} for name in ("area_id", "space_id"))
    placed = select(Space.id, Space.area_id, Space.longitude, Space.latitude).where(
        Space.longitude.is_not(None), or_(Space.id.in_(spaces), Space.area_id.in_(areas))).order_by(Space.id)
    points = defaultdict(list)
    for space_id, area_id, *point in session.connection().execute(placed):
        for key in ((None, space_id), (area_id, None)):
            points[key].append(tuple(map(float, point)))
    return points


def _proposal(row: Row, streets: tuple[str, ...], points: list, now: datetime) -> Record:
    state = state_of(closes_at=row.closes_at, is_at_meeting=row.is_at_meeting, is_decided=row.is_decided,
                     is_withdrawn=row.withdrawn_at is not None, now=now)
    return Record(str(row.place), {**row._mapping, "state": state, "streets": list(streets), "points": points,
                                   "address": _page_of(row.number)})


def spaces(session: Session, asked: Asked) -> list[Record]:
    """The ledger of spaces by number."""
    wanted = asked.narrowed
    query = ledger(q=wanted.get("q", ""), street=wanted.get("street", ""), space_type=wanted.get("type", ""))
    if "number" in wanted:
        query = query.where(Space.number == wanted["number"])
    found, _more = page(session, query, after=asked.after or "", limit=asked.limit)
    return [Record(space.number, _space(space)) for space in found]


def _space(space: Space) -> dict:
    is_placed = space.longitude is not None
    return {
        "points": [(float(space.longitude), float(space.latitude))] if is_placed else [],
        **{name: getattr(space, name) for name in _AS_THEY_ARE}, "location": space.address, "address": f"/spaces/{space.number}",
        "streets": [street.street for street in space.streets], "area": space.area and space.area.name,
        "promoting_unit": space.promoting_unit and space.promoting_unit.name,
        "initiating_unit": space.initiating_unit and space.initiating_unit.name,
    }


def finished(session: Session, asked: Asked) -> list[Record]:
    """Finished consultations, the ones published last first."""
    wanted = asked.narrowed
    chosen = Filter(q=wanted.get("q", ""), street=wanted.get("street", ""), space_type=wanted.get("type", ""),
                    verdict=wanted.get("verdict", ""), outcome=wanted.get("outcome", ""), year=wanted.get("year"),
                    number=wanted.get("number", ""))
    after = int(asked.after) if asked.after else None
    return [_outcome(each) for each in outcomes(session, chosen, now=asked.now, after=after, limit=asked.limit)]


def _outcome(each) -> Record:
    numbers = dict.fromkeys(("received", "repeated", "withdrawn", "invalid", "late", "counted"), 0) | each.numbers
    told = {**each.row._mapping, **numbers, **dict.fromkeys(VERDICTS, 0), **each.by_verdict}
    return Record(str(each.row.id), told | {
        "initiating_unit": each.row.unit, "streets": list(each.streets), "address": _page_of(each.row.number)})


def verdicts(session: Session, asked: Asked) -> list[Record]:
    """The answered themes of finished consultations, in the order they were made."""
    told = _TITLES.subquery()
    query = (select(Theme.id, Theme.consultation_id, Theme.title.label("theme"), Theme.verdict, Theme.reason, Theme.changed_place,
                    PointCount.voices, told.c.number, told.c.title, told.c.location, told.c.decided_on, told.c.published_at)
             .join(told, told.c.id == Theme.consultation_id).join(PointCount, PointCount.theme_id == Theme.id)
             .where(Theme.verdict.is_not(None), PointCount.voices > 0).order_by(Theme.id).limit(asked.limit))
    for word in asked.narrowed.get("q", "").split():
        query = query.where(or_(*(contains(text, word) for text in (Theme.title, Theme.reason, Theme.changed_place))))
    for name, column in (("number", told.c.number), ("verdict", Theme.verdict), ("id", Theme.id)):
        if name in asked.narrowed:
            query = query.where(column == asked.narrowed[name])
    if asked.after:
        query = query.where(Theme.id > int(asked.after))
    rows = session.connection().execute(query, moments(asked.now)).all()
    untold = _untold(session, {row.consultation_id for row in rows}, asked.least)
    return [_verdict(row, row.id in untold) for row in rows]


def _verdict(row: Row, is_untold: bool) -> Record:
    public = (row.location, row.title)
    texts = {name: without_personal(getattr(row, name), public) for name in ("theme", "reason", "changed_place")}
    return Record(str(row.id), {**row._mapping, **texts, "voices": None if is_untold else row.voices,
                                "address": _page_of(row.number)})


def _untold(session: Session, consultations: Iterable[int], least: int) -> set[int]:
    """The themes whose size is not told: sums by verdict are known, so they are hidden verdict by verdict."""
    query = (select(Theme.consultation_id, Theme.verdict, Theme.id, PointCount.voices)
             .join(PointCount, PointCount.theme_id == Theme.id)
             .where(Theme.consultation_id.in_(consultations), Theme.verdict.is_not(None), PointCount.voices > 0))
    groups: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for consultation_id, verdict, theme_id, voices in session.connection().execute(query):
        groups[consultation_id, verdict].append((theme_id, voices))
    return {group[place][0] for group in groups.values() for place in hidden([voices for _, voices in group], least)}


def _page_of(number: str) -> str:
    return f"/proposals/{number}"


READ: dict[str, Callable[[Session, Asked], list[Record]]] = {
    "proposals": proposals, "spaces": spaces, "outcomes": finished, "verdicts": verdicts,
}

"""What the map and the list beside it show: published proposals, and vacated spaces nobody has proposed anything for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.geo import Point, point_of
from portal.ledger.models import Space
from portal.pages.queries.listing import IS_NEWEST, WIDTH, Wanted, listed, narrowed, patterns
from portal.pages.queries.standing import NEWEST_PUBLIC_ROUND, moments, state_is
from portal.proposals.models import Proposal, ProposalVersion, Publication

MOST = 150  # of each; more are found by narrowing
UNPROPOSED = "none"
FIRST = ("closing", "open")

_of_area = aliased(Space)
_LONGITUDE, _LATITUDE = (
    func.coalesce(column, select(func.avg(getattr(_of_area, column.key))).where(_of_area.area_id == Proposal.area_id)
                  .correlate(Proposal).scalar_subquery())
    for column in (Space.longitude, Space.latitude)
)
_PROPOSED = exists().where(
    Publication.version_id == ProposalVersion.id, ProposalVersion.proposal_id == Proposal.id,
    or_(Proposal.space_id == Space.id, Proposal.area_id == Space.area_id),
).correlate(Space)




def _proposed_and(is_so: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a published proposal about the space, or about its area, is so."""
    return exists().where(
        Publication.version_id == ProposalVersion.id, ProposalVersion.proposal_id == Proposal.id, IS_NEWEST,
        or_(Proposal.space_id == Space.id, Proposal.area_id == Space.area_id),
        Consultation.proposal_id == Proposal.id, Round.consultation_id == Consultation.id, Round.id == NEWEST_PUBLIC_ROUND, is_so,
    ).correlate(Space)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: `state` is a code of proposals.rules.STATES, or UNPROPOSED for a space; `space_type` is None for an area;
    `point` None: nobody has told yet where it lies."""

    number: str
    title: str
    place: str
    state: str
    space_type: str | None
    point: Point | None
    closes_at: datetime | None = None


def entries(session: Session, wanted: Wanted, now: datetime) -> tuple[list[Entry], bool]:
    """The places that match, what is open first and closing soonest, then the newest proposals, then spaces by number; and
    whether there are more than are shown. `wanted.state` may be UNPROPOSED."""
    proposals = [] if wanted.state == UNPROPOSED else _proposals(session, wanted, now)
    spaces = _spaces(session, wanted) if wanted.state in ("", UNPROPOSED) else []
    shown = sorted(proposals[:MOST], key=_speakable_first) + spaces[:MOST]
    return shown, max(len(proposals), len(spaces)) > MOST


def narrowed_spaces(query: Select, wanted: Wanted, now: datetime) -> Select:
    """A query of spaces that also asks for a community and for the state of the proposals about them."""
    if wanted.inside is not None:
        query = query.where(Space.id.in_(wanted.inside))
    if wanted.state == UNPROPOSED:
        return query.where(~_PROPOSED)
    return query.where(_proposed_and(state_is(wanted.state))).params(moments(now)) if wanted.state else query


def _speakable_first(entry: Entry) -> tuple:
    return (0, entry.closes_at.timestamp()) if entry.state in FIRST else (1, 0)


def _proposals(session: Session, wanted: Wanted, now: datetime) -> list[Entry]:
    query, given = narrowed(wanted, now)
    rows = session.connection().execute(query.add_columns(_LONGITUDE, _LATITUDE), given | {"limit": MOST + 1})
    return [_proposal(row, now) for row in rows]


def _proposal(row, now: datetime) -> Entry:
    found = listed(row, now)
    longitude, latitude = row[WIDTH:]
    point = None if longitude is None else point_of(longitude, latitude)
    return Entry(found.number, found.title, found.place, found.state, found.space_type, point, found.closes_at)


def _spaces(session: Session, wanted: Wanted) -> list[Entry]:
    words = patterns(wanted.q)
    given = words | {"street": wanted.street, "type": wanted.space_type, "inside": wanted.inside or (), "limit": MOST + 1}
    query = _unproposed(bool(wanted.street), bool(wanted.space_type), wanted.inside is not None, len(words))
    return [
        Entry(row.number, row.name, row.address, UNPROPOSED, row.space_type,
              None if row.longitude is None else point_of(row.longitude, row.latitude))
        for row in session.connection().execute(query, given)
    ]


@cache
def _unproposed(by_street: bool, by_type: bool, by_spaces: bool, words: int) -> Select:
    columns = (Space.number, Space.name, Space.address, Space.space_type, Space.longitude, Space.latitude)
    query = select(*columns).where(~_PROPOSED).order_by(Space.number).limit(bindparam("limit"))
    if by_street:
        query = query.where(Space.streets.any(Unit.street == bindparam("street")))
    if by_type:
        query = query.where(Space.space_type == bindparam("type"))
    if by_spaces:
        query = query.where(Space.id.in_(bindparam("inside", expanding=True)))
    for place in range(words):
        texts = (Space.name, Space.address, Space.number)
        query = query.where(or_(*(text.like(bindparam(f"word{place}"), escape="/") for text in texts)))
    return query

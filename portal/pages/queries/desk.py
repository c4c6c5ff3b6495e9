"""The desk's list of proposals: drafts too, newest first, in one statement; and the state of one."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.db import NEVER, beyond
from portal.pages.queries.standing import AT_MEETING, DECIDED, NEWEST_PUBLIC_ROUND, moments, state_is
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.proposals.queries import lies_in
from portal.proposals.rules import STATES, state_of

PAGE = 30
DESK_STATES = ("draft", "circulating", *STATES)
Latest, Published = aliased(ProposalVersion), aliased(Publication)


@dataclass(frozen=True)
class DeskRow:
    """A proposal as the desk's list shows it; `id` is its place in the list."""

    id: int
    number: str
    title: str
    place: str
    unit_id: int
    unit: str
    state: str
    closes_at: datetime | None
    edited_at: datetime


def desk_proposals(
    session: Session, *, units: Set[int] | None, streets: Set[int] = frozenset(), state: str | None = None, q: str = "",
    before: int | None = None, now: datetime, limit: int = PAGE, closing: bool = False,
) -> list[DeskRow]:
    """Proposals of `units` (None: of every unit) and the published ones that lie in `streets` (units of subdistricts).

    `state`: one of DESK_STATES; `q`: words of the title, place or number; `before`: the id of the last one already shown;
    `closing`: those that close soonest first, then the others, instead of the newest first.
    """
    place = _closing(now) if closing else (-Proposal.id,)
    query = _all().order_by(*place).limit(limit)
    if units is not None:
        query = query.where(or_(Proposal.initiating_unit_id.in_(units), and_(Published.id.is_not(None), lies_in(streets))))
    if state:
        query = query.where(_in_state(state))
    for word in q.split():
        texts = (Latest.title, Latest.location, Proposal.number)
        query = query.where(or_(*(text.contains(word, autoescape=True) for text in texts)))
    if before is not None:
        shown = session.execute(_all().with_only_columns(*place).where(Proposal.id == before)).first()
        query = query.where(beyond(place, shown))
    return [_row(row, now) for row in session.execute(query, moments(now))]


def _closing(now: datetime) -> tuple[ColumnElement, ...]:
    is_open = and_(Proposal.withdrawn_at.is_(None), Round.closes_at > now)
    return case((is_open, Round.closes_at), else_=NEVER), -Proposal.id


def state_now(session: Session, proposal: Proposal, now: datetime) -> str:
    """The state of one proposal, as the list tells it."""
    return _row(session.execute(_all().where(Proposal.id == proposal.id)).one(), now).state


@cache
def _all() -> Select:
    version = aliased(ProposalVersion)
    latest = select(func.max(version.id)).where(version.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    published = select(func.max(Publication.id)).join(version, version.id == Publication.version_id)
    published = published.where(version.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    return (
        select(Proposal.id, Proposal.number, Latest.title, Latest.location, Unit.id, Unit.name, Latest.edited_at, Round.closes_at,
               Proposal.withdrawn_at.is_not(None), Published.id.is_not(None), Consultation.id.is_not(None), AT_MEETING, DECIDED)
        .join(Unit, Unit.id == Proposal.initiating_unit_id)
        .join(Latest, Latest.id == latest)
        .outerjoin(Published, Published.id == published)
        .outerjoin(Consultation, Consultation.proposal_id == Proposal.id)
        .outerjoin(Round, Round.id == NEWEST_PUBLIC_ROUND)
    )


def _in_state(state: str) -> ColumnElement[bool]:
    """The condition in which rules.state_of answers `state`; "open" takes in what closes soon."""
    unpublished, asked = Published.id.is_(None), Consultation.id.is_not(None)
    if state in ("draft", "circulating"):
        return and_(Proposal.withdrawn_at.is_(None), unpublished, asked if state == "circulating" else not_(asked))
    return state_is(state) if state == "withdrawn" else and_(not_(unpublished), state_is(state))


def _row(row, now: datetime) -> DeskRow:
    key, number, title, place, unit_id, unit, edited_at, closes_at, withdrawn, published, circulating, at_meeting, decided = row
    state = state_of(closes_at=closes_at, is_at_meeting=at_meeting, is_decided=decided, is_withdrawn=withdrawn,
                     is_published=published, is_circulating=circulating, now=now)
    return DeskRow(key, number, title, place, unit_id, unit, state, closes_at, edited_at)

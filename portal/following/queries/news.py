"""What happened to proposals and complaints, as followers and feeds are told it; only what the public may know.

Every kind of news is one statement: when, the proposal's number, title and id, and until when people can speak.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, null, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from portal.clock import beijing_date
from portal.complaints.models import Complaint, ComplaintMerge, ComplaintStep
from portal.complaints.rules.steps import TOLD
from portal.consultations.models import Consultation, Round
from portal.following.rules import SOON, reminded_at
from portal.following.values import News, Place
from portal.geo import point_of
from portal.ledger.models import Area, Space
from portal.meetings.models import AgendaItem, Decision, Disclosure
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.proposals.queries import lies_in

LATEST = 50
_earlier, _newer, _newer_version = aliased(Round), aliased(Publication), aliased(ProposalVersion)
_is_again = exists().where(
    _earlier.consultation_id == Round.consultation_id, _earlier.kind == "public", _earlier.id < Round.id).correlate(Round)
_has_round = exists().where(Round.version_id == ProposalVersion.id, Round.kind == "public").correlate(ProposalVersion)
_is_newest = ~exists().where(
    _newer.version_id == _newer_version.id, _newer_version.proposal_id == Proposal.id, _newer.id > Publication.id,
).correlate(Proposal, Publication)


@dataclass(frozen=True)
class _Kind:
    """One kind of news: when it happens, and the statement that finds it."""

    at: ColumnElement[datetime]
    found: Select


def _kind(at, found: Select, closes_at=null()) -> _Kind:  # noqa: B008
    return _Kind(at, found.add_columns(at, Proposal.number, ProposalVersion.title, Proposal.id, closes_at))


_ROUNDS = (
    select().join_from(Round, Consultation, Consultation.id == Round.consultation_id)
    .join(Proposal, Proposal.id == Consultation.proposal_id).join(ProposalVersion, ProposalVersion.id == Round.version_id)
    .where(Round.kind == "public")
)
_PUBLISHED = (
    select().join_from(Publication, ProposalVersion, ProposalVersion.id == Publication.version_id)
    .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
)
_DECISIONS = (
    select().join_from(Decision, AgendaItem, AgendaItem.id == Decision.item_id)
    .join(ProposalVersion, ProposalVersion.id == AgendaItem.version_id).join(Proposal, Proposal.id == AgendaItem.proposal_id)
)
KINDS: dict[str, _Kind] = {
    "opened": _kind(Round.opened_at, _ROUNDS.where(~_is_again), Round.closes_at),
    "again": _kind(Round.opened_at, _ROUNDS.where(_is_again), Round.closes_at),
    "changed": _kind(Publication.published_at, _PUBLISHED.where(ProposalVersion.ordinal > 1, ~_has_round)),
    "foretold": _kind(Disclosure.foretold_at, _DECISIONS.join(Disclosure, Disclosure.decision_id == Decision.id)),
    "decided": _kind(Decision.published_at, _DECISIONS),
    "withdrawn": _kind(Proposal.withdrawn_at, _PUBLISHED.where(_is_newest)),
}
_CLOSING = (
    _ROUNDS.where(Proposal.withdrawn_at.is_(None))
    .add_columns(Round.opened_at, Round.closes_at, Proposal.number, ProposalVersion.title, Proposal.id)
)


def news_between(session: Session, after: datetime, upto: datetime) -> list[News]:
    """Everything that happened after `after`, up to `upto`, in its order; also that a closing has come near."""
    plain = (_news(name, row) for name, kind in KINDS.items()
             for row in session.execute(kind.found.where(kind.at > after, kind.at <= upto)))
    found = [*plain, *_closings(session, after, upto), *_complaints(session, after, upto)]
    return sorted(found, key=lambda each: (each.at, each.news, each.number))


def latest_news(session: Session, kinds: Iterable[str] = tuple(KINDS), *, street_id: int | None = None,
                limit: int = LATEST) -> list[News]:
    """The newest of these kinds of news, newest first; with `street_id`, only of proposals that lie in that subdistrict."""
    found = [_news(name, row) for name in kinds for row in session.execute(_latest(KINDS[name], street_id, limit))]
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)[:limit]


def places_of(session: Session, found: Iterable[News]) -> dict[int, Place]:
    """Where the proposals in the news lie, by their id."""
    ids = {each.proposal_id for each in found if each.proposal_id}
    area = selectinload(Proposal.area)
    query = select(Proposal).where(Proposal.id.in_(ids)).options(
        selectinload(Proposal.space).selectinload(Space.streets), area.selectinload(Area.streets),
        area.selectinload(Area.spaces).selectinload(Space.streets))
    return {each.id: _place(each) for each in session.scalars(query)} if ids else {}


def _latest(kind: _Kind, street_id: int | None, limit: int) -> Select:
    query = kind.found.where(kind.at.is_not(None)).order_by(kind.at.desc()).limit(limit)
    return query if street_id is None else query.where(lies_in({street_id}))


def _news(name: str, row) -> News:
    at, number, title, proposal_id, closes_at = row
    return News(name, at, number, title, _last_day(closes_at), proposal_id)


def _closings(session: Session, after: datetime, upto: datetime) -> Iterator[News]:
    near = Round.closes_at > after + SOON, Round.closes_at <= upto + SOON
    for opened_at, closes_at, number, title, proposal_id in session.execute(_CLOSING.where(*near)):
        if at := reminded_at(opened_at, closes_at):
            yield News("closing", at, number, title, _last_day(closes_at), proposal_id)


def _complaints(session: Session, after: datetime, upto: datetime) -> Iterator[News]:
    """Steps that concern the complainants, also those whose complaint is handled with it; of an accusation nothing is told."""
    told = exists().where(ComplaintMerge.into_id == ComplaintStep.complaint_id, ComplaintMerge.complaint_id == Complaint.id)
    query = (
        select(ComplaintStep.at, Complaint).join(Complaint, or_(Complaint.id == ComplaintStep.complaint_id, told))
        .where(ComplaintStep.at > after, ComplaintStep.at <= upto, ComplaintStep.name.in_(TOLD))
        .where(Complaint.category != "accusation")
    )
    for at, complaint in session.execute(query):
        yield News("complaint", at, complaint.number, complaint_id=complaint.id)


def _place(proposal: Proposal) -> Place:
    known = (each for each in proposal.spaces if each.longitude is not None)
    return Place(frozenset(street.id for street in proposal.streets),
                 tuple(point_of(each.longitude, each.latitude) for each in known))


def _last_day(closes_at: datetime | None) -> str:
    return beijing_date(closes_at - timedelta(microseconds=1)).isoformat() if closes_at else ""

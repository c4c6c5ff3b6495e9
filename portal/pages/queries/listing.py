"""The public list of proposals: published ones only, newest first, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.files.models import Attachment, StoredFile
from portal.ledger.models import Area, Space
from portal.meetings.models import AgendaItem, Decision
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.proposals.rules import CLOSING_SOON, state_of

PAGE = 12
COURTYARDS = "平房院落和简易楼"


@dataclass(frozen=True)
class Listed:
    """A published proposal as a list shows it; `space_type` is None for an area, `publication_id` its place in the list."""

    number: str
    title: str
    place: str
    state: str
    closes_at: datetime | None
    space_type: str | None
    version_id: int
    publication_id: int


def public_proposals(session: Session, *, street: Unit | None = None, space_type: str | None = None, state: str | None = None,
                     q: str = "", before: int | None = None, now: datetime, limit: int = PAGE) -> list[Listed]:
    """Published proposals, newest first. `street` is a subdistrict's unit, `state` a code of proposals.rules.STATES,
    `q` words to find, `before` the publication_id of the last one already shown."""
    query = _published().order_by(Publication.id.desc()).limit(limit)
    if street is not None:
        query = query.where(_lies_in(street))
    if space_type:
        query = query.where(or_(Space.space_type == space_type, and_(Proposal.area_id.is_not(None), space_type == COURTYARDS)))
    if state:
        query = query.where(_in_state(state, now))
    for word in q.split():
        query = query.where(_says(word))
    if before is not None:
        query = query.where(Publication.id < before)
    return [_listed(row, now) for row in session.execute(query)]


def open_now(session: Session, now: datetime, limit: int = 6) -> list[Listed]:
    """What the public can speak to now, closing soonest first."""
    query = _published().where(_in_state("open", now)).order_by(Round.closes_at, Publication.id)
    return [_listed(row, now) for row in session.execute(query.limit(limit))]


def pictures(session: Session, version_ids: Sequence[int]) -> dict[int, Attachment]:
    """The first public picture of each version that has one."""
    query = select(Attachment).join(StoredFile, StoredFile.id == Attachment.file_id).where(
        Attachment.subject_type == ProposalVersion.__tablename__, Attachment.subject_id.in_(version_ids),
        Attachment.visibility == "public", StoredFile.media_type.startswith("image/"),
    ).order_by(Attachment.id.desc())
    return {each.subject_id: each for each in session.scalars(query)} if version_ids else {}


def _published() -> Select:
    newer, newer_version = aliased(Publication), aliased(ProposalVersion)
    is_replaced = exists().where(newer.version_id == newer_version.id, newer_version.proposal_id == Proposal.id,
                                 newer.id > Publication.id)
    later = aliased(Round)
    newest_round = select(func.max(later.id)).where(later.consultation_id == Consultation.id, later.kind == "public")
    return (
        select(Proposal.number, ProposalVersion.title, ProposalVersion.location, Proposal.withdrawn_at, Round.closes_at,
               at_meeting().label("is_at_meeting"), decided().label("is_decided"), Space.space_type,
               ProposalVersion.id, Publication.id)
        .select_from(Publication).join(ProposalVersion, ProposalVersion.id == Publication.version_id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .outerjoin(Space, Space.id == Proposal.space_id)
        .outerjoin(Consultation, Consultation.proposal_id == Proposal.id)
        .outerjoin(Round, Round.id == newest_round.correlate(Consultation).scalar_subquery())
        .where(not_(is_replaced))
    )


def at_meeting() -> ColumnElement[bool]:
    """Whether the outer query's version has been submitted to the joint meeting and not been returned."""
    return exists().where(AgendaItem.version_id == ProposalVersion.id, AgendaItem.returned_at.is_(None))


def decided() -> ColumnElement[bool]:
    """Whether a decision on the outer query's version has been published."""
    return exists().where(AgendaItem.version_id == ProposalVersion.id, Decision.item_id == AgendaItem.id,
                          Decision.published_at.is_not(None))


def _is_open(now: datetime) -> ColumnElement[bool]:
    return Round.closes_at > now


def _in_state(state: str, now: datetime) -> ColumnElement[bool]:
    """The condition in which rules.state_of answers `state`; "open" takes in what closes soon."""
    stands, closed = Proposal.withdrawn_at.is_(None), or_(Round.id.is_(None), Round.closes_at <= now)
    return {
        "withdrawn": Proposal.withdrawn_at.is_not(None),
        "open": and_(stands, _is_open(now)),
        "closing": and_(stands, _is_open(now), Round.closes_at <= now + CLOSING_SOON),
        "decided": and_(stands, closed, decided()),
        "at_meeting": and_(stands, closed, at_meeting(), not_(decided())),
        "compiling": and_(stands, closed, not_(at_meeting())),
    }[state]


def _lies_in(street: Unit) -> ColumnElement[bool]:
    here = Unit.id == street.id
    in_area = exists().where(Area.id == Proposal.area_id, or_(Area.streets.any(here), Area.spaces.any(Space.streets.any(here))))
    return or_(exists().where(Space.id == Proposal.space_id, Space.streets.any(here)).correlate(Proposal), in_area)


def _says(word: str) -> ColumnElement[bool]:
    version = ProposalVersion
    texts = (version.title, version.location, version.summary, version.intended_use, Proposal.number)
    return or_(*(text.contains(word, autoescape=True) for text in texts))


def _listed(row, now: datetime) -> Listed:
    number, title, place, withdrawn_at, closes_at, is_at_meeting, is_decided, space_type, version_id, publication_id = row
    state = state_of(closes_at=closes_at, is_at_meeting=is_at_meeting, is_decided=is_decided,
                     is_withdrawn=withdrawn_at is not None, now=now)
    return Listed(number, title, place, state, closes_at, space_type, version_id, publication_id)

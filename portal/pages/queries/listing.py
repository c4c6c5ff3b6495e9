"""The public list of proposals: published ones only, newest first, in one statement.

Building a statement costs more than running it, so each is built once, with parameters.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.files.models import Attachment, StoredFile
from portal.ledger.models import Area, Space
from portal.pages.queries.standing import AT_MEETING, DECIDED, NEWEST_PUBLIC_ROUND, moments, state_is
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.proposals.rules import state_of

PAGE = 12
WIDTH = 11  # columns of a row
COURTYARDS = "平房院落和简易楼"
MOST_WORDS = 4

_newer, _newer_version, _file = aliased(Publication), aliased(ProposalVersion), aliased(Attachment)
IS_NEWEST = not_(exists().where(
    _newer.version_id == _newer_version.id, _newer_version.proposal_id == Proposal.id, _newer.id > Publication.id,
).correlate(Proposal, Publication))
_first_picture = select(func.min(_file.id)).join(StoredFile, StoredFile.id == _file.file_id).where(
    _file.subject_type == ProposalVersion.__tablename__, _file.subject_id == ProposalVersion.id, _file.visibility == "public",
    StoredFile.media_type.startswith("image/"),
).correlate(ProposalVersion).scalar_subquery()
_PUBLISHED = (
    select(Proposal.number, ProposalVersion.title, ProposalVersion.location, Proposal.withdrawn_at, Round.closes_at,
           AT_MEETING, DECIDED, Space.space_type, Attachment.id, Attachment.filename, Publication.id)
    .select_from(Publication).join(ProposalVersion, ProposalVersion.id == Publication.version_id)
    .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
    .outerjoin(Space, Space.id == Proposal.space_id)
    .outerjoin(Consultation, Consultation.proposal_id == Proposal.id)
    .outerjoin(Round, Round.id == NEWEST_PUBLIC_ROUND)
    .outerjoin(Attachment, Attachment.id == _first_picture)
    .where(IS_NEWEST)
)
_one = aliased(Space)
_ABOUT_THOSE = exists().where(
    _one.id.in_(bindparam("inside", expanding=True)),
    or_(_one.id == Proposal.space_id, _one.area_id == Proposal.area_id),
).correlate(Proposal)
_STREETS = select(Unit.street).where(
    Unit.kind == "subdistrict", Unit.valid_from <= bindparam("day"),
    or_(Unit.valid_to.is_(None), Unit.valid_to >= bindparam("day")),
).order_by(Unit.id)


@dataclass(frozen=True, slots=True)
class Listed:
    """A published proposal as a list shows it; `space_type` is None for an area, `picture` the id and filename of its first
    public picture, `publication_id` its place in the list."""

    number: str
    title: str
    place: str
    state: str
    closes_at: datetime | None
    space_type: str | None
    picture: tuple[int, str] | None
    publication_id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" and None narrow nothing. `street` names a subdistrict, `inside` are the ids of the spaces
    of a community, `state` is a code of proposals.rules.STATES, `q` words to find (the first four)."""

    street: str = ""
    space_type: str = ""
    state: str = ""
    q: str = ""
    inside: tuple[int, ...] | None = None


EVERYTHING = Wanted()


def public_proposals(session: Session, wanted: Wanted = EVERYTHING, *, before: int | None = None, now: datetime,
                     limit: int = PAGE) -> list[Listed]:
    """Published proposals, newest first; `before` is the publication_id of the last one already shown."""
    query, given = narrowed(wanted, now, before)
    return [listed(row, now) for row in session.connection().execute(query, given | {"limit": limit})]


def narrowed(wanted: Wanted, now: datetime, before: int | None = None) -> tuple[Select, dict]:
    """The statement of the list, newest first, and its parameters but `limit`; a row's first columns are for `listed`."""
    words = patterns(wanted.q)
    query = _narrowed(bool(wanted.street), bool(wanted.space_type), wanted.state, len(words), wanted.inside is not None,
                      before is not None)
    return query, moments(now) | words | {"street": wanted.street, "type": wanted.space_type, "before": before,
                                          "inside": wanted.inside or ()}


def patterns(q: str) -> dict[str, str]:
    """Typed words as patterns for LIKE with the escape sign "/", by the parameter each is given as: word0, word1 …"""
    return {f"word{place}": f"%{_escaped(word)}%" for place, word in enumerate(q.split()[:MOST_WORDS])}


def open_now(session: Session, now: datetime, street: str = "", limit: int = 6) -> tuple[list[Listed], list[Listed]]:
    """What the public can speak to now, closing soonest first: in `street`, and elsewhere; `limit` of both together."""
    rows = session.connection().execute(_OPEN, {"now": now, "limit": limit, "street": street}).all()
    near, elsewhere = ([listed(row, now) for row in rows if row.is_near == wanted] for wanted in (1, 0))
    return near, elsewhere


def street_names(session: Session, day: date) -> list[str]:
    """The names of the subdistricts on a day."""
    return list(session.connection().scalars(_STREETS, {"day": day}))


@cache
def _narrowed(by_street: bool, by_type: bool, state: str, words: int, by_spaces: bool, goes_on: bool) -> Select:
    query = _PUBLISHED.order_by(Publication.id.desc()).limit(bindparam("limit"))
    if by_street:
        query = query.where(lies_in(Unit.street == bindparam("street")))
    if by_type:
        query = query.where(is_of_type(bindparam("type")))
    if state:
        query = query.where(state_is(state))
    for place in range(words):
        query = query.where(_says(f"word{place}"))
    if by_spaces:
        query = query.where(_ABOUT_THOSE)
    return query.where(Publication.id < bindparam("before")) if goes_on else query


def is_of_type(space_type: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that the query's Proposal is for a Space of this type; an area's plan is one for courtyards."""
    return or_(Space.space_type == space_type, and_(Proposal.area_id.is_not(None), space_type == COURTYARDS))


def lies_in(here: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that the query's Proposal lies in a subdistrict of which `here` (a condition on Unit) is true."""
    in_area = exists().where(Area.id == Proposal.area_id, or_(Area.streets.any(here), Area.spaces.any(Space.streets.any(here))))
    of_space = exists().where(Space.id == Proposal.space_id, Space.streets.any(here)).correlate(Proposal)
    return or_(of_space, in_area.correlate(Proposal))


_NEAR = case((lies_in(Unit.street == bindparam("street")), 1), else_=0).label("is_near")
_OPEN = (_PUBLISHED.add_columns(_NEAR).where(state_is("open")).order_by(_NEAR.desc(), Round.closes_at, Publication.id)
         .limit(bindparam("limit")))


def _says(word: str) -> ColumnElement[bool]:
    version = ProposalVersion
    texts = (version.title, version.location, version.summary, version.intended_use, Proposal.number)
    return or_(*(text.like(bindparam(word), escape="/") for text in texts))


def _escaped(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


def listed(row, now: datetime) -> Listed:
    """A row of the list as a Listed; further columns are left out."""
    (number, title, place, withdrawn_at, closes_at, is_at_meeting, is_decided, space_type, file_id, filename,
     publication_id) = row[:WIDTH]
    state = state_of(closes_at=closes_at, is_at_meeting=is_at_meeting, is_decided=is_decided,
                     is_withdrawn=withdrawn_at is not None, now=now)
    picture = (file_id, filename) if file_id else None
    return Listed(number, title, place, state, closes_at, space_type, picture, publication_id)

"""What tells the state of a proposal, in SQL: its newest public round, and what the meeting did with its standing versions.

The conditions speak of the `Proposal` and the `Round` of the query they are put in; `now` and `soon` are its parameters.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from portal.consultations.models import Consultation, Round
from portal.meetings.models import AgendaItem, Decision
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.rules import CLOSING_SOON

_sealed, _later = aliased(ProposalVersion), aliased(Round)
_first_standing = select(func.max(_sealed.id)).where(
    _sealed.proposal_id == Proposal.id, _sealed.sealed_at.is_not(None), _sealed.not_material_reason == "",
).correlate(Proposal).scalar_subquery()
LIVE_ITEM = and_(
    AgendaItem.proposal_id == Proposal.id, AgendaItem.returned_at.is_(None), AgendaItem.version_id >= _first_standing,
)
AT_MEETING = exists().where(LIVE_ITEM).correlate(Proposal)
DECIDED = exists().where(LIVE_ITEM, Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None)).correlate(Proposal)
NEWEST_PUBLIC_ROUND = select(func.max(_later.id)).where(
    _later.consultation_id == Consultation.id, _later.kind == "public",
).correlate(Consultation).scalar_subquery()


def moments(now: datetime) -> dict[str, datetime]:
    """The parameters the conditions need."""
    return {"now": now, "soon": now + CLOSING_SOON}


def state_is(state: str) -> ColumnElement[bool]:
    """The condition in which rules.state_of answers `state` for a published proposal; "open" takes in what closes soon."""
    stands, is_open = Proposal.withdrawn_at.is_(None), Round.closes_at > bindparam("now")
    closed = or_(Round.id.is_(None), Round.closes_at <= bindparam("now"))
    return {
        "withdrawn": not_(stands),
        "open": and_(stands, is_open),
        "closing": and_(stands, is_open, Round.closes_at <= bindparam("soon")),
        "decided": and_(stands, closed, DECIDED),
        "at_meeting": and_(stands, closed, AT_MEETING, not_(DECIDED)),
        "compiling": and_(stands, closed, not_(AT_MEETING)),
    }[state]

"""What was made public of a matter reported to the district government, and whether in time (政务公开方案 五(三))."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.clock import beijing_midnight
from portal.meetings.models import AgendaItem, Decision, Disclosure
from portal.meetings.rules.year import DISCLOSE_WITHIN
from portal.proposals.models import Proposal
from portal.workdays.queries import calendar
from portal.workdays.rules import Closing, closing


def disclose_by(session: Session, decision: Decision) -> Closing | None:
    """Until when the government's decision must be public: 3 working days after it; None where it has not decided."""
    if decision.government_on is None:
        return None
    return closing(beijing_midnight(decision.government_on), DISCLOSE_WITHIN, "working_day", calendar(session))


def disclosed(session: Session, number: str) -> Decision | None:
    """The newest decision on a proposal of which the public was told before or after the government decided."""
    told = Disclosure.foretold_at.is_not(None) | Disclosure.explained_at.is_not(None)
    query = (
        select(Decision).join(Decision.item).join(AgendaItem.proposal).join(Decision.disclosure)
        .where(Proposal.number == number, told).order_by(Decision.id.desc()).limit(1)
        .options(joinedload(Decision.disclosure), joinedload(Decision.item).joinedload(AgendaItem.version)))
    return session.scalar(query)

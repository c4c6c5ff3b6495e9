"""What people's words changed: verdicts of decisions already published."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.consultations.models import Consultation
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import PointCount, Theme
from portal.proposals.models import Proposal, ProposalVersion

LOOKED_AT = 40


@dataclass(frozen=True)
class Outcome:
    """One theme people raised, and what became of it."""

    words: str
    verdict: str
    reason: str
    changed: str
    proposal_number: str
    proposal_title: str


_ANSWERED = (
    select(Theme.title, Theme.verdict, Theme.reason, Theme.changed_place, Proposal.number, ProposalVersion.title)
    .join(PointCount, PointCount.theme_id == Theme.id)
    .join(Consultation, Consultation.id == Theme.consultation_id)
    .join(Proposal, Proposal.id == Consultation.proposal_id)
    .join(AgendaItem, AgendaItem.proposal_id == Proposal.id)
    .join(ProposalVersion, ProposalVersion.id == AgendaItem.version_id)
    .join(Decision, Decision.item_id == AgendaItem.id)
    .where(Decision.published_at.is_not(None), Theme.verdict.is_not(None))
    .order_by(Decision.published_at.desc(), PointCount.points.desc(), Theme.id).limit(LOOKED_AT)
)


def recent_verdicts(session: Session, limit: int = 3) -> list[Outcome]:
    """The weightiest answered themes of the decisions published last, one from each proposal before a second one."""
    found = [Outcome(*row) for row in session.connection().execute(_ANSWERED)]
    first = list({each.proposal_number: each for each in reversed(found)}.values())[::-1]
    return [*first, *(each for each in found if each not in first)][:limit]

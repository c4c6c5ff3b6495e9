"""What was decided, and what people's words changed: decisions already published and their verdicts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
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


@dataclass(frozen=True)
class Decided:
    """A published decision of the joint meeting: its outcome is a code of words.outcome."""

    number: str
    title: str
    outcome: str
    published_at: datetime


_DECIDED = (
    select(Proposal.number, ProposalVersion.title, Decision.outcome, Decision.published_at)
    .join(AgendaItem, AgendaItem.id == Decision.item_id).join(Proposal, Proposal.id == AgendaItem.proposal_id)
    .join(ProposalVersion, ProposalVersion.id == AgendaItem.version_id)
    .where(Decision.published_at.is_not(None)).order_by(Decision.published_at.desc()).limit(bindparam("limit"))
)
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


def recent_decisions(session: Session, limit: int = 3) -> list[Decided]:
    """The decisions published last."""
    return [Decided(*row) for row in session.connection().execute(_DECIDED, {"limit": limit})]


def recent_verdicts(session: Session, limit: int = 3) -> list[Outcome]:
    """The weightiest answered themes of the decisions published last, one from each proposal before a second one."""
    found = [Outcome(*row) for row in session.connection().execute(_ANSWERED)]
    first = list({each.proposal_number: each for each in reversed(found)}.values())[::-1]
    return [*first, *(each for each in found if each not in first)][:limit]

"""Reading agenda items, meetings, approvals and the newest report."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.meetings.models import AgendaItem, Decision, LeaderApproval, Meeting, Resolution
from portal.proposals.models import Proposal, ProposalVersion
from portal.reports.models import ReportSnapshot


def item(session: Session, item_id: int) -> AgendaItem | None:
    """One agenda item with its decision, or None."""
    return session.scalar(select(AgendaItem).where(AgendaItem.id == item_id).options(*_whole()))


def items_of(session: Session, proposal: Proposal) -> list[AgendaItem]:
    """Every submission of a proposal, newest first."""
    query = select(AgendaItem).where(AgendaItem.proposal_id == proposal.id).options(*_whole()).order_by(AgendaItem.id.desc())
    return list(session.scalars(query))


def live_item(session: Session, proposal: Proposal) -> AgendaItem | None:
    """The submission that is with the office or the meeting, or was decided; None when there is none."""
    return next((each for each in items_of(session, proposal) if each.closed_at is None), None)


def waiting_items(session: Session) -> list[AgendaItem]:
    """Items submitted or received that are on no meeting yet, oldest first."""
    query = (
        select(AgendaItem).where(AgendaItem.meeting_id.is_(None), AgendaItem.closed_at.is_(None))
        .options(*_whole()).order_by(AgendaItem.submitted_at)
    )
    return list(session.scalars(query))


def meeting(session: Session, meeting_id: int) -> Meeting | None:
    """One meeting with its items, or None."""
    return session.scalar(select(Meeting).where(Meeting.id == meeting_id).options(*_with_items()))


def meetings(session: Session) -> list[Meeting]:
    """The newest two years' meetings with their items, newest first."""
    return list(session.scalars(select(Meeting).options(*_with_items()).order_by(Meeting.held_on.desc()).limit(24)))


def approvals_of(session: Session, proposal: Proposal) -> list[LeaderApproval]:
    """Every approval on record for a proposal, newest first."""
    query = (
        select(LeaderApproval).join(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
        .options(joinedload(LeaderApproval.version)).order_by(LeaderApproval.id.desc())
    )
    return list(session.scalars(query))


def latest_report(session: Session, proposal: Proposal) -> ReportSnapshot | None:
    """The newest compiled report of a proposal."""
    query = (
        select(ReportSnapshot).join(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
        .order_by(ReportSnapshot.id.desc()).limit(1)
    )
    return session.scalar(query)


def _whole():
    return (
        joinedload(AgendaItem.decision).selectinload(Decision.resolutions).joinedload(Resolution.unit),
        joinedload(AgendaItem.proposal).joinedload(Proposal.initiating_unit),
        joinedload(AgendaItem.version), joinedload(AgendaItem.meeting),
    )


def _with_items():
    return (
        selectinload(Meeting.items).joinedload(AgendaItem.proposal).joinedload(Proposal.initiating_unit),
        selectinload(Meeting.items).joinedload(AgendaItem.version),
        selectinload(Meeting.items).joinedload(AgendaItem.decision),
    )

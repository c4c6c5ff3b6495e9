"""Reading what is on the notice board: published versions and the public rounds they stand in."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.ledger.models import Area, Space
from portal.proposals.models import Proposal, ProposalVersion, Publication


def posted(session: Session, number: str) -> ProposalVersion | None:
    """The newest published version of the proposal with this number, with its place and unit; None before the first."""
    proposal = joinedload(ProposalVersion.proposal).options(
        joinedload(Proposal.initiating_unit), joinedload(Proposal.space).selectinload(Space.streets),
        joinedload(Proposal.area).selectinload(Area.streets))
    query = (
        select(ProposalVersion).join(Publication, Publication.version_id == ProposalVersion.id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id).where(Proposal.number == number)
        .order_by(Publication.id.desc()).limit(1).options(proposal, joinedload(ProposalVersion.publication))
    )
    return session.scalar(query)

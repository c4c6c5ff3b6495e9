"""The published proposals of one space, for its public page."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.ledger.models import Space
from portal.proposals.models import Proposal, ProposalVersion, Publication


def proposals_of(session: Session, space: Space) -> list:
    """Published proposals for a space or for its area, newest first: rows with number, title, published_at, withdrawn_at."""
    newest = (select(func.max(Publication.id)).join(ProposalVersion, ProposalVersion.id == Publication.version_id)
              .group_by(ProposalVersion.proposal_id))
    of_area = [Proposal.area_id == space.area_id] if space.area_id else []
    query = (select(Proposal.number, ProposalVersion.title, Publication.published_at, Proposal.withdrawn_at)
             .join(ProposalVersion, ProposalVersion.proposal_id == Proposal.id)
             .join(Publication, Publication.version_id == ProposalVersion.id)
             .where(Publication.id.in_(newest), or_(Proposal.space_id == space.id, *of_area)).order_by(Publication.id.desc()))
    return list(session.execute(query))

"""What was decided about the spaces people complain of again and again."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from portal.ledger.models import Space
from portal.proposals.models import Proposal


def reuses(session: Session, numbers: Collection[str]) -> dict[str, Proposal]:
    """The newest decided proposal of each of these spaces, by the space's number."""
    decided = select(Proposal).join(Proposal.space).where(Space.number.in_(numbers), Proposal.approved_at.is_not(None))
    query = decided.options(contains_eager(Proposal.space)).order_by(Proposal.id)
    return {each.space.number: each for each in session.scalars(query)} if numbers else {}

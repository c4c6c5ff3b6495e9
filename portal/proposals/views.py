"""Views: drafting, reviewing and publishing proposals."""

from flask import Blueprint

from portal.extensions import db
from portal.proposals.models import Proposal
from portal.proposals.queries import proposal_by_number

bp = Blueprint("proposals", __name__)


def load_proposal(number: str) -> Proposal | None:
    """The proposal a desk page is about."""
    return proposal_by_number(db.session, number)


from portal.proposals import (  # noqa: E402, F401  (they register their views on bp)
    catalogue_views,
    desk_views,
    edit_views,
    public_views,
    review_views,
    share_views,
    version_views,
)

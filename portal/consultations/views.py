"""Views: the letters of an invited person or unit; publishing, rounds and waivers are in the modules below."""

from flask import Blueprint, render_template

from portal.consultations.models import Waiver
from portal.consultations.queries import is_circulated_to, requests_for
from portal.extensions import db
from portal.files import visibility
from portal.permissions import Role
from portal.proposals.models import ProposalVersion
from portal.proposals.queries import proposal_by_number
from portal.web import actor, allow

bp = Blueprint("consultations", __name__)
visibility.register(ProposalVersion, "proposal.read", lambda version, _now: version.publication is not None, is_circulated_to)
visibility.register(Waiver, "consultation.waive")
UNIT_ROLES = frozenset({Role.HANDLER, Role.REVIEWER})


def load_proposal(number: str):
    """The proposal a desk page is about."""
    return proposal_by_number(db.session, number)


@bp.get("/requests")
@allow("request.list")
def my_requests():
    """The letters addressed to the asker or the asker's unit, newest first, with deadline and state."""
    letters = requests_for(db.session, actor().user_id, actor().units(UNIT_ROLES))
    return render_template("consultations/my_requests.html", letters=letters)


from portal.consultations import letter_views, publish_views, waiver_views  # noqa: E402, F401  (they register on bp)

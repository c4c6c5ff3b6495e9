"""The one answer to "which complaints may this person find?", for lists, counts, search, figures, exports and the journal.

It says in SQL what `may(actor, "complaint.read", complaint.owners)` says of one; a test holds the two together.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from portal.complaints.models import Complaint, ComplaintHelper
from portal.permissions import Actor, Role, units_for


def visible(actor: Actor) -> ColumnElement[bool]:
    """The complaints this person may read: the unit's own, those it helps with, all for the office; never one that accuses
    a unit the person belongs to in any role, and accusations only for the unit in charge (信访工作条例 46条)."""
    own = Complaint.unit_id.in_(units_for(actor, "complaint.read"))
    helps = Complaint.id.in_(select(ComplaintHelper.complaint_id).where(
        ComplaintHelper.unit_id.in_(units_for(actor, "complaint.read"))))
    reach = or_(own, helps, Role.OFFICE in {role for role, _ in actor.memberships})
    return and_(reach, hidden_from_nobody_of(actor), or_(Complaint.category != "accusation", own))


def hidden_from_nobody_of(actor: Actor) -> ColumnElement[bool]:
    """The complaints that accuse none of the units the person belongs to."""
    units = actor.units(frozenset(Role))
    return or_(Complaint.accused_unit_id.is_(None), Complaint.accused_unit_id.not_in(units))

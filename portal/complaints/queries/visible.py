"""The one answer to "which complaints may this person find?", for lists, counts, search, figures, exports and the journal.

It says in SQL what `may(actor, "complaint.read", complaint.owners)` says of one; a test holds the two together.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from portal import journal
from portal.complaints.models import Complaint, ComplaintHelper
from portal.files.models import Attachment
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


@journal.hide
def accusing_entries(units: frozenset[int]) -> ColumnElement[bool]:
    """The journal's entries about complaints that accuse one of these units, and about their photos and papers."""
    accusing = select(Complaint.id).where(Complaint.accused_unit_id.in_(units))
    papers = select(Attachment.id).where(Attachment.subject_type == Complaint.__tablename__, Attachment.subject_id.in_(accusing))
    entry = journal.JournalEntry
    return or_(
        and_(entry.object_type == Complaint.__tablename__, entry.object_id.in_(accusing)),
        and_(entry.object_type == Attachment.__tablename__, entry.object_id.in_(papers)))

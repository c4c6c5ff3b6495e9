"""What else is known of the spaces an item is about."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.complaints.models import Complaint
from portal.files.models import Attachment
from portal.files.queries import attachments_of_many
from portal.ledger.models import Space
from portal.meetings.models import Meeting, participants

SHOWN = 100


def papers_of(session: Session, meeting: Meeting) -> dict[int, list[Attachment]]:
    """The files submitted with each item of a meeting, by the item's id: those of its version and of the leader's approval."""
    versions = attachments_of_many(session, [item.version for item in meeting.items])
    approvals = attachments_of_many(session, [item.approval for item in meeting.items])
    return {item.id: versions[item.version_id] + approvals[item.approval_id] for item in meeting.items}


def concerned(session: Session, meeting: Meeting) -> list[Unit]:
    """The units that any item of a meeting concerns."""
    ids = {unit for item in meeting.items for unit in participants(item)}
    return list(session.scalars(select(Unit).where(Unit.id.in_(ids)).order_by(Unit.kind, Unit.id)))


def complaints_about(session: Session, spaces: Sequence[Space]) -> list[Complaint]:
    """The newest complaints about these spaces, which go with an item's papers; accusations against staff never do."""
    query = select(Complaint).where(Complaint.space_id.in_([space.id for space in spaces]), Complaint.category != "accusation",
                                    Complaint.accused_unit_id.is_(None))
    return list(session.scalars(query.order_by(Complaint.id.desc()).limit(SHOWN)))

"""Complaints that may tell of the same matter."""

from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.complaints.models import Complaint
from portal.complaints.rules.matters import Matter, alike

REACH = timedelta(days=180)
COMPARED = 400


def same_matter(session: Session, complaint: Complaint, allowed: ColumnElement[bool] | None = None) -> list[Complaint]:
    """Up to five complaints of the last half year that may be the same matter, the likeliest first; never an accusation.

    `allowed` narrows it to what a person may read; None for the complainant, who is shown no words of others.
    """
    if complaint.is_accusation:
        return []
    rows = session.execute(_candidates(complaint) if allowed is None else _candidates(complaint).where(allowed))
    found = alike(_matter(complaint), [Matter(*row) for row in rows])
    query = select(Complaint).where(Complaint.id.in_(found)).options(joinedload(Complaint.space), joinedload(Complaint.unit))
    by_id = {each.id: each for each in session.scalars(query)} if found else {}
    return [by_id[id_] for id_ in found]


def _candidates(complaint: Complaint):
    columns = (Complaint.id, Complaint.space_id, Complaint.place, Complaint.category, Complaint.text)
    near = or_(Complaint.space_id == complaint.space_id, Complaint.space_id.is_(None)) if complaint.space_id else True
    return (
        select(*columns).where(Complaint.id != complaint.id, Complaint.category != "accusation", near)
        .where(Complaint.state.not_in(("merged", "not_accepted")), Complaint.received_at > complaint.received_at - REACH)
        .order_by(Complaint.id.desc()).limit(COMPARED)
    )


def _matter(complaint: Complaint) -> Matter:
    return Matter(complaint.id, complaint.space_id, complaint.place, complaint.category, complaint.text)

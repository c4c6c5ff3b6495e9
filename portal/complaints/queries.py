"""Finding complaints: by receipt for the complainant, by unit for staff; the accused unit finds nothing."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Unit
from portal.complaints.models import Complaint, ComplaintStep

PAGE = 30


def by_receipt(session: Session, receipt: str) -> Complaint | None:
    """The complaint with that receipt, with its steps, or None."""
    return session.scalar(select(Complaint).where(Complaint.receipt == receipt).options(*_whole()))


def by_token(session: Session, token: str) -> Complaint | None:
    """The complaint already made from the form with that hidden token, or None."""
    return session.scalar(select(Complaint).where(Complaint.token == token))


def complaint(session: Session, complaint_id: int) -> Complaint | None:
    """One complaint with its steps and place, or None."""
    return session.scalar(select(Complaint).where(Complaint.id == complaint_id).options(*_whole()))


def complaints_of(
    session: Session, units: frozenset[int], *, state: str | None = None, before: int | None = None
) -> list[Complaint]:
    """A page of complaints these units must act on, newest first; never one that accuses any of them.

    `before` is the id the last page ended with; one more than PAGE is returned when there are older ones.
    """
    query = (
        select(Complaint)
        .where(Complaint.unit_id.in_(units), or_(Complaint.accused_unit_id.is_(None), Complaint.accused_unit_id.not_in(units)))
        .options(joinedload(Complaint.unit), joinedload(Complaint.space), joinedload(Complaint.proposal))
        .order_by(Complaint.id.desc())
        .limit(PAGE + 1)
    )
    if state:
        query = query.where(Complaint.state == state)
    if before:
        query = query.where(Complaint.id < before)
    return list(session.scalars(query))


def discipline_unit(session: Session) -> Unit:
    """The disciplinary contact (纪检监察)."""
    return session.scalars(select(Unit).where(Unit.kind == "discipline").order_by(Unit.id)).first()


def _whole():
    return (
        joinedload(Complaint.unit), joinedload(Complaint.space), joinedload(Complaint.proposal),
        selectinload(Complaint.steps).joinedload(ComplaintStep.unit),
    )

"""Finding one complaint: by receipt for the complainant, by number or id for staff."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Unit
from portal.complaints.models import Complaint, ComplaintHelper, ComplaintMerge, ComplaintStep
from portal.ledger.models import Space
from portal.text import folded

NUMBER = re.compile(r"(?:TS-?\d{4}-?)?0*([1-9]\d{0,17})")


def by_receipt(session: Session, receipt: str) -> Complaint | None:
    """The complaint with that receipt, with its steps, or None."""
    return session.scalar(select(Complaint).where(Complaint.receipt == receipt).options(*whole()))


def by_token(session: Session, token: str) -> Complaint | None:
    """The complaint already made from the form with that hidden token, or None."""
    return session.scalar(select(Complaint).where(Complaint.token == token))


def by_number(session: Session, number: str) -> Complaint | None:
    """The complaint of a number as people write it, such as TS-2026-00012 or 12, or None."""
    found = NUMBER.fullmatch(folded(number).upper())
    return complaint(session, int(found[1])) if found else None


def complaint(session: Session, complaint_id: int) -> Complaint | None:
    """One complaint with its steps, place, limits and helpers, or None."""
    return session.scalar(select(Complaint).where(Complaint.id == complaint_id).options(*whole()))


def discipline_unit(session: Session) -> Unit:
    """The disciplinary contact (纪检监察)."""
    return session.scalars(select(Unit).where(Unit.kind == "discipline").order_by(Unit.id)).first()


def voices(session: Session, into: Complaint) -> list[Complaint]:
    """The complaints told with this one: itself and those merged into it, in the order they came."""
    merged = select(ComplaintMerge.complaint_id).where(ComplaintMerge.into_id == into.id)
    return [into, *session.scalars(select(Complaint).where(Complaint.id.in_(merged)).order_by(Complaint.id))]


def whole():
    """What a page about one complaint needs, loaded with it."""
    return (
        joinedload(Complaint.unit), joinedload(Complaint.space).selectinload(Space.streets), joinedload(Complaint.proposal),
        joinedload(Complaint.deadline), joinedload(Complaint.merge).joinedload(ComplaintMerge.into),
        selectinload(Complaint.steps).options(joinedload(ComplaintStep.unit), joinedload(ComplaintStep.by)),
        selectinload(Complaint.helpers).joinedload(ComplaintHelper.unit),
    )

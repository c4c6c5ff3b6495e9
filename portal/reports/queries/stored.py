"""Stored reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation
from portal.reports.models import ReportSnapshot


def snapshots_of(session: Session, consultation: Consultation) -> Sequence[ReportSnapshot]:
    """The compiled reports of a consultation, newest first."""
    query = select(ReportSnapshot).where(ReportSnapshot.consultation_id == consultation.id)
    return session.scalars(query.options(joinedload(ReportSnapshot.version)).order_by(ReportSnapshot.id.desc())).all()


def snapshot_by_id(session: Session, snapshot_id: int) -> ReportSnapshot | None:
    """One compiled report with its file and the proposal it is about."""
    wanted = joinedload(ReportSnapshot.consultation).joinedload(Consultation.proposal)
    query = select(ReportSnapshot).where(ReportSnapshot.id == snapshot_id)
    return session.scalar(query.options(wanted, joinedload(ReportSnapshot.file)))

"""Stored reports, and the prose of the narrative."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation
from portal.journal import JournalEntry
from portal.reports.models import ReportProse, ReportSnapshot
from portal.reports.package.verifying import fingerprint_in
from portal.reports.values import Prose


def snapshots_of(session: Session, consultation: Consultation) -> Sequence[ReportSnapshot]:
    """The compiled reports of a consultation, newest first."""
    query = select(ReportSnapshot).where(ReportSnapshot.consultation_id == consultation.id)
    return session.scalars(query.options(joinedload(ReportSnapshot.version)).order_by(ReportSnapshot.id.desc())).all()


def snapshot_by_id(session: Session, snapshot_id: int) -> ReportSnapshot | None:
    """One compiled report with its file and the proposal it is about."""
    wanted = joinedload(ReportSnapshot.consultation).joinedload(Consultation.proposal)
    query = select(ReportSnapshot).where(ReportSnapshot.id == snapshot_id)
    return session.scalar(query.options(wanted, joinedload(ReportSnapshot.file)))


def prose(session: Session, consultation: Consultation) -> tuple[Prose, ...]:
    """What staff wrote, section by section."""
    written = ReportProse.consultation_id == consultation.id, ReportProse.text != ""
    query = select(ReportProse.section, ReportProse.text).where(*written).order_by(ReportProse.section)
    return tuple(Prose(*row) for row in session.execute(query))


def prose_of(session: Session, consultation: Consultation, section: str) -> ReportProse | None:
    """What staff wrote into one section, to edit it."""
    return session.scalar(
        select(ReportProse).where(ReportProse.consultation_id == consultation.id, ReportProse.section == section)
    )


def is_registered(session: Session, package: bytes) -> bool | None:
    """Whether the journal holds this package's hash; None when the report in it is none of ours."""
    sha256 = hashlib.sha256(package).hexdigest()
    made = select(JournalEntry.details).where(JournalEntry.action == "report.package")
    if any(details.get("sha256") == sha256 for details in session.scalars(made)):
        return True
    known = session.scalar(select(ReportSnapshot.id).where(ReportSnapshot.fingerprint == fingerprint_in(package)).limit(1))
    return None if known is None else False

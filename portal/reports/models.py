"""Stored reports, each kept as a snapshot file with its fingerprint, and the prose that staff write into the narrative."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime, code
from portal.files.models import StoredFile
from portal.permissions import Owners
from portal.proposals.models import ProposalVersion
from portal.reports.rules import SECTIONS


class ReportSnapshot(Base):
    """One compiled 征求意见情况汇总表: canonical JSON Lines in file storage, its cut-off time and fingerprint."""

    __tablename__ = "report_snapshots"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    cut_off_at: Mapped[datetime] = mapped_column(UTCDateTime)
    schema_version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    numbers: Mapped[dict] = mapped_column(JSON)
    compiled_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    compiled_at: Mapped[datetime] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    version: Mapped[ProposalVersion] = relationship()
    file: Mapped[StoredFile] = relationship()

    @property
    def owners(self) -> Owners:
        """A report belongs to the unit that asks."""
        return self.consultation.owners


class Announcement(Base):
    """What the public reads of a report once the decision is published (意见采纳情况公告): the composed paper as plain values."""

    __tablename__ = "announcements"

    report_id: Mapped[int] = mapped_column(ForeignKey("report_snapshots.id"), unique=True)
    paper: Mapped[dict] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReportProse(Revised, Base):
    """What staff wrote into one section of the narrative; it holds no number that the report does not say itself."""

    __tablename__ = "report_prose"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    section: Mapped[str] = mapped_column(code(*SECTIONS))
    text: Mapped[str] = mapped_column(Text, default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()

    __table_args__ = (UniqueConstraint("consultation_id", "section"),)

"""The course of a complaint: its limits, who helps, what it was merged into."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.complaints.models.core import CATEGORIES, Complaint
from portal.db import Base, Revised, UTCDateTime, code


class ComplaintLimit(Revised, Base):
    """The office's own limits for a category, in working days; where there is none, those of limits.toml hold."""

    __tablename__ = "complaint_limits"

    category: Mapped[str] = mapped_column(code(*CATEGORIES), unique=True)
    accept: Mapped[int]
    handle: Mapped[int]
    extension: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (CheckConstraint("accept > 0 AND handle > 0 AND extension >= 0", name="positive"),)


class Deadline(Base):
    """The limits one complaint runs under, copied when its clock started, and the exclusive instants they lead to."""

    __tablename__ = "complaint_deadlines"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), unique=True)
    accept_days: Mapped[int]
    handle_days: Mapped[int]
    extended_days: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    accept_by: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    is_provisional: Mapped[bool] = mapped_column(default=False)

    complaint: Mapped[Complaint] = relationship(back_populates="deadline")


class ComplaintHelper(Base):
    """A unit asked to help (协办), what it was asked and what it answered; the unit in charge stays in charge."""

    __tablename__ = "complaint_helpers"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    task: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    complaint: Mapped[Complaint] = relationship(back_populates="helpers")
    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("complaint_id", "unit_id"),)


class ComplaintMerge(Base):
    """The same matter told by somebody else: it is handled with `into`, and its complainant is told and counted all the same."""

    __tablename__ = "complaint_merges"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), unique=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    complaint: Mapped[Complaint] = relationship(foreign_keys=complaint_id, back_populates="merge")
    into: Mapped[Complaint] = relationship(foreign_keys=into_id)

    __table_args__ = (CheckConstraint("complaint_id <> into_id", name="not_itself"),)

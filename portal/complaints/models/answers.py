"""What complainants add, and what they say when they are asked whether it is solved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.core import CHANNELS, Complaint
from portal.db import Base, UTCDateTime, code

SATISFACTION = ("satisfied", "mostly", "dissatisfied")


class ComplaintFact(Base):
    """Something the complainant added after filing; `is_new` says that it reopened a finished matter."""

    __tablename__ = "complaint_facts"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    channel: Mapped[str] = mapped_column(code(*CHANNELS))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_new: Mapped[bool] = mapped_column(default=False)

    complaint: Mapped[Complaint] = relationship()


class FollowUp(Base):
    """One complainant asked once (回访): solved? satisfied? Two separate answers, by a one-time link or in a logged call.

    The link carries a secret of which only the hash is kept. `is_unreachable`: called and not reached.
    """

    __tablename__ = "complaint_follow_ups"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_unreachable: Mapped[bool] = mapped_column(default=False)
    is_solved: Mapped[bool | None]
    satisfaction: Mapped[str | None] = mapped_column(code(*SATISFACTION))
    reason: Mapped[str] = mapped_column(Text, default="")
    called_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    complaint: Mapped[Complaint] = relationship()

    __table_args__ = (
        CheckConstraint("(is_solved IS NULL) = (satisfaction IS NULL)", name="both_answers"),
        CheckConstraint("satisfaction IS NULL OR answered_at IS NOT NULL", name="answered"),
    )

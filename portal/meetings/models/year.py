"""The meeting's year: the plans each unit files quarter by quarter, the minutes, and looking after a reuse once it runs."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.db import Base, Revised, UTCDateTime
from portal.ledger.models import Area, Space
from portal.meetings.models.agenda import Meeting
from portal.permissions import Owners
from portal.proposals.models import Proposal


class QuarterPlan(Revised, Base):
    """What a unit means to bring to the meeting in a quarter (提请部门按季度报送上会计划, 联席会议制度 三(二)3).

    A plan without items says that the unit brings nothing in that quarter, which is not the same as no plan.
    """

    __tablename__ = "quarter_plans"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    filed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    filed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    unit: Mapped[Unit] = relationship()
    items: Mapped[list["PlannedItem"]] = relationship(
        back_populates="plan", order_by="PlannedItem.month, PlannedItem.id", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("unit_id", "year", "quarter"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_year"),
    )

    @property
    def owners(self) -> Owners:
        """A plan belongs to the unit that files it."""
        return Owners(units=frozenset({self.unit_id}))


class PlannedItem(Base):
    """One item of a plan: a space or an area of the ledger, and the month in which it is to be heard."""

    __tablename__ = "planned_items"

    plan_id: Mapped[int] = mapped_column(ForeignKey("quarter_plans.id"), index=True)
    space_id: Mapped[int | None] = mapped_column(ForeignKey("spaces.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    title: Mapped[str] = mapped_column(String(120))
    month: Mapped[int]

    plan: Mapped[QuarterPlan] = relationship(back_populates="items")
    space: Mapped[Space | None] = relationship()
    area: Mapped[Area | None] = relationship()

    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
        CheckConstraint("space_id IS NULL OR area_id IS NULL", name="space_or_area"),
    )


class Minutes(Revised, Base):
    """What the 纪要 says beside the decisions: who took the chair, who was there, and an opening in staff's words.

    Number and seal stay blank. Signed off, it is fixed: `signed_at`.
    """

    __tablename__ = "minutes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    chair: Mapped[str] = mapped_column(String(100), default="")
    present: Mapped[str] = mapped_column(Text, default="")
    absent: Mapped[str] = mapped_column(Text, default="")
    opening: Mapped[str] = mapped_column(Text, default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    signed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    meeting: Mapped[Meeting] = relationship()


class Inspection(Base):
    """What the initiating unit saw of a reuse that runs (会后监管, 联席会议制度 四); photos hang on it."""

    __tablename__ = "inspections"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    inspected_on: Mapped[date]
    as_decided: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    noted_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship()

    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        Index("ix_inspections_proposal", "proposal_id", "inspected_on"),
    )

    @property
    def owners(self) -> Owners:
        """An inspection belongs where its proposal belongs."""
        return self.proposal.owners


class FeedKey(Base):
    """The secret end of a person's calendar address: calendars cannot sign in. A new key ends the old address."""

    __tablename__ = "feed_keys"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)

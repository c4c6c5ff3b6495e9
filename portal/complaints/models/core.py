"""Complaints: where each went, and every step with who and when. The state is that of the last step."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit, User
from portal.clock import beijing
from portal.complaints.rules.steps import STATES
from portal.db import Base, Encrypted, Revised, UTCDateTime, code
from portal.ledger.models import Space
from portal.permissions import Owners
from portal.proposals.models import Proposal

if TYPE_CHECKING:
    from portal.complaints.models.course import ComplaintHelper, ComplaintMerge, Deadline

CATEGORIES = ("nuisance", "safety", "use_changed", "construction", "service", "procedure", "accusation", "other")
CHANNELS = ("web", "counter", "phone", "post", "visit", "hotline")


class Complaint(Revised, Base):
    """One complaint. `unit_id` is who must act now; an accusation names `accused_unit_id`, which never sees it."""

    __tablename__ = "complaints"

    receipt: Mapped[str] = mapped_column(String(32), unique=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    category: Mapped[str] = mapped_column(code(*CATEGORIES))
    space_id: Mapped[int | None] = mapped_column(ForeignKey("spaces.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    place: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Encrypted)
    contact: Mapped[str | None] = mapped_column(Encrypted)
    channel: Mapped[str] = mapped_column(code(*CHANNELS))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(code(*STATES), default="received")
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    accused_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))

    space: Mapped[Space | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    steps: Mapped[list["ComplaintStep"]] = relationship(back_populates="complaint", order_by="ComplaintStep.id")
    deadline: Mapped["Deadline | None"] = relationship(back_populates="complaint")
    helpers: Mapped[list["ComplaintHelper"]] = relationship(back_populates="complaint", order_by="ComplaintHelper.id")
    merge: Mapped["ComplaintMerge | None"] = relationship(
        back_populates="complaint", foreign_keys="ComplaintMerge.complaint_id")

    __table_args__ = (Index("ix_complaints_unit_state", "unit_id", "state", "id"),)

    @property
    def number(self) -> str:
        """The number staff and the complainant speak of, such as TS-2026-00012; not a key to anything."""
        return f"TS-{beijing(self.received_at).year}-{self.id:05d}"

    @property
    def is_accusation(self) -> bool:
        """Whether it accuses a unit's people: then only the unit in charge reads it (信访工作条例 46条)."""
        return self.category == "accusation"

    def last(self, name: str) -> "ComplaintStep | None":
        """The newest step of that name."""
        return next((step for step in reversed(self.steps) if step.name == name), None)

    @property
    def owners(self) -> Owners:
        """A complaint belongs to the unit that must act and is shown to its helpers; hidden from the unit it accuses."""
        return Owners(
            units=frozenset({self.unit_id}), invited_units=frozenset(helper.unit_id for helper in self.helpers),
            hidden_from=frozenset({self.accused_unit_id} - {None}), is_confidential=self.is_accusation)


class ComplaintStep(Base):
    """One step: its name and the state it led to, who took it for which unit, and what it says to the complainant and inside.

    `details` holds what the step decided besides: `days` of an extension, the `channel` to use instead, a `unit` id.
    """

    __tablename__ = "complaint_steps"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    name: Mapped[str] = mapped_column(String(32), server_default="")
    state: Mapped[str] = mapped_column(code(*STATES))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    public_text: Mapped[str] = mapped_column(Text, default="")
    internal_text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")

    complaint: Mapped[Complaint] = relationship(back_populates="steps")
    unit: Mapped[Unit | None] = relationship()
    by: Mapped[User | None] = relationship()

"""Complaints (投诉举报): where each went, and every step with who and when. The state is that of the last step."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.clock import beijing
from portal.db import Base, Encrypted, Revised, UTCDateTime, code
from portal.ledger.models import Space
from portal.permissions import Owners
from portal.proposals.models import Proposal

CATEGORIES = ("nuisance", "safety", "use_changed", "construction", "service", "procedure", "accusation", "other")
STATES = ("received", "dispatched", "accepted", "handled", "closed")


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
    channel: Mapped[str] = mapped_column(code("web", "counter", "phone", "post"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(code(*STATES), default="received")
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    accused_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))

    space: Mapped[Space | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    steps: Mapped[list["ComplaintStep"]] = relationship(back_populates="complaint", order_by="ComplaintStep.id")

    __table_args__ = (Index("ix_complaints_unit_state", "unit_id", "state", "id"),)

    @property
    def number(self) -> str:
        """The number staff and the complainant speak of, such as TS-2026-00012; not a key to anything."""
        return f"TS-{beijing(self.received_at).year}-{self.id:05d}"

    @property
    def handled_by(self) -> int | None:
        """Who last recorded that it was handled."""
        return next((step.by_id for step in reversed(self.steps) if step.state == "handled"), None)

    @property
    def owners(self) -> Owners:
        """A complaint belongs to the unit that must act, and is hidden from the unit it accuses."""
        return Owners(units=frozenset({self.unit_id}), hidden_from=frozenset({self.accused_unit_id} - {None}))


class ComplaintStep(Base):
    """One step: which state it led to, who took it for which unit, and what it says to the complainant and inside."""

    __tablename__ = "complaint_steps"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    state: Mapped[str] = mapped_column(code(*STATES))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    public_text: Mapped[str] = mapped_column(Text, default="")
    internal_text: Mapped[str] = mapped_column(Text, default="")

    complaint: Mapped[Complaint] = relationship(back_populates="steps")
    unit: Mapped[Unit | None] = relationship()

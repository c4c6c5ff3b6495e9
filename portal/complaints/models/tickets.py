"""Tickets of the city hotline (12345): the mapping staff set once, the files taken in, and what each ticket became."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.core import Complaint
from portal.db import Base, Encrypted, Revised, UTCDateTime
from portal.files.models import StoredFile
from portal.permissions import Owners


class TicketMapping(Revised, Base):
    """Which column of the hotline's sheet holds which of our fields, and which of its words mean which category."""

    __tablename__ = "ticket_mappings"

    columns: Mapped[dict] = mapped_column(JSON)
    categories: Mapped[dict] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


class TicketImport(Base):
    """An uploaded sheet of tickets waiting for its preview to be confirmed, or the record that it was.

    `findings` is what looking through it found, as JSON; encrypted, for it may repeat what stands in wrong cells.
    """

    __tablename__ = "ticket_imports"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    counts: Mapped[dict | None] = mapped_column(JSON)
    findings: Mapped[str | None] = mapped_column(Encrypted)

    file: Mapped[StoredFile] = relationship()

    @property
    def owners(self) -> Owners:
        """The sheet belongs to the unit it was uploaded for."""
        return Owners(units=frozenset({self.unit_id}))


class Ticket(Base):
    """One hotline ticket by its number, and the complaint it became; `row` keeps the sheet's own cells, encrypted."""

    __tablename__ = "complaint_tickets"

    number: Mapped[str] = mapped_column(String(60), unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), unique=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("ticket_imports.id"), index=True)
    row: Mapped[str] = mapped_column(Encrypted)

    complaint: Mapped[Complaint] = relationship()
    source: Mapped[TicketImport] = relationship()

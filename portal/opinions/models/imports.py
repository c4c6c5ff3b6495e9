"""Opinions that come in a sheet: which column is what (set once), and each sheet that was read."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime
from portal.files.models import StoredFile
from portal.permissions import Owners


class ImportMapping(Revised, Base):
    """Which column of a unit's sheets is which field, and which of their words is which code. Set once, used again.

    `columns` maps a field to a column's head, `words` a field to {typed word: code}, `fixed` a field to a value for every row.
    """

    __tablename__ = "import_mappings"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(60))
    columns: Mapped[dict] = mapped_column(JSON)
    words: Mapped[dict] = mapped_column(JSON, default=dict)
    fixed: Mapped[dict] = mapped_column(JSON, default=dict)
    saved_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)

    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("unit_id", "name"), CheckConstraint("name <> ''", name="named"))

    @property
    def owners(self) -> Owners:
        """A mapping belongs to the unit that set it."""
        return Owners(units=frozenset({self.unit_id}))


class OpinionImport(Base):
    """One sheet read whole: how many of its rows became opinions, and how many were here before.

    The opinions it made carry it as `source`; the sheet itself is kept as it came.
    """

    __tablename__ = "opinion_imports"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    mapping: Mapped[dict] = mapped_column(JSON)
    added: Mapped[int]
    known: Mapped[int]
    imported_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    file: Mapped[StoredFile] = relationship()

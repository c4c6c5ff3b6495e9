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


class OpinionImport(Revised, Base):
    """One sheet on its way in: kept as it came, then told what is what (`mapping`), looked through (`findings`), and read whole.

    `mapping` holds the columns, words and fixed values it is read by ({} until told), `findings` what looking through it with
    that mapping found. `added` of its rows became opinions, `known` were here before. The opinions name it as their `source`.
    """

    __tablename__ = "opinion_imports"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    mapping: Mapped[dict] = mapped_column(JSON, default=dict)
    findings: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added: Mapped[int | None]
    known: Mapped[int | None]
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    imported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    file: Mapped[StoredFile] = relationship()

    __table_args__ = (
        CheckConstraint("(imported_at IS NULL) = (added IS NULL) AND (imported_at IS NULL) = (known IS NULL)", name="read_whole"),
    )

    @property
    def owners(self) -> Owners:
        """A sheet belongs to the unit that asks."""
        return self.consultation.owners

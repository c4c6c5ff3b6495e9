"""The ledger of vacated spaces (台账), with areas (片区) and every space's history."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Numeric, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit, User
from portal.db import Base, Revised, UTCDateTime, code
from portal.files.models import StoredFile
from portal.permissions import Owners

area_streets = Table(
    "area_streets", Base.metadata,
    Column("area_id", ForeignKey("areas.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
)
space_streets = Table(
    "space_streets", Base.metadata,
    Column("space_id", ForeignKey("spaces.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
)


class Area(Revised, Base):
    """A courtyard area with one overall plan; it belongs to one headquarters (联席会议制度 三(三)2)."""

    __tablename__ = "areas"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    headquarters_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    description: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)

    headquarters: Mapped[Unit] = relationship()
    streets: Mapped[list[Unit]] = relationship(secondary=area_streets, order_by=Unit.id)
    spaces: Mapped[list["Space"]] = relationship(back_populates="area", order_by="Space.number")

    @property
    def owners(self) -> Owners:
        """An area belongs to its headquarters."""
        return Owners(units=frozenset({self.headquarters_id}))


class Space(Revised, Base):
    """One vacated space. `space_type`/`space_subtype` and `secondary_types` are the Chinese terms of the rulebook.

    `in_ledger` tells a space of the ledger from another resource that follows the same rules (参照适用).
    `promoting_unit` is who promotes this type of space, `initiating_unit` who brings it to the meeting (may be None).
    `longitude` and `latitude` are degrees (WGS-84 / CGCS2000), both or neither.
    """

    __tablename__ = "spaces"

    number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(200))
    space_type: Mapped[str] = mapped_column(String(30), index=True)
    space_subtype: Mapped[str | None] = mapped_column(String(30))
    secondary_types: Mapped[list] = mapped_column(JSON, default=list)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    size_m2: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    owner_name: Mapped[str] = mapped_column(String(100), default="")
    owner_nature: Mapped[str] = mapped_column(String(30), default="")
    planned_use: Mapped[str] = mapped_column(String(100), default="")
    current_use: Mapped[str] = mapped_column(String(100), default="")
    approved_form: Mapped[str | None] = mapped_column(String(40))
    vacated_on: Mapped[date | None]
    in_ledger: Mapped[bool] = mapped_column(default=True)
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    promoting_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    initiating_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)

    area: Mapped[Area | None] = relationship(back_populates="spaces")
    streets: Mapped[list[Unit]] = relationship(secondary=space_streets, order_by=Unit.id)
    promoting_unit: Mapped[Unit | None] = relationship(foreign_keys=promoting_unit_id)
    initiating_unit: Mapped[Unit | None] = relationship(foreign_keys=initiating_unit_id)
    history: Mapped[list["SpaceChange"]] = relationship(back_populates="space", order_by="SpaceChange.id.desc()")

    __table_args__ = (CheckConstraint("size_m2 IS NULL OR size_m2 > 0", name="size_positive"),)

    @property
    def owners(self) -> Owners:
        """A space belongs to its promoting and its initiating unit, and lies in its streets."""
        units = {self.promoting_unit_id, self.initiating_unit_id} - {None}
        return Owners(units=frozenset(units), lies_in=lambda: frozenset(street.id for street in self.streets))


class SpaceChange(Base):
    """One change of a space: `changes` maps field names to [old, new]; the first one is the entry itself, one without
    changes says that somebody checked the space and found it right."""

    __tablename__ = "space_changes"

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    source: Mapped[str] = mapped_column(code("import", "form", "decision"))
    changes: Mapped[dict] = mapped_column(JSON)

    space: Mapped[Space] = relationship(back_populates="history")
    by: Mapped[User | None] = relationship()


class LedgerImport(Base):
    """An uploaded ledger file waiting for its preview to be confirmed, or the record that it was."""

    __tablename__ = "ledger_imports"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    counts: Mapped[dict | None] = mapped_column(JSON)

    file: Mapped[StoredFile] = relationship()
    unit: Mapped[Unit] = relationship()

    @property
    def owners(self) -> Owners:
        """An uploaded file belongs to the unit it was uploaded for."""
        return Owners(units=frozenset({self.unit_id}))

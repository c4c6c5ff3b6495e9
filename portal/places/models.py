"""Where the streets and the communities of the district lie."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, code
from portal.files.models import StoredFile
from portal.places.rules import DATUMS, KINDS


class BoundaryFile(Base):
    """A GeoJSON file of boundaries that was taken in: of what kind, in whose coordinates, from where, under which approval.

    `is_sketch`: the lines only show roughly how things lie (示意), and every map says so.
    """

    __tablename__ = "boundary_files"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(code(*KINDS))
    datum: Mapped[str] = mapped_column(code(*DATUMS))
    source: Mapped[str] = mapped_column(String(200))
    approval_number: Mapped[str] = mapped_column(String(60), default="")
    is_sketch: Mapped[bool] = mapped_column(default=False)
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)

    file: Mapped[StoredFile] = relationship()
    importer: Mapped[User | None] = relationship()


class Boundary(Base):
    """The boundary of one street or community, from the newest file of its kind; `geometry` is GeoJSON in WGS-84 / CGCS2000."""

    __tablename__ = "boundaries"

    file_id: Mapped[int] = mapped_column(ForeignKey("boundary_files.id"), index=True)
    kind: Mapped[str] = mapped_column(code(*KINDS))
    name: Mapped[str] = mapped_column(String(60))
    street: Mapped[str] = mapped_column(String(30))
    geometry: Mapped[dict] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("kind", "street", "name"),)

"""The Word templates that units bring: the newest one not put away is in use."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit, User
from portal.db import Base, UTCDateTime
from portal.files.models import StoredFile
from portal.permissions import Owners


class WordTemplate(Base):
    """A .docx with placeholders on which a unit's papers are written; `put_away_at` is when it went out of use."""

    __tablename__ = "word_templates"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filename: Mapped[str] = mapped_column(String(200))
    added_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    unit: Mapped[Unit] = relationship()
    file: Mapped[StoredFile] = relationship(lazy="joined")
    author: Mapped[User] = relationship()

    @property
    def owners(self) -> Owners:
        """A template belongs to its unit."""
        return Owners(units=frozenset({self.unit_id}))

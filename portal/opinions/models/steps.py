"""Steps on the desk that can be undone: what they changed, from what to what."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.db import Base, UTCDateTime
from portal.permissions import Owners


class Step(Base):
    """One act of one person on exactly the rows they selected.

    `changes` lists {"table", "id", "before", "after"}: the columns that changed, None for a row that was not there.
    It holds ids and codes, never anybody's words.
    """

    __tablename__ = "desk_steps"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    action: Mapped[str] = mapped_column(String(40))
    changes: Mapped[list] = mapped_column(JSON)
    done_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    doer: Mapped[User] = relationship(foreign_keys=done_by)

    __table_args__ = (Index("ix_desk_steps_consultation", "consultation_id", "id"),)

    @property
    def owners(self) -> Owners:
        """A step belongs to the unit that asks."""
        return self.consultation.owners

"""What is hidden in the copy of an opinion for publication; the original stays as it was received."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UTCDateTime, code
from portal.opinions.models.core import Opinion
from portal.opinions.rules import REDACTIONS


class Redaction(Base):
    """One passage [start, end) of an opinion's text, counted in characters: hidden with a reason, or kept though proposed."""

    __tablename__ = "redactions"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(code(*REDACTIONS))
    is_hidden: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)

    opinion: Mapped[Opinion] = relationship(back_populates="redactions")

    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="passage"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

"""Groups of points that the system proposes as themes; nothing is grouped before a person says so."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.models import Consultation
from portal.db import Base, UTCDateTime, code
from portal.opinions.models.core import Theme
from portal.permissions import Owners


class ThemeSuggestion(Base):
    """One proposed group: its name made only of words from the texts, its points, those that speak for it, and why.

    `points` are point ids, `speaking` the few representative ones among them, `words` the words they share with a weight.
    """

    __tablename__ = "theme_suggestions"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    title: Mapped[str] = mapped_column(String(80))
    points: Mapped[list] = mapped_column(JSON)
    speaking: Mapped[list] = mapped_column(JSON)
    words: Mapped[list] = mapped_column(JSON)
    cohesion: Mapped[float]
    state: Mapped[str] = mapped_column(code("proposed", "taken", "refused"), default="proposed")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    theme: Mapped[Theme | None] = relationship()

    __table_args__ = (Index("ix_theme_suggestions_state", "consultation_id", "state"),)

    @property
    def owners(self) -> Owners:
        """A suggestion belongs to the unit that asks."""
        return self.consultation.owners

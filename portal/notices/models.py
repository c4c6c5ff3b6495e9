"""Evidence that a public notice stayed up, and what a person decided where there was none."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.models import Round
from portal.db import Base, UTCDateTime, code
from portal.files.models import Attachment
from portal.notices.rules import OUTCOMES
from portal.permissions import Owners


class Sighting(Base):
    """A time in which every check of one address found the same: the page of a version, or one of its public attachments.

    `sha256` is the fingerprint of the published words found on the page, or of the attachment's bytes.
    """

    __tablename__ = "notice_sightings"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    outcome: Mapped[str] = mapped_column(code(*OUTCOMES))
    status: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    first_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_at: Mapped[datetime] = mapped_column(UTCDateTime)
    checks: Mapped[int] = mapped_column(default=1)

    attachment: Mapped[Attachment | None] = relationship()

    __table_args__ = (
        Index("ix_notice_sightings_round", "round_id", "id"),
        CheckConstraint("last_at >= first_at AND checks > 0", name="seen_in_order"),
    )


class Loss(Base):
    """A notice that was without proof for longer than the setting allows: more time is proposed, and a person decides.

    `lost_minutes` is how long it had been by then. The answer is a later closing (`extended_to`) or none, with a public `note`.
    """

    __tablename__ = "notice_losses"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    lost_minutes: Mapped[int]
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    extended_to: Mapped[datetime | None] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    round: Mapped[Round] = relationship()

    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (note = '') AND (answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
        Index("uq_notice_losses_open", "round_id", unique=True, sqlite_where=text("answered_at IS NULL"),
              postgresql_where=text("answered_at IS NULL")),
    )

    @property
    def owners(self) -> Owners:
        """It is for the unit that asks to decide."""
        return self.round.consultation.owners

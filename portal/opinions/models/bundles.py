"""Opinions that say the same: proposed by the system, confirmed or refused by a person, each voice still counted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime, code
from portal.opinions.models.core import Opinion
from portal.permissions import Owners


class Bundle(Revised, Base):
    """Opinions with the same or nearly the same words (“n 份文本相同，由 m 人提出”); it drops nobody and lowers nobody.

    Kinds: identical (the same text by different people), near (few words differ), campaign (one model text, many senders).
    """

    __tablename__ = "bundles"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    kind: Mapped[str] = mapped_column(code("identical", "near", "campaign"))
    state: Mapped[str] = mapped_column(code("proposed", "confirmed", "refused"), default="proposed")
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    members: Mapped[list["BundleMember"]] = relationship(
        back_populates="bundle", order_by="BundleMember.id", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        Index("ix_bundles_state", "consultation_id", "state"),
    )

    @property
    def owners(self) -> Owners:
        """A bundle belongs to the unit that asks."""
        return self.consultation.owners


class BundleMember(Base):
    """One opinion in a bundle; confirmed, it is in no other confirmed one."""

    __tablename__ = "bundle_members"

    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundles.id"))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), index=True)
    is_confirmed: Mapped[bool] = mapped_column(default=False)

    bundle: Mapped[Bundle] = relationship(back_populates="members")
    opinion: Mapped[Opinion] = relationship()

    __table_args__ = (
        UniqueConstraint("bundle_id", "opinion_id"),
        Index("uq_bundle_members_confirmed", "opinion_id", unique=True, sqlite_where=text("is_confirmed"),
              postgresql_where=text("is_confirmed")),
    )

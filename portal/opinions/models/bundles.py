"""Opinions that say the same: proposed by the system, confirmed or refused by a person, each voice still counted."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime, code
from portal.opinions.models.core import Opinion
from portal.permissions import Owners

KINDS = ("repeated", "identical", "near", "campaign")
STATES = ("proposed", "confirmed", "refused")


class Bundle(Revised, Base):
    """Opinions with the same or nearly the same words (“n 份文本相同，由 m 人提出”); it drops nobody and lowers nobody.

    Kinds: repeated (one person's same words again), identical (the same text by different people), near (few words differ),
    campaign (one model text, many senders within days). `model_id` is the opinion with the model text: its first member,
    of a repetition the one that is kept.
    """

    __tablename__ = "bundles"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    kind: Mapped[str] = mapped_column(code(*KINDS))
    state: Mapped[str] = mapped_column(code(*STATES), default="proposed")
    model_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"))
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    model: Mapped[Opinion] = relationship()
    members: Mapped[list["BundleMember"]] = relationship(
        back_populates="bundle", order_by="BundleMember.opinion_id", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        Index("ix_bundles_state", "consultation_id", "state", "id"),
    )

    @property
    def owners(self) -> Owners:
        """A bundle belongs to the unit that asks."""
        return self.consultation.owners


class BundleMember(Base):
    """One opinion in a bundle. `person` numbers the people in it; whoever cannot be told is somebody else.

    Proposed members may wait in a confirmed bundle: they came later. Confirmed, an opinion is in no other confirmed bundle
    of like words; a repetition is held by its mark.
    """

    __tablename__ = "bundle_members"

    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundles.id"))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), index=True)
    person: Mapped[int]
    state: Mapped[str] = mapped_column(code(*STATES), default="proposed")
    is_repetition: Mapped[bool] = mapped_column(default=False)

    bundle: Mapped[Bundle] = relationship(back_populates="members")
    opinion: Mapped[Opinion] = relationship()

    __table_args__ = (
        UniqueConstraint("bundle_id", "opinion_id"),
        Index("uq_bundle_members_confirmed", "opinion_id", unique=True,
              sqlite_where=text("state = 'confirmed' AND NOT is_repetition"),
              postgresql_where=text("state = 'confirmed' AND NOT is_repetition")),
    )


class Sketch(Base):
    """That the opinion with this number has been sketched; `words` is a number that is the same for the same bare text, None
    where only a stance was taken."""

    __tablename__ = "sketches"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    words: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        Index("ix_sketches_words", "consultation_id", "words", "number"),
    )


SKETCH_BANDS = Table(
    "sketch_bands", Base.metadata,
    Column("consultation_id", ForeignKey("consultations.id"), primary_key=True),
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("words", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which texts share a band of their sketches (portal.opinions.likeness.sketches): a row for each band of each different text."""

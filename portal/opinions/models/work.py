"""Who works on what until when, the second reader, notes among colleagues, advice of other units, and what was read."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit, User
from portal.consultations.models import Consultation
from portal.db import Base, Revised, UTCDateTime, code
from portal.opinions.models.core import Opinion, Point, Theme
from portal.opinions.rules import WORK_STATES
from portal.permissions import Owners


class Assignment(Revised, Base):
    """The work on a theme, or on one point where it differs from its theme's: assignee, due day and state.

    States: open, in_hand, in_review (with the second reader), sent_back, accepted (locked: nothing changes until unlocked).
    """

    __tablename__ = "assignments"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"), unique=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"), unique=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(code(*WORK_STATES), default="open")
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    theme: Mapped[Theme | None] = relationship(backref="assignments")
    point: Mapped[Point | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    reader: Mapped[User | None] = relationship(foreign_keys=reader_id)

    __table_args__ = (
        CheckConstraint("(theme_id IS NULL) <> (point_id IS NULL)", name="theme_or_point"),
        CheckConstraint("state <> 'accepted' OR reader_id IS NOT NULL", name="accepted_by_somebody"),
        CheckConstraint("reader_id IS NULL OR handed_in_by IS NULL OR reader_id <> handed_in_by", name="second_reader"),
    )

    @property
    def owners(self) -> Owners:
        """Work belongs to the unit that asks."""
        return self.consultation.owners


class Note(Base):
    """A private note among colleagues on a theme or on an opinion; in no document, export or page for others."""

    __tablename__ = "notes"

    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinions.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)

    author: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("(theme_id IS NULL) <> (opinion_id IS NULL)", name="theme_or_opinion"),
        CheckConstraint("text <> ''", name="says_something"),
    )


class Advice(Base):
    """Advice on a theme asked of another unit inside the desk, and its answer."""

    __tablename__ = "advice"

    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    theme: Mapped[Theme] = relationship(backref="advice")
    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        CheckConstraint("question <> ''", name="asks_something"),
        CheckConstraint("(answer = '') = (answered_by IS NULL)", name="answered_by_somebody"),
    )

    @property
    def owners(self) -> Owners:
        """Advice belongs to the unit that asks and is addressed to the unit asked."""
        return Owners(units=self.theme.owners.units, invited_units=frozenset({self.unit_id}))


class Reading(Base):
    """That a member of staff had the words of an opinion before them, and when first."""

    __tablename__ = "readings"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), unique=True)
    read_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime] = mapped_column(UTCDateTime)

    opinion: Mapped[Opinion] = relationship()

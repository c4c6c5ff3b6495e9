"""What stands behind a verdict: the reply texts a unit uses again, the place that changed, the promise and who keeps it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.db import Base, Revised, UTCDateTime
from portal.opinions.models.core import Theme
from portal.permissions import Owners
from portal.proposals.models import ProposalVersion
from portal.proposals.values import label_of


class ReplyText(Revised, Base):
    """A text that a unit uses again in its answers; alone it is no reason."""

    __tablename__ = "reply_texts"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)

    unit: Mapped[Unit] = relationship()

    __table_args__ = (CheckConstraint("title <> '' AND text <> ''", name="says_something"),)

    @property
    def owners(self) -> Owners:
        """A reply text belongs to the unit that wrote it."""
        return Owners(units=frozenset({self.unit_id}))


class ThemeChange(Base):
    """The exact place that changed because of a theme: a field of the next version, before and after.

    `field` names it as proposals.rules.differences does; a space of an area's plan is "rows:" and its name.
    """

    __tablename__ = "theme_changes"

    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    field: Mapped[str] = mapped_column(String(200))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    noted_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)

    theme: Mapped[Theme] = relationship(backref="changes")
    version: Mapped[ProposalVersion] = relationship()

    __table_args__ = (UniqueConstraint("theme_id", "version_id", "field"),)

    @property
    def ordinal(self) -> int:
        """The number of the version in which it changed."""
        return self.version.ordinal

    @property
    def is_public(self) -> bool:
        """Whether the public can read that version."""
        return self.version.publication is not None

    @property
    def label(self) -> str:
        """What people call the field, marked for translation; the name of a space as it is."""
        return label_of(self.field)


class Promise(Base):
    """What will be done because of a theme, by which unit and by when, where no text of the plan changes."""

    __tablename__ = "promises"

    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), unique=True)
    keeper_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    noted_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)

    theme: Mapped[Theme] = relationship(backref="promises")
    keeper: Mapped[Unit] = relationship()

    __table_args__ = (CheckConstraint("text <> ''", name="says_something"),)

"""What was said: opinions from every channel, their points, the themes that answer them, and their marks."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.consultations.models import PARTIES, Consultation, Request, Round
from portal.consultations.rules import is_late as answered_late
from portal.db import Base, Encrypted, Revised, UTCDateTime, code
from portal.opinions import rules
from portal.opinions.rules import CHANNELS, PUBLIC_STANCES, RELATIONS, REPLY_STANCES, VERDICTS
from portal.permissions import Owners

if TYPE_CHECKING:
    from portal.opinions.models.redactions import Redaction


class Opinion(Base):
    """What one party said, once. Nothing in it is edited after it was received.

    `number` is its ordered number inside the consultation (printed in documents), `receipt` the secret key of its
    author (never in a document), `token` the form's own number, which makes a retry the same opinion.
    `received_on` is the Beijing day of receipt or postmark; `recorded_at` the instant it was stored.
    """

    __tablename__ = "opinions"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("requests.id"))
    number: Mapped[int]
    receipt: Mapped[str] = mapped_column(String(32), unique=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    party: Mapped[str] = mapped_column(code(*PARTIES))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    stance: Mapped[str] = mapped_column(code(*PUBLIC_STANCES, *REPLY_STANCES))
    text: Mapped[str] = mapped_column(Text, default="")
    relation: Mapped[str | None] = mapped_column(code(*RELATIONS))
    street_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    channel: Mapped[str] = mapped_column(code(*CHANNELS))
    received_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    source: Mapped[str] = mapped_column(String(200), default="")
    has_no_interest: Mapped[bool | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    round: Mapped[Round] = relationship()
    request: Mapped[Request | None] = relationship()
    unit: Mapped[Unit | None] = relationship(foreign_keys=unit_id)
    street: Mapped[Unit | None] = relationship(foreign_keys=street_id)
    contact: Mapped["OpinionContact | None"] = relationship(back_populates="opinion")
    points: Mapped[list["Point"]] = relationship(back_populates="opinion", order_by="Point.id")
    mark: Mapped["Mark | None"] = relationship(back_populates="opinion", foreign_keys="Mark.opinion_id")
    settlement: Mapped["Settlement | None"] = relationship(back_populates="opinion")
    redactions: Mapped[list["Redaction"]] = relationship(back_populates="opinion", order_by="Redaction.start")

    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("channel IN ('web', 'request') OR recorded_by IS NOT NULL", name="recorder_of_paper"),
        CheckConstraint("text <> '' OR stance IN ('support', 'oppose', 'no_comment', 'agree')", name="says_something"),
    )

    @property
    def is_reply(self) -> bool:
        """Whether it answers a letter (征求意见函)."""
        return self.request_id is not None

    @property
    def is_late(self) -> bool:
        """Whether it came after the last day; replies to letters are never late in this sense, see `is_overdue`."""
        return not self.is_reply and rules.is_late(self.received_on, self.round.closes_at)

    @property
    def is_overdue(self) -> bool:
        """Whether a reply came after its deadline (逾期反馈); it counts all the same."""
        return self.is_reply and self.withdrawn_at is None and answered_late(self.request)

    @property
    def bucket(self) -> str:
        """Its one place in the count, one of rules.BUCKETS."""
        mark = self.mark.kind if self.mark else None
        return rules.bucket(withdrawn=self.withdrawn_at is not None, mark=mark, late=self.is_late)

    @property
    def owners(self) -> Owners:
        """An opinion belongs to the unit that asks."""
        return self.consultation.owners


class OpinionContact(Base):
    """How to reach the author, and the name given: encrypted, read only where it is needed, and journalled then."""

    __tablename__ = "opinion_contacts"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), unique=True)
    name: Mapped[str | None] = mapped_column(Encrypted)
    phone: Mapped[str | None] = mapped_column(Encrypted)
    email: Mapped[str | None] = mapped_column(Encrypted)

    opinion: Mapped[Opinion] = relationship(back_populates="contact")


class Theme(Revised, Base):
    """Points that ask for the same thing, answered together by one verdict with its reason."""

    __tablename__ = "themes"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    verdict: Mapped[str | None] = mapped_column(code(*VERDICTS))
    reason: Mapped[str] = mapped_column(Text, default="")
    changed_place: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship()
    points: Mapped[list["Point"]] = relationship(back_populates="theme", order_by="Point.id")

    __table_args__ = (CheckConstraint("verdict IS NULL OR reason <> ''", name="verdict_reasoned"),)

    @property
    def is_answered(self) -> bool:
        """Whether it has its verdict."""
        return self.verdict is not None

    @property
    def owners(self) -> Owners:
        """A theme belongs to the unit that asks."""
        return self.consultation.owners


class Point(Base):
    """One separable demand inside an opinion; intake makes one that covers the whole text.

    `no_demand` is set for a bare 支持 or 无意见, which needs no answer. `consultation_id` repeats the opinion's, so that
    the points nobody has grouped yet are found without reading the rest.
    """

    __tablename__ = "points"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    no_demand: Mapped[bool] = mapped_column(default=False)

    opinion: Mapped[Opinion] = relationship(back_populates="points")
    passage: Mapped["Passage | None"] = relationship(back_populates="point", cascade="all, delete-orphan")
    theme: Mapped[Theme | None] = relationship(back_populates="points")

    @property
    def span(self) -> tuple[int, int]:
        """Where its words stand in its opinion's text, [start, end) in characters."""
        return (self.passage.start, self.passage.end) if self.passage else (0, len(self.opinion.text))

    @property
    def words(self) -> str:
        """What it says: its passage of the opinion's text, or all of it."""
        return self.opinion.text[slice(*self.span)]

    @property
    def answer(self) -> str:
        """What became of it, see rules.answer_state."""
        return rules.answer_state(
            counted=self.opinion.bucket == "counted", no_demand=self.no_demand, theme=self.theme_id,
            verdict=self.theme.verdict if self.theme else None,
        )

    @property
    def is_answered(self) -> bool:
        """Whether it needs no answer any more: it asks for nothing, or its theme has its verdict."""
        return self.no_demand or (self.theme is not None and self.theme.is_answered)

    @property
    def owners(self) -> Owners:
        """A point belongs to the unit that asks."""
        return self.opinion.owners

    __table_args__ = (CheckConstraint("NOT no_demand OR theme_id IS NULL", name="no_demand_no_theme"),)


class Passage(Base):
    """Which passage [start, end) of its opinion's text a point is, in characters; a point without one is all of it."""

    __tablename__ = "passages"

    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), unique=True)
    start: Mapped[int]
    end: Mapped[int]

    point: Mapped[Point] = relationship(back_populates="passage")

    __table_args__ = (CheckConstraint('"start" >= 0 AND "end" > "start"', name="passage"),)


class Mark(Base):
    """Staff's note that an opinion is the same author's repetition, or invalid; with the reason, who and when."""

    __tablename__ = "marks"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), unique=True)
    kind: Mapped[str] = mapped_column(code("repeated", "invalid"))
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("opinions.id"))
    reason: Mapped[str] = mapped_column(Text)
    marked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    marked_at: Mapped[datetime] = mapped_column(UTCDateTime)

    opinion: Mapped[Opinion] = relationship(back_populates="mark", foreign_keys=opinion_id)
    kept: Mapped[Opinion | None] = relationship(foreign_keys=kept_id)

    __table_args__ = (
        CheckConstraint("(kind = 'repeated') = (kept_id IS NOT NULL)", name="repeated_of"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )


class Settlement(Base):
    """What became of a unit's reply that disagrees or asks for changes: settled, and how, or still not (协商结果).

    Their view is the reply itself; `our_view` and `basis` stand beside it in the register of disagreements (713号令 13条).
    """

    __tablename__ = "settlements"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), unique=True)
    is_settled: Mapped[bool]
    our_view: Mapped[str] = mapped_column(Text, default="", server_default="")
    basis: Mapped[str] = mapped_column(Text, default="", server_default="")
    how: Mapped[str] = mapped_column(Text)
    settled_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    opinion: Mapped[Opinion] = relationship(back_populates="settlement")

    __table_args__ = (CheckConstraint("how <> ''", name="how_told"),)


class Tally(Base):
    """Counter rows for pages: how many public opinions of each stance were received, and how many withdrawn since."""

    __tablename__ = "tallies"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    stance: Mapped[str] = mapped_column(code(*PUBLIC_STANCES))
    received: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)

    __table_args__ = (UniqueConstraint("consultation_id", "stance"),)


Request.reply = relationship(
    Opinion, uselist=False, viewonly=True,
    primaryjoin=and_(Request.id == Opinion.request_id, Opinion.withdrawn_at.is_(None)),
)


def _partial(name: str, *columns, condition: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


Index("ix_points_theme", Point.theme_id, Point.opinion_id)
Index("ix_opinions_received", Opinion.consultation_id, Opinion.received_on, Opinion.number)
_partial("uq_opinions_reply", Opinion.request_id, unique=True, condition="withdrawn_at IS NULL AND request_id IS NOT NULL")
_partial("ix_points_ungrouped", Point.consultation_id, Point.no_demand, Point.opinion_id, condition="theme_id IS NULL")
_partial("ix_opinions_wordless", Opinion.consultation_id, Opinion.id, condition="text = ''")

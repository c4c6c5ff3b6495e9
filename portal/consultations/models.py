"""Consultations (意见征集): rounds with opening and closing times, requirements copied at opening, requests, waivers."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit, User
from portal.consultations import rules
from portal.db import Base, UTCDateTime, code
from portal.permissions import Owners
from portal.proposals.models import Proposal, ProposalVersion

PARTIES = ("resident", "subdistrict", "department", "expert", "planner", "industry_department", "rights_holder", "property_owner")
FORMS = ("public_notice", "written", "symposium", "expert_review", "hearing", "survey", "visit", "deliberation")


class Consultation(Base):
    """The hearing of one proposal, over all its rounds; `last_number` is the last opinion number given out.

    `settled_at` (办结) tells that every opinion has its answer, `answers_published_at` (公布) that the authors may read it.
    """

    __tablename__ = "consultations"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    rulebook: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_number: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answers_published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship()
    rounds: Mapped[list["Round"]] = relationship(back_populates="consultation", order_by="Round.id")
    requirements: Mapped[list["Requirement"]] = relationship(order_by="Requirement.id")
    waivers: Mapped[list["Waiver"]] = relationship(back_populates="consultation", order_by="Waiver.id")

    @property
    def public_round(self) -> "Round | None":
        """The newest public round."""
        return next((each for each in reversed(self.rounds) if each.kind == "public"), None)

    @property
    def answers_are_public(self) -> bool:
        """Whether the verdicts can be read: published, and no public round begun since."""
        return rules.answers_are_public(self.answers_published_at, self.public_round and self.public_round.opened_at)

    @property
    def is_in_hand(self) -> bool:
        """Whether its opinions may still be worked on: neither settled (办结) nor its answers published."""
        return self.settled_at is None and not self.answers_are_public

    @property
    def owners(self) -> Owners:
        """A consultation belongs where its proposal belongs."""
        return self.proposal.owners


class Round(Base):
    """One version put to some parties. `closes_at` is exclusive; overdue, open and closed are derived from it.

    Kinds: internal (units, before the public sees it), public, formal (experts, planners, rights holders …).
    `facts` is what the rulebook was told about the version when its first round opened; it answers the same ever after.
    """

    __tablename__ = "rounds"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    kind: Mapped[str] = mapped_column(code("internal", "public", "formal"))
    opened_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    period_value: Mapped[int]
    period_unit: Mapped[str] = mapped_column(code("day", "working_day"))
    is_provisional: Mapped[bool] = mapped_column(default=False)
    shortened_reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict] = mapped_column(JSON)

    consultation: Mapped[Consultation] = relationship(back_populates="rounds")
    version: Mapped[ProposalVersion] = relationship()
    requests: Mapped[list["Request"]] = relationship(back_populates="round", order_by="Request.id")

    __table_args__ = (CheckConstraint("closes_at > opened_at", name="closes_after_opening"),)


class Requirement(Base):
    """One party the rules name for one version, copied from the rulebook when its first round opened."""

    __tablename__ = "requirements"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    party: Mapped[str] = mapped_column(code(*PARTIES))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    mandatory: Mapped[bool]
    waivable: Mapped[bool]
    after: Mapped[list] = mapped_column(JSON, default=list)
    clauses: Mapped[list] = mapped_column(JSON)
    quotes: Mapped[list] = mapped_column(JSON)

    unit: Mapped[Unit | None] = relationship()


class Request(Base):
    """One invited party's letter (征求意见函): sent, opened, answered, overdue; all derived from its instants.

    `is_own` closes the slot of the initiating unit itself: “本单位为提请部门，以本单位意见计”.
    """

    __tablename__ = "requests"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    party: Mapped[str] = mapped_column(code(*PARTIES))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    invitee: Mapped[str] = mapped_column(String(60), default="")
    form: Mapped[str] = mapped_column(code(*FORMS), default="written")
    is_own: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    round: Mapped[Round] = relationship(back_populates="requests")
    unit: Mapped[Unit | None] = relationship()
    user: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("unit_id IS NOT NULL OR user_id IS NOT NULL OR invitee <> ''", name="somebody_invited"),
        Index("uq_requests_unit", "round_id", "party", "unit_id", unique=True, sqlite_where=text("unit_id IS NOT NULL"),
              postgresql_where=text("unit_id IS NOT NULL")),
    )

    @property
    def owners(self) -> Owners:
        """A request belongs to the asking unit and is addressed to the unit or the person invited."""
        asking = self.round.consultation.proposal.owners
        return Owners(
            units=asking.units,
            invited_units=frozenset({self.unit_id} - {None}),
            invited_users=frozenset({self.user_id} - {None}),
        )


class Waiver(Base):
    """A mandatory party not asked, where “原则上” allows it: reason, approver and date, printed in the report."""

    __tablename__ = "waivers"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    party: Mapped[str] = mapped_column(code("resident", "subdistrict"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    reason: Mapped[str] = mapped_column(Text)
    approver_name: Mapped[str] = mapped_column(String(30))
    approved_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    consultation: Mapped[Consultation] = relationship(back_populates="waivers")
    unit: Mapped[Unit | None] = relationship()

    __table_args__ = (
        CheckConstraint("reason <> '' AND approver_name <> ''", name="reasoned"),
        UniqueConstraint("consultation_id", "party", "unit_id"),
    )

    @property
    def owners(self) -> Owners:
        """A waiver belongs where its consultation belongs."""
        return self.consultation.owners


class FormalityNote(Base):
    """Why a flag of the formality check (形式主义自查) is no cause for concern; one explanation stands for each flag."""

    __tablename__ = "formality_notes"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    flag: Mapped[str] = mapped_column(String(100))
    explanation: Mapped[str] = mapped_column(Text)
    explained_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    explained_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("consultation_id", "flag"),
        CheckConstraint("explanation <> ''", name="explained"),
    )

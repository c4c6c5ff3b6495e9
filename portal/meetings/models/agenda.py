"""The joint meeting (联席会议): the leader's approval, agenda items, meetings, decisions and what must be done by when."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.db import Base, UTCDateTime, code
from portal.meetings.rules.agenda import item_state
from portal.permissions import Owners
from portal.proposals.models import Proposal, ProposalVersion
from portal.reports.models import ReportSnapshot

OUTCOMES = ("passed", "passed_with_changes", "deferred", "rejected", "to_government")


class LeaderApproval(Base):
    """分管区领导审核同意: given on paper, recorded by a handler with its scan, date and words (联席会议制度 三(二)2).

    It counts only for the versions that still stand: a material change makes it void. `kind` necessity_leader is the consent
    to hear a space outside the ledger (三(二)4).
    """

    __tablename__ = "leader_approvals"

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), index=True)
    kind: Mapped[str] = mapped_column(code("district_leader", "necessity_leader"), default="district_leader")
    leader_name: Mapped[str] = mapped_column(String(30))
    approved_on: Mapped[date]
    agrees: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    version: Mapped[ProposalVersion] = relationship()

    @property
    def owners(self) -> Owners:
        """An approval belongs where its proposal belongs."""
        return self.version.owners


class Meeting(Base):
    """One joint meeting; the day can be moved (三(一): 一般每月召开一次，可根据实际情况进行调整)."""

    __tablename__ = "meetings"

    held_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(100), default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    items: Mapped[list["AgendaItem"]] = relationship(back_populates="meeting", order_by="AgendaItem.id")


class AgendaItem(Base):
    """A proposal submitted to the meeting with its frozen report (议题 / 报送). One submission, one row.

    `closed_at` is set when it was returned or put off (缓议): the proposal may then be submitted again.
    """

    __tablename__ = "agenda_items"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("report_snapshots.id"))
    approval_id: Mapped[int] = mapped_column(ForeignKey("leader_approvals.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    submitted_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    returned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship()
    version: Mapped[ProposalVersion] = relationship()
    report: Mapped[ReportSnapshot] = relationship()
    approval: Mapped[LeaderApproval] = relationship()
    meeting: Mapped[Meeting | None] = relationship(back_populates="items")
    decision: Mapped["Decision | None"] = relationship(back_populates="item")
    exceptions: Mapped[list["ItemException"]] = relationship(back_populates="item", order_by="ItemException.id")

    __table_args__ = (
        CheckConstraint("received_at IS NULL OR returned_at IS NULL", name="received_or_returned"),
        CheckConstraint("returned_at IS NULL OR returned_reason <> ''", name="returned_reasoned"),
        Index("uq_agenda_items_live", "proposal_id", unique=True, sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
    )

    @property
    def state(self) -> str:
        """Where it stands; derived, never stored."""
        decision = self.decision
        return item_state(
            returned_at=self.returned_at, received_at=self.received_at, is_scheduled=self.meeting_id is not None,
            outcome=decision and decision.outcome, government_outcome=decision and decision.government_outcome,
            published_at=decision and decision.published_at,
        )

    @property
    def owners(self) -> Owners:
        """An agenda item belongs where its proposal belongs; the units it concerns must read it before the meeting."""
        return replace(self.proposal.owners, invited_units=frozenset(participants(self)))


def participants(item: AgendaItem) -> dict[int, str]:
    """The units an item concerns, by id, each with its part: who brings it, who leads, whose street it is, who must act."""
    proposal = item.proposal
    parts = {proposal.initiating_unit_id: "提请部门"}
    if proposal.lead_unit_id:
        parts.setdefault(proposal.lead_unit_id, "推动部门")
    for street in proposal.streets:
        parts.setdefault(street.id, "属地街道")
    for resolution in item.decision.resolutions if item.decision else ():
        parts.setdefault(resolution.unit_id, "议定事项责任单位")
    return parts


class ItemException(Base):
    """Why an item was taken although it is in no plan of its quarter (off_plan), or came after the 15th (late)."""

    __tablename__ = "item_exceptions"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    kind: Mapped[str] = mapped_column(code("off_plan", "late"))
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)

    item: Mapped[AgendaItem] = relationship(back_populates="exceptions")

    __table_args__ = (UniqueConstraint("item_id", "kind"), CheckConstraint("reason <> ''", name="reasoned"))


class Decision(Base):
    """What the meeting decided on one item. “上报区政府” stays pending until the government's result is entered.

    `notice` is what the public reads: a notice, not the minutes; `secrecy_*` is the review before it is published.
    """

    __tablename__ = "decisions"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), unique=True)
    outcome: Mapped[str] = mapped_column(code(*OUTCOMES))
    wording: Mapped[str] = mapped_column(Text)
    conditions: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date]
    government_outcome: Mapped[str | None] = mapped_column(code("passed", "passed_with_changes", "rejected"))
    government_on: Mapped[date | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    notice: Mapped[str] = mapped_column(Text, default="")
    secrecy_reviewer: Mapped[str] = mapped_column(String(30), default="")
    secrecy_leader: Mapped[str] = mapped_column(String(30), default="")
    published_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    item: Mapped[AgendaItem] = relationship(back_populates="decision")
    resolutions: Mapped[list["Resolution"]] = relationship(back_populates="decision", order_by="Resolution.id")
    wanted: Mapped[list["Condition"]] = relationship(back_populates="decision", order_by="Condition.id")
    disclosure: Mapped["Disclosure | None"] = relationship(back_populates="decision")

    __table_args__ = (
        CheckConstraint("government_outcome IS NULL OR outcome = 'to_government'", name="government_result"),
        CheckConstraint("outcome <> 'passed_with_changes' OR conditions <> ''", name="conditions_told"),
    )

    @property
    def owners(self) -> Owners:
        """A decision belongs where its proposal belongs."""
        return self.item.owners


class Disclosure(Base):
    """What was made public of a matter reported to the district government, and when (政务公开要点 五(三)).

    `foretold_*` is the pre-disclosure before the decision, `explained_*` the explanation (解读) within 3 working days after it.
    """

    __tablename__ = "disclosures"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    foretold_text: Mapped[str] = mapped_column(Text, default="")
    foretold_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    foretold_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    explained_text: Mapped[str] = mapped_column(Text, default="")
    explained_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    explained_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    decision: Mapped[Decision] = relationship(back_populates="disclosure")

    __table_args__ = (
        CheckConstraint("(foretold_at IS NULL) = (foretold_text = '')", name="foretold_told"),
        CheckConstraint("(explained_at IS NULL) = (explained_text = '')", name="explained_told"),
    )


class Resolution(Base):
    """Who must do what by when (议定事项)."""

    __tablename__ = "resolutions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    task: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]

    decision: Mapped[Decision] = relationship(back_populates="resolutions")
    unit: Mapped[Unit] = relationship()
    progress: Mapped[list["Progress"]] = relationship(back_populates="resolution", order_by="Progress.id")

    @property
    def state(self) -> str:
        """given, accepted, in_progress or done: that of the last report of the responsible unit."""
        return self.progress[-1].state if self.progress else "given"

    @property
    def owners(self) -> Owners:
        """A resolution belongs to the unit that must carry it out."""
        return Owners(units=frozenset({self.unit_id}))


class Progress(Base):
    """One report of the responsible unit on its resolution: taken on, under way, or done with its evidence."""

    __tablename__ = "resolution_progress"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolutions.id"), index=True)
    state: Mapped[str] = mapped_column(code("accepted", "in_progress", "done"))
    text: Mapped[str] = mapped_column(Text, default="")
    reported_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reported_at: Mapped[datetime] = mapped_column(UTCDateTime)

    resolution: Mapped[Resolution] = relationship(back_populates="progress")

    __table_args__ = (CheckConstraint("state <> 'done' OR text <> ''", name="done_told"),)

    @property
    def owners(self) -> Owners:
        """A report belongs where its resolution belongs."""
        return self.resolution.owners


class Condition(Base):
    """One change that “修改后通过” asks for, and the unit that confirms it was made (三(四)); met once somebody there says so."""

    __tablename__ = "decision_conditions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    confirmer_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    met_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    met_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    met_how: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship(back_populates="wanted")
    confirmer: Mapped[Unit] = relationship()

    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("(met_at IS NULL) = (met_by IS NULL) AND (met_at IS NULL OR met_how <> '')", name="met_by_somebody"),
    )

    @property
    def owners(self) -> Owners:
        """A condition belongs to the unit that confirms it."""
        return Owners(units=frozenset({self.confirmer_id}))

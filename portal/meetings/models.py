"""The joint meeting (联席会议): the leader's approval, agenda items, meetings, decisions and what must be done by when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Unit
from portal.db import Base, UTCDateTime, code
from portal.meetings.rules import item_state
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
        """An agenda item belongs where its proposal belongs."""
        return self.proposal.owners


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

    __table_args__ = (
        CheckConstraint("government_outcome IS NULL OR outcome = 'to_government'", name="government_result"),
        CheckConstraint("outcome <> 'passed_with_changes' OR conditions <> ''", name="conditions_told"),
    )

    @property
    def owners(self) -> Owners:
        """A decision belongs where its proposal belongs."""
        return self.item.owners


class Resolution(Base):
    """Who must do what by when (议定事项)."""

    __tablename__ = "resolutions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    task: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]

    decision: Mapped[Decision] = relationship(back_populates="resolutions")
    unit: Mapped[Unit] = relationship()

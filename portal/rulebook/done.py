"""What has arrived so far for one proposal, as plain values: the other half of the checklist."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.rulebook.parties import OBJECTIONS


@dataclass(frozen=True)
class Asked:
    """One party asked once: a letter to a unit or person, or (`own`) the initiating unit's opinion in its own slot.

    `unit` is the unit's printed name, None for a person. `also` names further duties the same reply serves. `form`
    is the form of consultation used. `stance`: no_comment, agree, amend or disagree; `settled_at`: when an objection
    was settled, `argued`: whether both views and their basis are registered. Instants are aware.
    """

    party: str
    unit: str | None = None
    form: str = "written"
    sent_at: datetime | None = None
    due_at: datetime | None = None
    answered_at: datetime | None = None
    stance: str | None = None
    settled_at: datetime | None = None
    also: tuple[str, ...] = ()
    own: bool = False
    argued: bool = True

    @property
    def serves(self) -> tuple[str, ...]:
        """Every party this answer counts for."""
        return (self.party, *self.also)

    @property
    def is_late(self) -> bool:
        """It answered after the day it was asked for: 逾期反馈."""
        return bool(self.answered_at and self.due_at and self.answered_at >= self.due_at)

    @property
    def unsettled(self) -> bool:
        """It wants changes or disagrees, and no agreement was reached yet."""
        return self.stance in OBJECTIONS and self.settled_at is None

    @property
    def agreed_at(self) -> datetime | None:
        """When it stopped standing against the proposal."""
        return self.settled_at if self.stance in OBJECTIONS else self.answered_at


@dataclass(frozen=True)
class PublicRound:
    """The newest public round. `opinions` counts what the public said, `period_met` whether the least period was kept."""

    opened_at: datetime
    closes_at: datetime
    opinions: int
    period_met: bool
    shortened_reason: str = ""


@dataclass(frozen=True)
class Waived:
    """A party let off, with the reason and who approved it; counts only where the rules allow it."""

    party: str
    unit: str | None
    reason: str
    approver: str


@dataclass(frozen=True)
class Approved:
    """A recorded consent: `id` is the approval's, `on` the date on the paper, `at` when it was recorded."""

    id: str
    on: date
    at: datetime
    agreed: bool = True


@dataclass(frozen=True)
class DoneFacts:
    """Everything the checklist compares with the rules. `papers` and `not_applicable` hold ids of papers.

    `asked` holds, oldest first, the letters whose answers still count: those a material change has touched are asked anew.
    `without_verdict` counts opinions not answered yet; `material_change_at` is the last change of location, size,
    ownership, planned use or business form. `designated` and `lead_chosen` are the office's and the units' choices.
    """

    now: datetime
    asked: tuple[Asked, ...] = ()
    public: PublicRound | None = None
    without_verdict: int = 0
    waivers: tuple[Waived, ...] = ()
    papers: frozenset[str] = frozenset()
    not_applicable: frozenset[str] = frozenset()
    approvals: tuple[Approved, ...] = ()
    material_change_at: datetime | None = None
    designated: bool = False
    lead_chosen: bool = False

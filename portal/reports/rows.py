"""What a report is compiled from: plain frozen rows, gathered from the database or made by hand.

Internal ids link rows to each other and never leave this file's consumers; printed documents speak of `number`,
the ordered number of an opinion inside its consultation. All instants are aware and in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime

from portal.reports.values import (
    Amendment,
    Application,
    Change,
    Clause,
    Flag,
    Hearing,
    Measure,
    Original,
    Promise,
    ProposalFacts,
    Prose,
)
from portal.shielding import LEAST
from portal.surveys.values import SurveyFigures


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One party the rules ask for. `unit` is None where the unit is not known by name.

    `silence_counts`: once its time is over, no answer is stated as 未收到意见 and the requirement is met.
    """

    id: int
    party: str
    clauses: tuple[Clause, ...]
    unit: str | None = None
    mandatory: bool = True
    silence_counts: bool = False


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One letter: to a unit, or to a person (expert, planner, rights holder); it may serve several requirements.

    `opinion_id` is the opinion that answers it, None while it is silent. `must_agree` marks the parties with whom
    agreement must be reached (形成一致意见); the others are heard. `own` is the initiating unit's own slot. `late` says
    that the answer came after the deadline; it counts all the same. `superseded`: the party was asked again since, or the
    proposal has changed; the answer stays on record and binds nobody.
    """

    id: int
    party: str
    form: str
    sent_at: datetime
    due_at: datetime | None = None
    unit: str | None = None
    person: str = ""
    requirement_ids: tuple[int, ...] = ()
    opinion_id: int | None = None
    must_agree: bool = False
    own: bool = False
    late: bool = False
    superseded: bool = False
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A requirement that an approver let fall, with the reason that is printed."""

    requirement_id: int
    reason: str
    approver: str
    approved_on: date


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """How the disagreement in one unit's reply ended, or that it has not."""

    opinion_id: int
    settled: bool
    how: str
    settled_on: date
    our_view: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One opinion as it was received. `name` is the author's own name; who is not a unit or a signing expert is masked.

    `late` says that a rule of the closing keeps it out of the count; a unit's reply after its deadline is not `late`.
    """

    id: int
    number: int
    party: str
    channel: str
    received_on: date
    stance: str
    text: str
    name: str = ""
    unit: str | None = None
    relation: str = ""
    street: str = ""
    repeats_id: int | None = None
    withdrawn: bool = False
    invalid_reason: str | None = None
    late: bool = False
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class PointRow:
    """One demand inside an opinion, `position` from 1. `no_demand` says that it asks for nothing (a bare 支持).

    `text` is the passage of the opinion that it is, "" for all of it.
    """

    opinion_id: int
    position: int
    theme_id: int | None = None
    no_demand: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class BundleRow:
    """Opinions that a person confirmed to have the same words: the id of each, and a number for who said it."""

    kind: str
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """Points that ask for the same thing; `verdict` is None until somebody gives one."""

    id: int
    title: str
    verdict: str | None = None
    reason: str = ""
    change: str = ""
    changes: tuple[Change, ...] = ()
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class ReportRows:
    """Everything one report is made of."""

    proposal: ProposalFacts
    opened_at: datetime | None
    closes_at: datetime | None
    requirements: tuple[RequirementRow, ...] = ()
    measures: tuple[Measure, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    waivers: tuple[WaiverRow, ...] = ()
    settlements: tuple[SettlementRow, ...] = ()
    opinions: tuple[OpinionRow, ...] = ()
    points: tuple[PointRow, ...] = ()
    themes: tuple[ThemeRow, ...] = ()
    bundles: tuple[BundleRow, ...] = ()
    flags: tuple[Flag, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    application: Application | None = None
    originals: tuple[Original, ...] = ()
    prose: tuple[Prose, ...] = ()
    small_group: int = LEAST
    surveys: tuple[SurveyFigures, ...] = ()

"""Who was asked, what they said, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.reports.values.matter import Clause


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement beside what was done about it.

    `state`: answered, late, silent, unheard (silent until its time was over, where the rules accept that), own (the
    initiating unit itself), waived, public (by the public round) or missing (nobody was asked). A requirement served by
    several letters has a line for each; a letter that serves several has one. `met` speaks of the whole.
    """

    party: str
    name: str
    clauses: tuple[Clause, ...]
    mandatory: bool
    state: str
    met: bool
    form: str | None = None
    sent_at: datetime | None = None
    due_at: datetime | None = None
    replied_on: date | None = None
    kind: str | None = None
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A requirement let fall, with reason and approver."""

    party: str
    name: str
    reason: str
    approver: str
    approved_on: date
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """How and when a disagreement ended, or how far it got."""

    settled: bool
    how: str
    settled_on: date
    our_view: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One letter and its answer; `number` is that of the answering opinion.

    `agreement`: agreed, unsettled, silent, advisory (no agreement is asked of this party) or superseded (it was asked
    again). `blocks`: without its agreement nothing goes to the meeting.
    """

    party: str
    name: str
    form: str
    sent_at: datetime
    due_at: datetime | None
    agreement: str
    number: int | None = None
    replied_on: date | None = None
    late: bool = False
    own: bool = False
    blocks: bool = False
    kind: str | None = None
    text: str = ""
    verdicts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    settlement: Settlement | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The exact place that changed because of a theme."""

    version: int
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What will be done because of a theme, by whom and by when."""

    keeper: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """Points answered together; `points` and `opinions` are those of counted opinions."""

    number: int
    title: str
    points: tuple[str, ...]
    opinions: tuple[int, ...]
    verdict: str | None
    reason: str
    change: str
    changes: tuple[Change, ...] = ()
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Opinions with the same words: identical, near or campaign; `opinions` are their numbers, `voices` how many people."""

    kind: str
    opinions: tuple[int, ...]
    voices: int


@dataclass(frozen=True, slots=True)
class Point:
    """One demand of one opinion, with its answer (one of ANSWERS) and the number of its theme.

    `text` is the marked passage, "" where the point is the whole opinion.
    """

    id: str
    answer: str
    theme: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One line of the full table. `name` is fit to print; `keeps` is the number of the opinion that a repeated one repeats."""

    number: int
    party: str
    name: str
    channel: str
    received_on: date
    stance: str
    text: str
    bucket: str
    relation: str = ""
    street: str = ""
    keeps: int | None = None
    invalid_reason: str = ""
    attachments: int = 0
    points: tuple[Point, ...] = ()

"""The report as values: frozen, complete, and unable to hold numbers that do not add up.

An opinion is named by its ordered number inside the consultation (`3`), a point by that number and its place in
the opinion (`"3-1"`). Every count is the length of a tuple of such names, so each figure can be traced to its rows.
Codes are ASCII words; their Chinese is in `labels`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from portal.errors import N_, Refusal

SCHEMA = 2
BUCKETS = ("repeated", "withdrawn", "invalid", "late", "counted")
VERDICTS = ("adopted", "partly", "not_adopted", "explained")
ANSWERS = (*VERDICTS, "no_demand", "unanswered")


class DoesNotAddUp(Refusal):
    """The rows contradict each other; no report is made of them."""


def _must_match(parts, whole, what: str) -> None:
    if sorted(chain.from_iterable(parts)) != sorted(whole):
        raise DoesNotAddUp(N_("“%(what)s”的数字对不上，汇总表没有生成。请核对意见的登记情况后再试。"), what=what)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is printed: where it stands, and its words."""

    id: str
    citation: str
    quote: str


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """The basics of the proposal, from the version that was put to the parties."""

    number: str
    title: str
    version: int
    initiating_unit: str
    promoting_units: tuple[str, ...]
    space_type: str
    space_subtype: str
    ledger_number: str
    location: str
    size: str
    ownership: str
    planned_use: str
    business_forms: tuple[str, ...]
    commercial_convenience: bool
    subdistricts: tuple[str, ...]
    area: str = ""
    safety: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """What the agenda form says beyond the basics: what is there, what is planned, what is asked of the meeting.

    `attending` are the units proposed to sit in, `papers` the names of the annexes. Internal: it names the contact person.
    """

    summary: str = ""
    current_state: str = ""
    intended_use: str = ""
    plan_conformity: str = ""
    restricted_list: str = ""
    property_owner_opinion: str = ""
    matters_to_decide: str = ""
    necessity: str = ""
    ledger_comparison: str = ""
    major_decision: str = ""
    contact: str = ""
    attending: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hearing:
    """One round: its kind (internal, public, formal), the version put to the parties, and its two instants."""

    kind: str
    version: int
    opened_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Amendment:
    """What reads otherwise in version `version` than in the one before it."""

    version: int
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a careful leader would want to see (形式检查); `explanation` is the unit's answer, "" where none was given."""

    sentence: str
    clause: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A file kept as it came, by its SHA-256. `kind`: opinion or reply (with its number), proposal, or waiver."""

    kind: str
    name: str
    sha256: str
    size: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """What staff wrote into one section of the narrative."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Something the rules ask of the consultation as a whole (period, number of forms, order), beside what was done."""

    name: str
    asked: str
    done: str
    met: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The opinions of one group, by ordered number, each in exactly one bucket."""

    code: str
    received: tuple[int, ...]
    repeated: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    invalid: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()

    def __post_init__(self):
        _must_match((getattr(self, bucket) for bucket in BUCKETS), self.received, "收到意见")


@dataclass(frozen=True, slots=True)
class Share:
    """Those counted opinions (or points) that carry one code."""

    code: str
    of: tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """received = repeated + withdrawn + invalid + late + counted, in all, by party and by channel."""

    total: Tally
    by_party: tuple[Tally, ...]
    by_channel: tuple[Tally, ...]
    by_stance: tuple[Share, ...]

    def __post_init__(self):
        for tallies, what in ((self.by_party, "各方意见"), (self.by_channel, "各渠道意见")):
            for bucket in BUCKETS:
                _must_match((getattr(t, bucket) for t in tallies), getattr(self.total, bucket), what)
        _must_match((share.of for share in self.by_stance), self.total.counted, "各类态度")


@dataclass(frozen=True, slots=True)
class PointNumbers:
    """The points of the counted opinions = the sum over the verdicts + those that ask for nothing + the unanswered."""

    points: tuple[str, ...]
    answers: tuple[Share, ...]

    def __post_init__(self):
        _must_match((share.of for share in self.answers), self.points, "意见要点")

    def answered(self, code: str) -> tuple[str, ...]:
        """The points whose answer is `code`, one of ANSWERS."""
        return next(share.of for share in self.answers if share.code == code)


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


@dataclass(frozen=True, slots=True)
class ConsultationReport:
    """All that the documents of one consultation say at one instant (`cutoff`); `schema` tells how old a stored one is."""

    cutoff: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    proposal: ProposalFacts
    asked: tuple[Asked, ...]
    measures: tuple[Measure, ...]
    numbers: Numbers
    points: PointNumbers
    themes: tuple[Theme, ...]
    replies: tuple[Reply, ...]
    waivers: tuple[Waiver, ...]
    opinions: tuple[Opinion, ...]
    bundles: tuple[Bundle, ...] = ()
    flags: tuple[Flag, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    application: Application | None = None
    originals: tuple[Original, ...] = ()
    prose: tuple[Prose, ...] = ()
    schema: int = SCHEMA

    @property
    def unsettled(self) -> tuple[Reply, ...]:
        """Replies whose disagreement has not ended and must."""
        return tuple(reply for reply in self.replies if reply.agreement == "unsettled" and reply.blocks)

    @property
    def not_done(self) -> tuple[Asked, ...]:
        """Mandatory requirements nobody has met or waived."""
        return tuple(line for line in self.asked if line.mandatory and not line.met)

    @property
    def still_open(self) -> bool:
        """The public round had not closed at the cut-off."""
        return self.closes_at is not None and self.cutoff < self.closes_at

    @property
    def draft(self) -> bool:
        """Something is still without an answer; a final report has nothing of the kind."""
        unmet = any(not measure.met for measure in self.measures)
        return bool(self.still_open or self.unsettled or self.not_done or unmet or self.points.answered("unanswered"))

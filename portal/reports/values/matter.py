"""What was put to the parties, what the rules ask, and what stands beside the opinions."""

from dataclasses import dataclass
from datetime import datetime


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
class Measure:
    """Something the rules ask of the consultation as a whole (period, number of forms, order), beside what was done."""

    name: str
    asked: str
    done: str
    met: bool
    clauses: tuple[Clause, ...]


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

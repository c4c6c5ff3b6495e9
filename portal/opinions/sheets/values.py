"""The plain values of reading a sheet of opinions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.errors import InvalidInput
from portal.opinions.rules import PAPER_CHANNELS, PUBLIC_STANCES, RELATIONS, UNINVITED

FIELDS = ("number", "title", "text", "received_on", "stance", "channel", "party", "relation", "street", "name", "phone", "email")
CODES: Mapping[str, tuple[str, ...]] = {
    "stance": PUBLIC_STANCES, "channel": PAPER_CHANNELS, "party": UNINVITED, "relation": RELATIONS,
}
WORDED = (*CODES, "street")
FIXED = ("received_on", "stance", "channel", "party", "relation", "source")


@dataclass(frozen=True)
class Plan:
    """What stands for what: field → the head of its column, field → typed word → code, field → one value for every row."""

    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """What rows are read against: the first and the last day a row may have come, the subdistricts by name (unit ids), and the
    name of the file."""

    opened_on: date
    today: date
    streets: Mapping[str, int]
    filename: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell; `cell` is such as C12, or the line alone."""

    cell: str
    field: str
    why: InvalidInput


@dataclass(frozen=True, slots=True)
class Entry:
    """One row read: the columns of its opinion, its author's contact data, and the key that makes it the same row next time;
    or what is wrong with it."""

    line: int
    values: dict
    contact: dict[str, str]
    key: str
    problems: tuple[Problem, ...] = ()

"""A file beside the ledger: row by row what is new, changed, unchanged or wrong. Pure values."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.errors import N_, InvalidInput, Refusal, Several
from portal.ledger.rules import Known, read_space
from portal.ledger.values import SheetRow, SpaceValues, changes
from portal.text import folded

KINDS = ("wrong", "new", "changed", "unchanged")


@dataclass(frozen=True)
class Row:
    """One row of a file: its line, what becomes of it (one of KINDS), and why."""

    line: int
    kind: str
    number: str
    name: str
    values: SpaceValues | None = None
    changes: Mapping[str, list[str]] = field(default_factory=dict)
    problems: tuple[Refusal, ...] = ()


def compare(rows: Iterable[SheetRow], current: Mapping[str, SpaceValues], known: Known) -> list[Row]:
    """Every row of a file against the ledger (number → values)."""
    first_lines: dict[str, int] = {}
    return [_row(row, current, known, first_lines) for row in rows]


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = Counter(row.kind for row in rows)
    return {kind: found[kind] for kind in KINDS}


def fingerprint(rows: Iterable[Row]) -> str:
    """A hash of what the comparison shows, to notice that the ledger has changed since."""
    shown = [(row.line, row.kind, row.number, row.changes) for row in rows]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _row(row: SheetRow, current: Mapping[str, SpaceValues], known: Known, first_lines: dict[str, int]) -> Row:
    number, name = folded(row.texts.get("number", "")), row.texts.get("name", "")
    before = current.get(number)
    try:
        if row.problems:
            raise Several(list(row.problems))
        values = read_space(row.texts, known, before)
        _note_line(values.number, row.line, first_lines)
    except InvalidInput as wrong:
        return Row(row.line, "wrong", number[:60], name[:60], problems=tuple(getattr(wrong, "problems", [wrong])))
    found = changes(before, values)
    kind = "new" if before is None else "changed" if found else "unchanged"
    return Row(row.line, kind, values.number, values.name, values, found)


def _note_line(number: str, line: int, lines: dict[str, int]) -> None:
    first = lines.setdefault(number, line)
    if first != line:
        raise InvalidInput(N_("编号和第 %(line)s 行重复，一个编号只能有一行。"), field="number", line=first)

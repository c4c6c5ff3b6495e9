"""A sheet of opinions as a file: its first lines for the eye, and all of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from portal.errors import N_, InvalidInput
from portal.files.oddities import Oddities, oddities
from portal.files.sheets import Bounds, Line, Sheet, open_sheet
from portal.opinions.sheets.heads import MOST_COLUMNS, find_heads
from portal.opinions.sheets.reading import Reader
from portal.opinions.sheets.values import Entry, Plan, Terms

MOST_ROWS = 100_000
BOUNDS = Bounds(size=50 * 1024 * 1024, unpacked=200 * 1024 * 1024, rows=MOST_ROWS, columns=MOST_COLUMNS)
LOOKED_AT = 200


@dataclass(frozen=True)
class Opened:
    """A sheet whose heads are found: its first rows, all of its rows (to be read once), and how many to expect."""

    heads: list[str]
    first: list[Line]
    rows: Iterator[Line]
    sheet: Sheet

    def entries(self, plan: Plan, terms: Terms) -> Iterator[Entry]:
        """Every row, read."""
        return Reader(self.heads, plan, terms).read(self.rows)

    def oddities(self) -> Oddities:
        """What the table keeps from the eye."""
        return oddities(self.sheet)


def open_opinions(data: bytes) -> Opened:
    """Open a sheet of opinions. Raises InvalidInput for a file that cannot be taken as a whole."""
    sheet = open_sheet(data, BOUNDS, formulas=False)
    lines = list(islice(sheet.lines, LOOKED_AT))
    at, heads = find_heads(lines)
    first = lines[at + 1:]
    if not first:
        raise InvalidInput(N_("表里只有表头，没有内容。"), field="file")
    return Opened(heads, first, chain(first, sheet.lines), sheet)

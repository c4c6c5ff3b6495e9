"""Reading a sheet of tickets by the mapping staff set, row by row as it is asked for."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from portal.complaints.queries.tickets import known, mapping
from portal.complaints.rules.tickets import TicketRow, columns_of, read_rows
from portal.errors import N_, InvalidInput
from portal.files.sheets import Bounds, Cell, open_sheet
from portal.text import one_line

BOUNDS = Bounds(size=50 * 1024**2, unpacked=500 * 1024**2, rows=200_000, columns=80)


def rows_of(session: Session, data: bytes, now: datetime) -> Iterator[TicketRow]:
    """The rows of a sheet. Raises InvalidInput at once for a file that is no sheet of tickets."""
    lines = ((number, _texts(cells)) for number, cells in open_sheet(data, BOUNDS, formulas=False).lines)
    heads, first = next(lines, None), next(lines, None)
    if first is None:
        raise InvalidInput(N_("表里没有工单。第一行是列名，下面一行一件。"), field="file")
    columns = columns_of([one_line(text) for text in heads[1]], mapping(session).columns)
    return read_rows(chain([first], lines), columns, known(session, now))


def _texts(cells: list[Cell]) -> list[str]:
    """The cells' texts; the first is the number, in one line."""
    return [one_line(cell.text) if at == 0 else cell.text for at, cell in enumerate(cells)]

"""A paper as a workbook: a sheet for each table, every figure a number, nobody's words ever a formula.

The sheets are written as XML row by row into the answer itself: a hundred thousand rows need no memory and no waiting.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from portal.press.paper import Block, Cell, Column, Figure, Heading, Paper, Paragraph, Sheet, Table
from portal.press.text import xml
from portal.press.xlsx_parts import (
    HEAD,
    MM_WIDE,
    NAME,
    PLAIN,
    PROSE,
    QUOTED,
    SHEET_END,
    TOTAL,
    around,
    sheet_start,
    widest,
)
from portal.press.zipstream import zipped

LONGEST = 32767  # characters a cell can hold
CUT = "……（此格容纳不下，全文见 Word 文件）"
LINE, TALLEST = 15, 409  # points
_TYPED = ("=", "+", "-", "@", "\t", "\r", "'")  # what a person's spreadsheet takes for the start of a formula
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # how a workbook writes a character by its number


def write(paper: Paper, made_at: datetime) -> bytes:
    """The xlsx of `paper`, made at `made_at` (aware)."""
    return b"".join(stream(paper, made_at))


def stream(paper: Paper, made_at: datetime) -> Iterator[bytes]:
    """The same in pieces, the first at once; the rows of its tables are read only as they are written."""
    sheets = _sheets(paper)
    words = [(f"xl/worksheets/sheet{number}.xml", _sheet(sheet)) for number, sheet in enumerate(sheets, start=1)]
    return zipped([*around(paper, sheets, made_at), *words])


def _sheets(paper: Paper) -> tuple[Sheet, ...]:
    if paper.sheets:
        return paper.sheets
    annexes = (Sheet(f"附件{number}", (annex,)) for number, annex in enumerate(paper.annexes, start=1))
    return (Sheet("正文", tuple(_body(paper))), *annexes)


def _body(paper: Paper) -> Iterator[Table]:
    """The blocks in order; the prose between two tables is a table of its own."""
    prose = [(paper.note,)] if paper.note else []
    name = paper.title
    for block in (*paper.blocks, Paragraph(paper.trace)):
        table = _tabled(block)
        if table is None:
            prose.append((block.text if isinstance(block, Heading) else block.lead + block.text,))
            continue
        yield Table(name, (Column("正文", 156, True),), tuple(prose))
        yield table
        prose, name = [], "　"
    yield Table(name, (Column("正文", 156, True),), tuple(prose))


def _tabled(block: Block) -> Table | None:
    if isinstance(block, Figure):
        return block.table
    return block if isinstance(block, Table) else None


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield sheet_start(sheet)
    room = [max(1, int(column.width / MM_WIDE / 2)) for column in widest(sheet).columns]
    for number, table in enumerate(sheet.tables):
        if number:
            yield "<row/>"
        yield from _table(table, room[: len(table.columns)])
    yield SHEET_END


def _table(table: Table, room: list[int]) -> Iterator[str]:
    """The name, the heads, the rows; the last row may be a sum, which shows only when no other follows."""
    looks = [PROSE if column.prose else PLAIN for column in table.columns]
    yield _row((table.name,), (NAME,), (LONGEST,))
    yield _row([column.head for column in table.columns], [HEAD] * len(looks), room)
    last = None
    for row in table.rows:
        if last is not None:
            yield _row(last, looks, room)
        last = row
    if last is None:
        yield _row((table.empty,), (PLAIN,), room[:1])
    else:
        yield _row(last, [TOTAL] * len(looks) if table.total else looks, room)


def _row(cells: Sequence[Cell], looks: Sequence[int], room: Sequence[int]) -> str:
    """A row as tall as its fullest cell needs; `room` is how many characters stand side by side in each."""
    pairs = zip(cells, room, strict=True)
    full = [_lines(cell, wide) for cell, wide in pairs if cell.__class__ is str and (len(cell) > wide or "\n" in cell)]
    tall = f' ht="{min(max(full) * LINE, TALLEST)}"' if full else ""
    return f"<row{tall}>{''.join([_cell(cell, look) for cell, look in zip(cells, looks, strict=True)])}</row>"


def _lines(cell: str, wide: int) -> int:
    """Lines of a cell whose Chinese characters are twice as wide as the others."""
    return sum(-(-(len(line) + len(line.encode(errors="replace"))) // (4 * wide)) or 1 for line in cell.split("\n"))


def _cell(cell: Cell, style: int) -> str:
    if isinstance(cell, int):
        return f'<c s="{style}"><v>{cell}</v></c>'
    if cell.startswith(_TYPED):
        style += QUOTED
    if len(cell) > LONGEST:
        cell = cell[: LONGEST - len(CUT)] + CUT
    if "_x" in cell:
        cell = _ESCAPE.sub("_x005F_", cell)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml(cell)}</t></is></c>'

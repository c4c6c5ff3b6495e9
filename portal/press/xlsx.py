"""A paper as a workbook: a sheet for each table, every figure a number, nobody's words ever a formula."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import xlsxwriter

from portal.press.paper import Block, Cell, Column, Figure, Heading, Paper, Paragraph, Table
from portal.press.text import visible

LONGEST = 32767  # characters a cell can hold
CUT = "……（此格容纳不下，全文见 Word 文件）"
OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FACE = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"}


def write(paper: Paper, made_at: datetime) -> bytes:
    """The xlsx of `paper`, made at `made_at` (aware), written row by row in constant memory."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": paper.title, "author": paper.unit, "created": made_at.replace(tzinfo=None)})
        formats = _formats(book)
        for name, stack in _sheets(paper):
            _sheet(book, formats, name, stack)
    return buffer.getvalue()


def _sheets(paper: Paper) -> list[tuple[str, list[Table]]]:
    if paper.sheets:
        return [(sheet.name, list(sheet.tables)) for sheet in paper.sheets]
    annexes = [(f"附件{number}", [annex]) for number, annex in enumerate(paper.annexes, start=1)]
    return [("正文", list(_body(paper))), *annexes]


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


def _formats(book) -> dict[str, object]:
    line = {**_FACE, "border": 1}
    return {
        "name": book.add_format({**_FACE, "bold": True, "font_size": 12, "text_wrap": False}),
        "head": book.add_format({**line, "bold": True, "align": "center", "bg_color": "#f2f0ea"}),
        "total": book.add_format({**line, "bold": True, "align": "center"}),
        "prose": book.add_format({**line, "align": "left", "valign": "top"}),
        "plain": book.add_format({**line, "align": "center"}),
    }


def _sheet(book, formats: dict, name: str, stack: list[Table]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")
    widest = max(stack, key=lambda table: len(table.columns))
    for place, column in enumerate(widest.columns):
        sheet.set_column(place, place, column.width / 1.9)
    if len(stack) == 1:
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 1)
    row = 0
    for table in stack:
        row = _table(sheet, formats, table, row) + 1


def _table(sheet, formats: dict, table: Table, row: int) -> int:
    """Write a table from `row` on; gives the first row after it."""
    sheet.write_string(row, 0, table.name, formats["name"])
    for place, column in enumerate(table.columns):
        sheet.write_string(row + 1, place, column.head, formats["head"])
    row += 2
    if not table.rows:
        sheet.write_string(row, 0, table.empty, formats["plain"])
        return row + 1
    for index, cells in enumerate(table.rows):
        is_total = table.total and index == len(table.rows) - 1
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            kind = "total" if is_total else "prose" if column.prose else "plain"
            _cell(sheet, row + index, place, cell, formats[kind])
    return row + len(table.rows)


def _cell(sheet, row: int, place: int, cell: Cell, style) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, place, cell, style)
        return
    text = visible(cell)
    sheet.write_string(row, place, text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT, style)

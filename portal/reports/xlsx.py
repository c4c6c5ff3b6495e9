"""The report as a workbook: a sheet for each table, every figure a number, nobody's words ever a formula."""

from io import BytesIO

import xlsxwriter

from portal.reports import tables
from portal.reports.labels import moment
from portal.reports.paper import compose, received_sentence
from portal.reports.tables import Cell, Column, Table
from portal.reports.text import visible
from portal.reports.values import ConsultationReport

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


def write(report: ConsultationReport) -> bytes:
    """The xlsx of `report`, written row by row in constant memory."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        paper = compose(report)
        created = report.cutoff.replace(tzinfo=None)
        book.set_properties({"title": paper.title, "author": paper.unit, "created": created})
        formats = _formats(book)
        for name, stack in _sheets(report):
            _sheet(book, formats, name, stack)
    return buffer.getvalue()


def _sheets(report: ConsultationReport) -> list[tuple[str, list[Table]]]:
    return [
        ("概况", [_about(report), tables.basics(report)]),
        ("要求与落实", [tables.asked(report), tables.measures(report)]),
        ("意见数量", [tables.by_party(report), tables.by_channel(report), tables.by_stance(report), tables.by_answer(report)]),
        ("归类与采纳", [tables.themes(report)]),
        ("单位反馈", [tables.replies(report)]),
        ("意见明细", [tables.opinions(report)]),
    ]


def _about(report: ConsultationReport) -> Table:
    paper = compose(report)
    rows = (
        ("标题", paper.title + paper.note),
        ("汇总截至", f"{moment(report.cutoff)}（北京时间）"),
        ("意见数量", received_sentence(report)),
    )
    return Table("汇总", (Column("项目", 32), Column("内容", 124, True)), rows)


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

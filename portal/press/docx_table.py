"""Tables of WordprocessingML, row by row as text."""

from collections.abc import Iterable, Iterator

from portal.press.docx_text import HINT, KEEP, lines, twips
from portal.press.paper import Cell, Column, Table

_HEAD = "<w:cantSplit/><w:tblHeader/>"
_WHOLE = "<w:cantSplit/>"
_AFTER = "</w:t></w:r></w:p></w:tc>"


def table(source: Table, whole: bool, tied: bool = False) -> Iterator[str]:
    """A table whose head repeats on every page and whose rows stay whole unless they are taller than a page.

    `whole` keeps all of it on one page; else no page begins or ends with a lone row. `tied` keeps its end with
    what follows.
    """
    columns, last = source.columns, len(source.rows) - 1
    ways = (("TableHead", KEEP), ("", ""), ("", KEEP), ("TableHead", ""))
    heads, plain, kept, total = (_openings(columns, *way) for way in ways)
    yield _opening(columns)
    yield _row((column.head for column in columns), heads, _HEAD)
    for number, row in enumerate(source.rows):
        together = tied if number == last else whole or number in (0, last - 1)
        is_sum = source.total and number == last
        openings = (heads if is_sum else kept) if together else (total if is_sum else plain)
        yield _row(row, openings, "" if source.may_split(row) else _WHOLE)
    yield "</w:tbl>"


def _opening(columns: tuple[Column, ...]) -> str:
    widths = [twips(column.width) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{margins(57)}<w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def margins(twips_wide: int) -> str:
    """The left and right margins of every cell of a table."""
    sides = "".join(f'<w:{side} w:w="{twips_wide}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _openings(columns: tuple[Column, ...], style: str, layout: str) -> list[str]:
    """What stands before the words of each cell of a row."""
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(column.width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style or ("TableProse" if column.prose else "TableText")}"/>{layout}</w:pPr>'
        f'<w:r><w:rPr>{HINT}</w:rPr><w:t xml:space="preserve">'
        for column in columns
    ]


def _row(cells: Iterable[Cell], openings: list[str], properties: str) -> str:
    words = "".join([f"{opening}{lines(str(cell))}{_AFTER}" for opening, cell in zip(openings, cells, strict=True)])
    return f"<w:tr><w:trPr>{properties}</w:trPr>{words}</w:tr>"

"""Pieces of WordprocessingML, made as text: thousands of table rows in the time python-docx takes for a few."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from portal.press.paper import Cell, Column, Table
from portal.press.text import visible

NEW_PAGE, KEEP = "<w:pageBreakBefore/>", "<w:keepNext/>"
_NS = nsdecls("w")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_TWIPS_PER_MM = 56.693
_LINE = 579  # 28.95 pt in twentieths: 22 lines in 225 mm


def paragraph(text: str, style: str, *, lead: str = "", layout: str = "", declare: bool = True) -> str:
    """A paragraph in `style`; line ends in `text` stay line ends, `lead` is its first word in the Lead style.

    `layout` is NEW_PAGE, KEEP (with the next one) or nothing; `declare` names the XML namespace.
    """
    led = _run(lead, '<w:rStyle w:val="Lead"/>') if lead else ""
    words = led + (_run(text) if text else "")
    return f'<w:p{" " + _NS if declare else ""}><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{words}</w:p>'


def _run(text: str, style: str = "") -> str:
    lines = escape(visible(text)).split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{style}{_HINT}</w:rPr>{words}</w:r>"


def kept(element: str) -> str:
    """The same paragraph, kept on the page of the next one."""
    return element.replace("</w:pPr>", f"{KEEP}</w:pPr>", 1)


def table(source: Table, whole: bool) -> str:
    """A table whose head repeats on every page and whose rows stay whole unless they are taller than a page.

    `whole` keeps all of it on one page.
    """
    columns, last = source.columns, len(source.rows) - 1
    rows = [_row([column.head for column in columns], columns, "TableHead", "<w:cantSplit/><w:tblHeader/>", KEEP)]
    for number, row in enumerate(source.rows):
        style = "TableHead" if source.total and number == last else ""
        unbroken = "" if source.may_split(row) else "<w:cantSplit/>"
        rows.append(_row(row, columns, style, unbroken, KEEP if whole and number < last else ""))
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    width = sum(_twips(column.width) for column in columns)
    return (
        f'<w:tbl {_NS}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{_margins(57)}<w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _margins(twips: int) -> str:
    sides = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _row(cells: Iterable[Cell], columns: tuple[Column, ...], style: str, properties: str, layout: str) -> str:
    filled = "".join(_cell(cell, column, style, layout) for cell, column in zip(cells, columns, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>"


def _cell(cell: Cell, column: Column, style: str, layout: str) -> str:
    style = style or ("TableProse" if column.prose else "TableText")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(column.width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(str(cell), style, layout=layout, declare=False)}</w:tc>"
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


def set_grid(section) -> None:
    """22 lines on a page; the 28 characters come from the narrowed spacing of the body styles."""
    for old in section._sectPr.findall(".//{*}docGrid"):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(f'<w:docGrid {_NS} w:type="lines" w:linePitch="{_LINE}"/>'))


def page_number(style: str) -> str:
    """“— 1 —” as a paragraph."""
    field = f'<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{_HINT}</w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:p {_NS}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run("— ")}{field}{_run(" —")}</w:p>'


def turned_page_number(style: str) -> str:
    """The page number in a frame at the left edge of a landscape page, turned with it."""
    number = page_number(style).replace(f" {_NS}", "", 1)
    width = _twips(8)
    place = f'w:horzAnchor="page" w:vertAnchor="page" w:tblpX="{_twips(22)}" w:tblpY="{_twips(28)}"'
    return (
        f'<w:tbl {_NS}><w:tblPr><w:tblpPr {place}/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{_margins(0)}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{_twips(156)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
    )


def put(part, element: str) -> None:
    """Make `element` the whole of a header or footer."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.append(parse_xml(element))
    if element.startswith("<w:tbl"):
        part._element.append(parse_xml(f"<w:p {_NS}/>"))

"""The pages of a Word document: paper, margins, the grid of lines, page numbers (GB/T 9704—2012 5, 7.5, 八)."""

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm

from portal.press.docx_table import margins
from portal.press.docx_text import NAMESPACES, holding, run, twips

_LINE = 579  # 28.95 pt in twentieths: 22 lines in 225 mm


def portrait(section) -> None:
    """An upright page, its number outside below the type area."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    _set_grid(section)
    for header in (section.header, section.even_page_header):
        _put(header, "<w:p/>")
    _put(section.footer, _page_number("PageNumberOdd"))
    _put(section.even_page_footer, _page_number("PageNumberEven"))


def first_of_letter(section) -> None:
    """Upright pages of which the first has no number (10.1)."""
    portrait(section)
    section.different_first_page_header_footer = True
    _put(section.first_page_footer, "<w:p/>")


def landscape(section) -> None:
    """A page turned to the left: its number stays where a bound reader looks for it (八)."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    section.different_first_page_header_footer = False
    for part in (section.footer, section.even_page_footer):
        part.is_linked_to_previous = False
    _put(section.header, _turned("PageNumberOdd"))
    _put(section.even_page_header, _turned("PageNumberEven"))


def closing(section) -> None:
    """The upright page after landscape ones."""
    section.orientation = WD_ORIENT.PORTRAIT
    portrait(section)


def _set_grid(section) -> None:
    """22 lines on a page; the 28 characters come from the narrowed spacing of the body styles."""
    for old in section._sectPr.findall(".//{*}docGrid"):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(f'<w:docGrid {NAMESPACES} w:type="lines" w:linePitch="{_LINE}"/>'))


def _page_number(style: str) -> str:
    """“— 1 —” as a paragraph."""
    return holding(f'{run("— ")}<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(" —")}', style)


def _turned(style: str) -> str:
    """The page number in a frame at the left edge of a landscape page, turned with it."""
    width = twips(8)
    place = f'w:horzAnchor="page" w:vertAnchor="page" w:tblpX="{twips(22)}" w:tblpY="{twips(28)}"'
    return (
        f'<w:tbl><w:tblPr><w:tblpPr {place}/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{margins(0)}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(156)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{_page_number(style)}</w:tc></w:tr>'
        "</w:tbl><w:p/>"
    )


def _put(part, content: str) -> None:
    """Make `content` the whole of a header or footer."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.extend(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>"))

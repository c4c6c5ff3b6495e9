"""A paper as a Word document that staff can edit: real styles and headings, official layout, blanks for number and seal."""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm

from portal.press import docx_parts as parts
from portal.press.docx_styles import prepare_styles
from portal.press.paper import Block, Figure, Heading, Paper, Paragraph, Table
from portal.press.text import balanced

TITLE_WIDTH = 19  # characters of 22 pt in 156 mm, with one to spare


def write(paper: Paper, made_at: datetime) -> bytes:
    """The docx of `paper`: the paper upright, its annexes on landscape pages; `made_at` (aware) is its date of making."""
    document = Document()
    prepare_styles(document)
    _properties(document, paper, made_at)
    _fill(document, _upright(paper))
    _portrait(document.sections[0])
    if paper.annexes:
        _landscape(document.add_section())
        _fill(document, _annexes(paper))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _properties(document, paper: Paper, made_at: datetime) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = paper.title, paper.unit, paper.unit, ""
    core.created = core.modified = made_at.replace(tzinfo=None)
    core.language = "zh-CN"


def _fill(document, elements: list[str]) -> None:
    """Append elements to the end of the body, before its section properties."""
    end = document.element.body.sectPr
    for element in elements:
        end.addprevious(parse_xml(element))


def _upright(paper: Paper) -> list[str]:
    head = [
        parts.paragraph("　　　　〔　　　　〕　　号", "DocumentNumber"),
        parts.paragraph("\n".join(balanced(paper.title, TITLE_WIDTH)), "Title"),
    ]
    if paper.note:
        head.append(parts.paragraph(paper.note, "Subtitle"))
    if paper.addressee:
        head.append(parts.paragraph(f"{paper.addressee}：", "AnnexList"))
    annexes = [
        parts.paragraph(f"{'附件：' if number == 1 else '　　　'}{number}. {annex.name}", "AnnexList")
        for number, annex in enumerate(paper.annexes, start=1)
    ]
    blank = parts.paragraph("", "AnnexList")
    end = [parts.paragraph(text, "Signature") for text in (f"{paper.unit}（盖章）", "　　　　年　　月　　日")]
    *body, last = [each for block in paper.blocks for each in _block(block)]
    trace = [parts.paragraph(paper.trace, "AnnexList")] if paper.trace else []
    return [*head, *body, parts.kept(last), blank, *annexes, blank, *end, *trace]


def _block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [parts.paragraph(block.text, f"Heading{block.level}")]
    if isinstance(block, Paragraph):
        return [parts.paragraph(block.text, "Normal", lead=block.lead)]
    if isinstance(block, Figure):
        return [parts.paragraph(f"{label}{number}{block.unit}", "Normal") for label, number in block.bars]
    return [parts.paragraph(block.name if block.captioned else "", "Caption" if block.captioned else "TableGap"), *_table(block)]


def _table(table: Table, whole: bool = True) -> list[str]:
    if not table.rows:
        return [parts.paragraph(f"{table.empty}。", "Normal")]
    return [parts.table(table, whole and table.is_short), parts.paragraph("", "TableGap")]


def _annexes(paper: Paper) -> list[str]:
    elements = []
    for number, table in enumerate(paper.annexes, start=1):
        elements.append(parts.paragraph(f"附件{number}", "AnnexMark", layout=parts.NEW_PAGE if number > 1 else ""))
        elements.append(parts.paragraph(table.name, "AnnexTitle"))
        elements += _table(table, whole=False)
    return elements


def _portrait(section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    parts.set_grid(section)
    parts.put(section.footer, parts.page_number("PageNumberOdd"))
    parts.put(section.even_page_footer, parts.page_number("PageNumberEven"))


def _landscape(section) -> None:
    """A page turned to the left: its number stays where a bound reader looks for it (GB/T 9704 八)."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    for part in (section.footer, section.even_page_footer):
        part.is_linked_to_previous = False
    parts.put(section.header, parts.turned_page_number("PageNumberOdd"))
    parts.put(section.even_page_header, parts.turned_page_number("PageNumberEven"))

"""The styles of an official document (GB/T 9704-2012), as Word styles a person can change in one place.

Licensed faces are named, never embedded; the font table tells Word what to take where they are missing.
"""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

FANGSONG, SONG_TITLE, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
SUBSTITUTES = {FANGSONG: "仿宋", SONG_TITLE: "华文中宋", KAI: "楷体"}
BODY, LINE, NOTHING = Pt(16), Pt(28.95), Pt(0)
NARROWED = -5  # twentieths of a point: 28 characters of 16 pt in 156 mm


def prepare_styles(document) -> None:
    """Set every style the report uses, the two-sided page, and substitutes for the licensed faces."""
    _language(document)
    _normal(document)
    _headings(document)
    _frames(document)
    _tables(document)
    _page_numbers(document)
    _settings(document)
    _font_table(document)


def _language(document) -> None:
    """Chinese as it is written in Beijing: the shapes of characters and punctuation depend on it."""
    for lang in document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _normal(document) -> None:
    _style(document, "Normal", FANGSONG, BODY, align=ALIGN.JUSTIFY, indent=2)
    _style(document, "Document Number", FANGSONG, BODY, align=ALIGN.CENTER)
    annexes = _style(document, "Annex List", FANGSONG, BODY, indent=2)
    signature = _style(document, "Signature", FANGSONG, BODY, align=ALIGN.RIGHT)
    annexes.paragraph_format.keep_with_next = signature.paragraph_format.keep_with_next = True
    _chars(signature, right=400)
    _style(document, "Addressee", FANGSONG, BODY)
    _style(document, "Trace", SONG, Pt(10.5), line=Pt(15), before=Pt(15))
    lead = document.styles.add_style("Lead", WD_STYLE_TYPE.CHARACTER)
    _font(lead, HEI, BODY)


def _frames(document) -> None:
    """The red heads of letters and minutes, the line of the number, the 版记."""
    head = _style(document, "Red Head", SONG_TITLE, Pt(30), align=ALIGN.CENTER)
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    head.font.color.rgb = RGBColor(255, 0, 0)
    _chars(_style(document, "Number Left", FANGSONG, BODY), left=100, right=100)
    _style(document, "Number Right", FANGSONG, BODY, align=ALIGN.RIGHT)
    _style(document, "Picture", FANGSONG, BODY, align=ALIGN.CENTER).paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    document.styles["Picture"].paragraph_format.keep_with_next = True
    _chars(_style(document, "Colophon", FANGSONG, Pt(14), line=Pt(24)), left=100, right=100)


def _headings(document) -> None:
    _style(document, "Title", SONG_TITLE, Pt(22), align=ALIGN.CENTER, line=Pt(35), after=Pt(14), before=Pt(29))
    _style(document, "Subtitle", KAI, BODY, align=ALIGN.CENTER, after=Pt(14))
    for level, face in ((1, HEI), (2, KAI), (3, FANGSONG), (4, FANGSONG)):
        heading = _style(document, f"Heading {level}", face, BODY, align=ALIGN.JUSTIFY, indent=2)
        heading.paragraph_format.keep_with_next = True
    _style(document, "Annex Mark", HEI, BODY, level=1)
    title = _style(document, "Annex Title", SONG_TITLE, Pt(22), align=ALIGN.CENTER, line=Pt(35), after=Pt(8), level=2)
    title.paragraph_format.keep_with_next = True


def _tables(document) -> None:
    for name, face, align in (
        ("Table Head", HEI, ALIGN.CENTER),
        ("Table Text", FANGSONG, ALIGN.CENTER),
        ("Table Prose", FANGSONG, ALIGN.LEFT),
    ):
        style = _style(document, name, face, Pt(10.5), align=align, line=Pt(15))
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)
    caption = _style(document, "Caption", HEI, Pt(12), align=ALIGN.CENTER, before=Pt(8), after=Pt(4), line=Pt(18))
    caption.paragraph_format.keep_with_next = True
    _style(document, "Source", SONG, Pt(9), line=Pt(14), after=Pt(8))
    gap = _style(document, "Table Gap", FANGSONG, Pt(5), line=Pt(6))
    gap.paragraph_format.keep_with_next = True
    document.styles["Table Grid"].paragraph_format.alignment = WD_TABLE_ALIGNMENT.CENTER


def _page_numbers(document) -> None:
    odd = _style(document, "Page Number Odd", SONG, Pt(14), align=ALIGN.RIGHT, latin=SONG)
    even = _style(document, "Page Number Even", SONG, Pt(14), latin=SONG)
    for style in (odd, even):
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _chars(odd, right=100)
    _chars(even, left=100)


def _style(
    document, name, face, size, *, align=ALIGN.LEFT, indent=0, line=LINE, before=NOTHING, after=NOTHING, level=0, latin=LATIN
):
    """A paragraph style set whole: face, size, black, exact line, indent in characters; `level` puts it in the outline."""
    names = [style.name for style in document.styles]
    style = document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.hidden, style.quick_style = False, True
    _font(style, face, size, latin)
    layout = style.paragraph_format
    layout.alignment, layout.line_spacing, layout.space_before, layout.space_after = align, line, before, after
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.keep_with_next = False
    layout.widow_control = True
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    _chars(style, firstLine=indent * 100)
    _narrow(style) if size == BODY else _off_the_grid(style)
    if level:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        style.element.pPr.append(outline)
    return style


def _font(style, face: str, size, latin: str = LATIN) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = latin, size, False, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, value in (("eastAsia", face), ("ascii", latin), ("hAnsi", latin), ("cs", latin), ("hint", "eastAsia")):
        fonts.set(qn(f"w:{name}"), value)


def _chars(style, **indents: int) -> None:
    """Indents in hundredths of a character, so that they follow the size of the type."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    for side, value in indents.items():
        indent.set(qn(f"w:{side}Chars"), str(value))
        indent.set(qn(f"w:{side}"), str(round(value / 100 * 316)))


def _narrow(style) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(NARROWED))
    style.element.rPr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _off_the_grid(style) -> None:
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    style.element.pPr.insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _settings(document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.settings.element.insert(0, parse_xml(f"<w:mirrorMargins {nsdecls('w')}/>"))


def _font_table(document) -> None:
    """Name a substitute for each licensed face."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in SUBSTITUTES.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")

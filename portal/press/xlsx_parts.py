"""The files of a workbook around its rows: what it holds, how cells look, how sheets print."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from portal.press.paper import Paper, Sheet, Table
from portal.press.text import visible, xml
from portal.press.zipstream import Entry

NAME, HEAD, TOTAL, PROSE, PLAIN = 1, 2, 3, 4, 5  # looks of a cell
QUOTED = 5  # added to a look: these words stay words even when somebody types in the cell
MM_WIDE = 1.9  # of one unit of a column's width, a narrow character
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FORBIDDEN = str.maketrans("[]:*?/\\", "〔〕：＊？／＼")  # in the name of a sheet
SHEET_END = (
    '</sheetData><pageMargins left="0.6" right="0.6" top="0.7" bottom="0.7" header="0.3" footer="0.4"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>"
)


def around(paper: Paper, sheets: Sequence[Sheet], made_at: datetime) -> Iterator[Entry]:
    """Every file of the workbook but its sheets."""
    yield "[Content_Types].xml", [_types(len(sheets))]
    yield "_rels/.rels", [_links((("officeDocument", "xl/workbook.xml"),))]
    yield "xl/_rels/workbook.xml.rels", [_links((*_worksheets(len(sheets)), ("styles", "styles.xml")))]
    yield "xl/workbook.xml", [_workbook(sheets)]
    yield "xl/styles.xml", [_STYLES]
    yield "docProps/core.xml", [_core(paper, made_at)]


def _worksheets(count: int) -> Iterator[tuple[str, str]]:
    return (("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1))


def _types(count: int) -> str:
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/{path}", "worksheet") for _, path in _worksheets(count)]
    overrides = "".join(f'<Override PartName="{path}" ContentType="{_TYPE}.{kind}+xml"/>' for path, kind in kinds)
    core = '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{rels}{plain}{overrides}{core}</Types>'


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, start=1)
    )
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    if targets[0][0] == "officeDocument":
        links += f'<Relationship Id="core" Type="{core}" Target="docProps/core.xml"/>'
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    names = [visible(sheet.name).translate(_FORBIDDEN)[:31] for sheet in sheets]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, start=1)
    )
    heads = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{_reference(name)}!$1:$2</definedName>'
        for place, (name, sheet) in enumerate(zip(names, sheets, strict=True))
        if len(sheet.tables) == 1
    )
    defined = f"<definedNames>{heads}</definedNames>" if heads else ""
    return f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{defined}</workbook>'


def _reference(name: str) -> str:
    return xml("'" + name.replace("'", "''") + "'")


def widest(sheet: Sheet) -> Table:
    """The table whose columns set those of its sheet."""
    return max(sheet.tables, key=lambda table: len(table.columns))


def sheet_start(sheet: Sheet) -> str:
    """The start of a sheet: columns as wide as those of its widest table; the heads of a single table stay in sight."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{column.width / MM_WIDE:.1f}" customWidth="1"/>'
        for place, column in enumerate(widest(sheet).columns, start=1)
    )
    frozen = '<pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/>'
    pane = frozen if len(sheet.tables) == 1 else ""
    return (
        f'{_XML}<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _core(paper: Paper, made_at: datetime) -> str:
    stamp = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(paper.title)}</dc:title><dc:creator>{xml(paper.unit)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created></cp:coreProperties>'
    )


def _looks() -> str:
    """The looks in the order of their numbers; the second half are the quoted ones."""
    middle = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
    looks = (
        ("1", "0", "0", '<alignment vertical="center"/>'),
        ("2", "2", "1", middle),
        ("2", "0", "1", middle),
        ("0", "0", "1", '<alignment horizontal="left" vertical="top" wrapText="1"/>'),
        ("0", "0", "1", middle),
    )
    return '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' + "".join(
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1"{quoted}>{alignment}</xf>'
        for quoted in ("", ' quotePrefix="1"')
        for font, fill, border, alignment in looks
    )


def _font(size: int, bold: str) -> str:
    return f'<font>{bold}<sz val="{size}"/><name val="宋体"/><charset val="134"/></font>'


_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_STYLES = (
    f'{_XML}<styleSheet {_MAIN}><fonts count="3">{_font(11, "")}{_font(12, "<b/>")}{_font(11, "<b/>")}</fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F0EA"/></patternFill></fill></fills>'
    f'<borders count="2"><border/><border>{_SIDES}<diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="11">{_looks()}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

"""The parts of a Word document around its body: heads, signature, 版记 (GB/T 9704—2012 7.2, 7.4, 10)."""

from collections.abc import Iterator

from portal.press import frames
from portal.press.docx_pages import LETTER_RULE, red_rule
from portal.press.docx_text import HINT, holding, paragraph, run, twips
from portal.press.paper import Paper
from portal.press.text import balanced

_LINE = twips(156)
_TAB = "<w:r><w:tab/></w:r>"


def head(paper: Paper) -> Iterator[str]:
    """All that stands above the body: red head, number, title, note, addressee."""
    yield from {"letter": _letter_head, "minutes": _minutes_head}.get(paper.frame, _report_head)(paper)
    yield paragraph("\n".join(balanced(paper.title, frames.TITLE_WIDTH)), "Title")
    if paper.note:
        yield paragraph(paper.note, "Subtitle")
    if paper.addressee:
        yield paragraph(f"{paper.addressee}：", "Addressee")


def _report_head(paper: Paper) -> Iterator[str]:
    if paper.upward:
        yield holding(
            run(frames.NUMBER_BLANK.strip("　")) + _TAB + run(frames.SIGNER_BLANK), "NumberLeft", _right_tab(_LINE - 320)
        )
    else:
        yield paragraph(frames.NUMBER_BLANK, "DocumentNumber")


def _letter_head(paper: Paper) -> Iterator[str]:
    place = f'w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="{twips(20)}" w:y="{twips(30)}"'
    frame = f'<w:framePr w:w="{twips(LETTER_RULE)}" {place}/>' + red_rule("bottom", "thickThinSmallGap", 24, space=11)
    yield holding(_red(frames.red_head(paper)), "RedHead", frame)
    yield paragraph(frames.NUMBER_BLANK.strip("　"), "NumberRight")


def _minutes_head(paper: Paper) -> Iterator[str]:
    yield holding(_red(frames.red_head(paper)), "RedHead", f'<w:spacing w:before="{twips(35)}"/>')
    yield paragraph(frames.MINUTES_BLANK, "DocumentNumber", layout='<w:spacing w:before="579"/>')
    line = run(paper.unit) + _TAB + run(frames.DATE_BLANK)
    yield holding(line, "NumberLeft", red_rule("bottom", "single", 12, space=4) + _right_tab(_LINE - 320))


def _red(words: str) -> str:
    size = f'<w:sz w:val="{frames.head_size(words) * 2:.0f}"/>'
    return run(words, "").replace(HINT, HINT + size, 1)


def _right_tab(twips_in: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips_in}"/></w:tabs>'


def foot(paper: Paper) -> Iterator[str]:
    """All that stands below the body: the list of annexes, who signs, the small print."""
    blank = paragraph("", "AnnexList")
    annexes = [paragraph(line, "AnnexList") for line in frames.annex_list(paper)]
    signed = [paragraph(line, "Signature") for line in frames.signature(paper)]
    yield from [blank, *annexes] if annexes else []
    yield from [blank, *signed] if signed else []
    if paper.trace:
        yield paragraph(paper.trace, "Trace")


def colophon(paper: Paper) -> Iterator[str]:
    """The 版记 at the foot of the page: thick rules above and below, a thin one between."""
    lines = frames.colophon(paper)
    if not lines:
        return
    sides = (("top", 8), ("bottom", 8), ("insideH", 6))
    rules = "".join(f'<w:{side} w:val="single" w:sz="{thick}" w:space="0" w:color="000000"/>' for side, thick in sides)
    place = '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
    yield (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{_LINE}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{_LINE}"/></w:tblGrid>'
    )
    for line in lines:
        words = _TAB.join(run(part) for part in line.split("\t"))
        cell = f'<w:tcPr><w:tcW w:w="{_LINE}" w:type="dxa"/></w:tcPr>{holding(words, "Colophon", _right_tab(_LINE - 500))}'
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{cell}</w:tc></w:tr>"
    yield "</w:tbl>" + paragraph("", "TableGap")

"""The parts of a Word document around its body: heads, signature, 版记 (GB/T 9704—2012 7.2, 7.4, 10)."""

from collections.abc import Iterator

from portal.press import frames
from portal.press.docx_text import HINT, framed, holding, paragraph, ruled, run, twips
from portal.press.paper import Paper
from portal.press.text import balanced

_LINE = twips(156)
_WIDE, _COLOPHON_LINE = 29, 8.6  # characters of a line of the 版记, and its height in millimetres
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
    above, below = (
        ruled((side, kind, 24), space=11) for side, kind in (("bottom", "thickThinSmallGap"), ("top", "thinThickSmallGap"))
    )
    yield holding(_red(frames.red_head(paper)), "RedHead", framed(20, 30, 170) + above)
    yield holding("", "TableGap", framed(20, 280, 170) + below)
    yield paragraph(frames.NUMBER_BLANK.strip("　"), "NumberRight")


def _minutes_head(paper: Paper) -> Iterator[str]:
    yield holding(_red(frames.red_head(paper)), "RedHead", f'<w:spacing w:before="{twips(35)}"/>')
    yield paragraph(frames.MINUTES_BLANK, "DocumentNumber", layout='<w:spacing w:before="579"/>')
    line = run(paper.unit) + _TAB + run(frames.SHORT_DATE_BLANK)
    yield holding(line, "Addressee", ruled(("bottom", "single", 12), space=4) + _right_tab(_LINE))


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
    """The 版记 at the foot of the page: thick rules above and below, a thin one between; a letter's has none."""
    lines = frames.colophon(paper)
    heights = [-(-len(line) // _WIDE) * _COLOPHON_LINE for line in lines]
    for number, line in enumerate(lines):
        place = framed(28, 297 - 35 - sum(heights[number:]), 156)
        sides = [("top", "single", 6 if number else 8), ("bottom", "single", 8)]
        rules = "" if paper.frame == "letter" else ruled(*sides[: 1 + (number == len(lines) - 1)], colour="000000")
        words = _TAB.join(run(part) for part in line.split("\t"))
        yield holding(words, "Colophon", place + rules + _right_tab(_LINE - 280))
    if lines:
        yield paragraph("", "TableGap")

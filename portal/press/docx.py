"""A paper as a Word document that staff can edit: real styles and headings, official layout, blanks for number and seal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from portal.press import docx_frames, frames
from portal.press.docx_drawing import drawing
from portal.press.docx_package import Skeleton, packed, skeleton
from portal.press.docx_table import table
from portal.press.docx_text import KEEP, NEW_PAGE, hanging, kept, paragraph
from portal.press.paper import Block, Figure, Heading, Paper, Paragraph, Table
from portal.press.typesetter import drawn

WHOLE = 10  # bars of a figure that stays on one page with its table


def write(paper: Paper, made_at: datetime) -> bytes:
    """The docx of `paper`: the paper upright, its annexes on landscape pages; `made_at` (aware) is its date of making."""
    frame = skeleton(paper.frame)
    pictures = pictures_of(paper)
    body = _body(paper, frame, pictures)
    return packed(frame, body, pictures, title=paper.title, unit=paper.unit, made_at=made_at)


def pictures_of(paper: Paper) -> list[bytes]:
    """The PNG of every figure of the body, in order."""
    return [drawn(block) for block in paper.blocks if isinstance(block, Figure)]


def _body(paper: Paper, frame: Skeleton, pictures: list[bytes]) -> Iterator[str]:
    yield from docx_frames.head(paper)
    yield from _kept_to_foot(blocks(paper.blocks, pictures))
    yield from docx_frames.foot(paper)
    if paper.annexes:
        yield _section_end(frame.upright)
        yield from annexes(paper)
    if paper.annexes and paper.copies:
        yield _section_end(frame.turned)
    yield from docx_frames.colophon(paper)
    yield frame.upright if not paper.annexes else frame.closing if paper.copies else frame.turned


def _section_end(section: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="TableGap"/>{section}</w:pPr></w:p>'


def _kept_to_foot(elements: Iterable[str]) -> Iterator[str]:
    """The same, its last paragraph on the page of the signature."""
    last = ""
    for element in elements:
        yield last
        last = element
    yield kept(last)


def blocks(contents: Sequence[Block], pictures: list[bytes]) -> Iterator[str]:
    """The blocks of a body in order; `pictures` are those of its figures."""
    numbered = iter(enumerate(pictures, start=1))
    for place, block in enumerate(contents, start=1):
        if isinstance(block, Heading):
            yield paragraph(block.text, f"Heading{block.level}")
        elif isinstance(block, Paragraph):
            yield paragraph(block.text, "Normal", lead=block.lead, layout=hanging(block.lead) if block.hangs else "")
        elif isinstance(block, Figure):
            yield from _figure(block, *next(numbered))
        else:
            yield paragraph(block.name, "Caption", layout=KEEP) if block.captioned else paragraph("", "TableGap", layout=KEEP)
            yield from _table(block, whole=block.is_short, tied=place == len(contents))


def _figure(figure: Figure, number: int, picture: bytes) -> Iterator[str]:
    yield paragraph(figure.name, "Caption", layout=KEEP)
    yield drawing(number, picture, figure.words)
    yield from _table(figure.table, whole=len(figure.bars) <= WHOLE, tied=bool(figure.source))
    if figure.source:
        yield paragraph(figure.source, "Source")


def _table(source: Table, whole: bool = False, tied: bool = False) -> Iterator[str]:
    if not source.rows:
        yield paragraph(f"{source.empty}。", "Normal")
        return
    yield from table(source, whole, tied)
    yield paragraph("", "TableGap")


def annexes(paper: Paper) -> Iterator[str]:
    """The annexes one after another, each from a new page."""
    for number, annex in enumerate(paper.annexes, start=1):
        yield paragraph(frames.annex_mark(paper, number), "AnnexMark", layout=NEW_PAGE if number > 1 else "")
        yield paragraph(annex.name, "AnnexTitle")
        yield from _table(annex)

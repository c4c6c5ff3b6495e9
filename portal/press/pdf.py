"""A paper as PDF: tagged, with bookmarks and embedded fonts, typeset by `paper.typ` from its words.

A paper with very long annexes goes in volumes: the typesetter holds a whole volume in memory.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from portal.press import frames
from portal.press.paper import Block, Cell, Figure, Heading, Paper, Paragraph, Table
from portal.press.text import balanced
from portal.press.typesetter import chart, check_fonts, placed, typeset, visible

TOP = 37  # millimetres: where the body begins
WIDER = (0.75, 2.25)  # points: 21 and 20 lines on a page
CARRIED = 2  # rows of a table that go to the page of the signature
ROWS = 1500  # of annexes in one volume
FEW = 112  # characters of a last paragraph that goes to the next page whole, so that nobody signs an empty one
_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, slots=True)
class Volume:
    """One file of a paper: which of how many, and its bytes."""

    number: int
    of: int
    data: bytes

    @property
    def name(self) -> str:
        """“第2册（共3册）”; nothing where there is only one."""
        return f"第{self.number}册（共{self.of}册）" if self.of > 1 else ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of one annex that stand in one volume."""

    annex: int
    rows: tuple[tuple[Cell, ...], ...]
    starts: bool


def write(paper: Paper, made_at: datetime) -> bytes:
    """The PDF of `paper` in one file, made at `made_at` (aware). Raises NoChineseFont."""
    check_fonts()
    pieces = [_Piece(number, annex.rows, True) for number, annex in enumerate(paper.annexes, start=1)]
    return typeset("paper.typ", made_at, paper=_data(paper, pieces) | _signed(paper))


def volumes(paper: Paper, made_at: datetime) -> Iterator[Volume]:
    """The PDF of `paper` in as many files as its annexes need, one after another; page numbers run on.

    Raises NoChineseFont.
    """
    check_fonts()
    parts = _parts(paper)
    first_page, signed = 1, _signed(paper)
    for number, pieces in enumerate(parts, start=1):
        volume = f"第{number}册，共{len(parts)}册，页码接上册" if number > 1 else f"第1册，共{len(parts)}册"
        place = {"first_page": first_page, "volume": volume if len(parts) > 1 else "", "is_last": number == len(parts)}
        data = typeset("paper.typ", made_at, paper=_data(paper, pieces) | signed | place)
        yield Volume(number, len(parts), data)
        first_page += _leaves(data)


def _signed(paper: Paper) -> dict:
    """What must change for the signature to have words of the body above it on its page: a table gives it its last rows, or
    lines are set wider (the standard's own way where there is no room for the seal, instead of “此页无正文”)."""
    data = _data(paper, [])
    return next((change for change in _changes(data) if not _signs_alone(data | change)), {})


def _changes(data: dict) -> Iterator[dict]:
    """From the least to the most."""
    yield {}
    blocks = data["blocks"]
    if blocks and blocks[-1]["kind"] == "table" and len(blocks[-1]["rows"]) > CARRIED:
        table = blocks[-1]
        rest = {"rows": table["rows"][:-CARRIED], "total": False, "short": False}
        carried = {"rows": table["rows"][-CARRIED:], "caption": "", "short": False, "turns": True}
        yield {"blocks": [*blocks[:-1], table | rest, table | carried]}
    yield from ({"wider": wider} for wider in WIDER)


def _signs_alone(data: dict) -> bool:
    feet = placed("paper.typ", "foot", paper=data)
    return any(foot["page"] > 1 and foot["down"] < TOP + 1 for foot in feet)


def _leaves(data: bytes) -> int:
    """How many pages a volume takes up, its last leaf counted whole: the next one begins on a right-hand page."""
    pages = len(_PAGE.findall(data))
    return pages + pages % 2


def _parts(paper: Paper) -> list[list[_Piece]]:
    """The annexes cut into volumes of at most ROWS rows; the first one holds the body too."""
    parts: list[list[_Piece]] = [[]]
    room = ROWS
    for number, annex in enumerate(paper.annexes, start=1):
        start = 0
        while start < len(annex.rows) or start == 0:
            if not room:
                parts.append([])
                room = ROWS
            rows = annex.rows[start : start + room]
            parts[-1].append(_Piece(number, rows, start == 0))
            room -= len(rows)
            start += max(1, len(rows))
    return parts


def _data(paper: Paper, pieces: list[_Piece]) -> dict:
    return {
        "title": visible(paper.title),
        "title_lines": balanced(visible(paper.title), frames.TITLE_WIDTH),
        "unit": visible(paper.unit),
        "note": visible(paper.note),
        "addressee": visible(paper.addressee),
        "trace": visible(paper.trace),
        "blocks": [_block(block) for block in paper.blocks],
        "annexes": [_annex(paper, piece) for piece in pieces],
        "annex_list": [visible(line) for line in frames.annex_list(paper)],
        "signature": [visible(line) for line in frames.signature(paper)],
        "colophon": [visible(line.replace("\t", "\n")).split("\n") for line in frames.colophon(paper)],
        "first_page": 1,
        "volume": "",
        "is_last": True,
        "wider": 0,
        **_frame(paper),
    }


def _frame(paper: Paper) -> dict:
    head = visible(frames.red_head(paper))
    number = frames.MINUTES_BLANK if paper.frame == "minutes" else frames.NUMBER_BLANK
    return {
        "frame": paper.frame,
        "head": head,
        "head_size": frames.head_size(head),
        "number": number.strip("　") if paper.upward or paper.frame == "letter" else number,
        "signer": frames.SIGNER_BLANK if paper.upward else "",
        "day": frames.SHORT_DATE_BLANK,
    }


def _annex(paper: Paper, piece: _Piece) -> dict:
    annex = paper.annexes[piece.annex - 1]
    mark = frames.annex_mark(paper, piece.annex) + ("" if piece.starts else "（续）")
    return _table(annex, piece.rows) | {"mark": mark}


def _block(block: Block) -> dict:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": visible(block.text)}
    if isinstance(block, Paragraph):
        told = {"lead": visible(block.lead), "lines": visible(block.text).split("\n")}
        return {"kind": "paragraph", **told, "hangs": block.hangs, "short": len(block.text) <= FEW}
    if isinstance(block, Figure):
        told = {"name": visible(block.name), "words": visible(block.words), "source": visible(block.source)}
        return {"kind": "figure", **chart(block), **told, "table": _table(block.table, block.table.rows)}
    return {"kind": "table", **_table(block, block.rows)}


def _table(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> dict:
    return {
        "name": visible(table.name),
        "caption": visible(table.name) if table.captioned else "",
        "empty": visible(table.empty),
        "total": table.total,
        "short": table.is_short,
        "turns": False,
        "columns": [asdict(column) | {"head": visible(column.head)} for column in table.columns],
        "rows": [{"split": table.may_split(row), "cells": [visible(str(cell)).split("\n") for cell in row]} for row in rows],
    }

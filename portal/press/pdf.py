"""A paper as PDF: tagged, with bookmarks and embedded fonts, typeset by `paper.typ` from its words."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from portal.errors import N_, Refusal
from portal.press.paper import Block, Figure, Heading, Paper, Paragraph, Table
from portal.press.text import balanced
from portal.press.text import visible as fit

TEMPLATE = Path(__file__).with_name("paper.typ")
TITLE_WIDTH = 19
CHINESE_FONTS = {"Noto Serif CJK SC", "Noto Sans CJK SC"}
_EMOJI = re.compile("[\U0001f000-\U0001faff][\U0001f000-\U0001faff\u200d\ufe0f\u20e3]*")


class NoChineseFont(Refusal):
    """The machine has no face to set Chinese in."""

    status = 503


def write(paper: Paper, made_at: datetime) -> bytes:
    """The PDF of `paper`, made at `made_at` (aware). Its words reach the typesetter as data, never as markup.

    Raises NoChineseFont where the machine lacks the Chinese faces.
    """
    if not _families() >= CHINESE_FONTS:
        raise NoChineseFont(
            N_("服务器没有安装中文字体（fonts-noto-cjk），不能生成 PDF。请系统管理员安装后再试；Word 和表格文件不受影响。")
        )
    data = {
        "title": visible(paper.title),
        "title_lines": balanced(visible(paper.title), TITLE_WIDTH),
        "unit": visible(paper.unit),
        "note": visible(paper.note),
        "addressee": visible(paper.addressee),
        "trace": visible(paper.trace),
        "blocks": [_block(block) for block in paper.blocks],
        "annexes": [_table(table) for table in paper.annexes],
    }
    made_at = made_at.replace(microsecond=0)  # the writer refuses a part of a second
    return typst.compile(TEMPLATE, sys_inputs={"paper": json.dumps(data, ensure_ascii=False)}, timestamp=made_at)


@cache
def _families() -> frozenset[str]:
    return frozenset(typst.Fonts().families())


def visible(text: str) -> str:
    """`text` fit for type; small pictures are told in words where no face has them."""
    text = fit(text)
    return text if any("Emoji" in family for family in _families()) else _EMOJI.sub("〔表情〕", text)


def _block(block: Block) -> dict:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": visible(block.text)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lead": visible(block.lead), "lines": visible(block.text).split("\n")}
    if isinstance(block, Figure):
        return {"kind": "paragraph", "lead": "", "lines": [f"{label}{number}{block.unit}" for label, number in block.bars]}
    return {"kind": "table", **_table(block)}


def _table(table: Table) -> dict:
    return {
        "name": table.name,
        "caption": table.name if table.captioned else "",
        "empty": table.empty,
        "total": table.total,
        "short": table.is_short,
        "columns": [asdict(column) for column in table.columns],
        "rows": [
            {"split": table.may_split(row), "cells": [visible(str(cell)).split("\n") for cell in row]} for row in table.rows
        ],
    }

"""The typesetter: what it can set on this machine, and words as it takes them. Words are data for it, never markup."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from portal.errors import N_, Refusal
from portal.press import glyphs
from portal.press.paper import Figure
from portal.press.text import visible as fit

FOLDER = Path(__file__).parent
CHINESE_FONTS = {"Noto Serif CJK SC", "Noto Sans CJK SC"}
MOST_BARS = 20


class NoChineseFont(Refusal):
    """The machine has no face to set Chinese in."""

    status = 503


@cache
def families() -> frozenset[str]:
    """The faces of this machine."""
    return frozenset(typst.Fonts().families())


def check_fonts() -> None:
    """Raises NoChineseFont where the machine lacks the Chinese faces."""
    if not families() >= CHINESE_FONTS:
        raise NoChineseFont(
            N_("服务器没有安装中文字体（fonts-noto-cjk），不能生成 PDF。请系统管理员安装后再试；Word 和表格文件不受影响。")
        )


def visible(text: str) -> str:
    """`text` fit for type: what no installed face has is told in words or by its number."""
    return glyphs.settable(fit(text))


def typeset(template: str, made_at: datetime, **inputs: object) -> bytes:
    """The PDF of a template of this folder over `inputs`, each given as JSON."""
    made_at = made_at.replace(microsecond=0)  # the typesetter refuses a part of a second
    return typst.compile(FOLDER / template, sys_inputs=_as_json(inputs), timestamp=made_at)


def drawn(figure: Figure) -> bytes:
    """The PNG of a figure, 156 mm wide at 200 dots per inch."""
    return typst.compile(FOLDER / "picture.typ", sys_inputs=_as_json({"figure": chart(figure)}), format="png", ppi=200)


def chart(figure: Figure) -> dict:
    """A figure as the typesetter takes it: no more bars than a page can show."""
    bars = [{"label": visible(label), "value": value} for label, value in figure.bars[:MOST_BARS]]
    return {"bars": bars, "unit": visible(figure.unit)}


def _as_json(inputs: dict[str, object]) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}

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
REMEMBERED = 10  # papers the typesetter keeps in memory, hundreds of megabytes of a long one: empty ones take their place


class NoChineseFont(Refusal):
    """The machine has no face to set Chinese in."""

    status = 503


@cache
def families() -> frozenset[str]:
    """The faces of this machine."""
    return frozenset(glyphs.faces().families())


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
    return _compiled(template, inputs, timestamp=made_at)


def placed(template: str, label: str, **inputs: object) -> list:
    """What a template tells of its own layout under a label (`#metadata(…) <label>`), over `inputs` as for `typeset`."""
    found = typst.query(FOLDER / template, f"<{label}>", field="value", sys_inputs=_words(inputs), font_paths=glyphs.faces())
    return json.loads(found)


def drawn(figure: Figure) -> bytes:
    """The PNG of a figure, 156 mm wide at 200 dots per inch."""
    return picture("picture.typ", 200, figure=chart(figure))


def picture(template: str, ppi: int, **inputs: object) -> bytes:
    """The PNG of a one-page template of this folder at `ppi` dots per inch, over `inputs`, each given as JSON."""
    return _compiled(template, inputs, format="png", ppi=ppi)


def _compiled(template: str, inputs: dict[str, object], **how) -> bytes:
    data = typst.compile(FOLDER / template, sys_inputs=_words(inputs), font_paths=glyphs.faces(), **how)
    for _ in range(REMEMBERED):
        typst.compile(b"", format="svg", font_paths=glyphs.faces())
    return data


def _words(inputs: dict[str, object]) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}


def chart(figure: Figure) -> dict:
    """A figure as the typesetter takes it: no more bars than a page can show."""
    bars = [{"label": visible(label), "value": value} for label, value in figure.bars[:MOST_BARS]]
    return {"bars": bars, "unit": visible(figure.unit)}

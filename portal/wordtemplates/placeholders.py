"""Placeholders in the paragraphs of a Word file, also where Word has cut them into several runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portal.errors import N_
from portal.wordtemplates.package import w

BODY = "正文"
MEANINGS = {
    "标题": N_("文件的标题"),
    "单位": N_("出文单位的名称"),
    "说明": N_("标题下面的说明，例如“未完成稿”"),
    "主送": N_("主送单位"),
    BODY: N_("正文的全部段落、表格和图，必须单独占一段"),
    "附件清单": N_("附件的名称，用顿号隔开"),
    "抄送": N_("抄送单位，用逗号隔开"),
    "数据说明": N_("数据截止时间和校验码"),
}
_BREAK = "\ufffc"  # stands for what is not text: a tab, a line end, a picture, a field
_MARK = re.compile(f"\\{{\\{{([^{{}}{_BREAK}]*)\\}}\\}}")
_TEXT, _PARAGRAPH, _RUN_PARTS = w("t"), w("p"), {w(name) for name in ("tab", "br", "cr", "drawing", "object", "pict", "fldChar")}


@dataclass(frozen=True, slots=True)
class Place:
    """One placeholder of a paragraph: its name as typed, and where it stands in the paragraph's text."""

    name: str
    start: int
    end: int


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph of a part, those in tables and text boxes too."""
    return root.iter(_PARAGRAPH)


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of paragraphs inside it."""
    return "".join(words for _, words in _pieces(paragraph))


def places_in(text: str) -> list[Place]:
    """The placeholders of a text in order."""
    return [Place(found[1].strip(), *found.span()) for found in _MARK.finditer(text)]


def filled(paragraph: etree._Element, values: dict[str, str]) -> None:
    """Put words in place of the placeholders of a paragraph; the first run of each keeps its look."""
    for place in reversed(places_in(text_of(paragraph))):
        _replace(paragraph, place, values[place.name])


def _replace(paragraph: etree._Element, place: Place, words: str) -> None:
    at = 0
    for element, text in list(_pieces(paragraph)):
        start, end = max(place.start - at, 0), min(place.end - at, len(text))
        if element is not None and start < end:
            element.text = text[:start] + (words if at + start == place.start else "") + text[end:]
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(text)


def _pieces(paragraph: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """The text elements of a paragraph with their words, and a sign for everything else that stands between them."""
    for element in paragraph.iter(_TEXT, *_RUN_PARTS):
        if next(element.iterancestors(_PARAGRAPH)) is paragraph:
            yield (element, element.text or "") if element.tag == _TEXT else (None, _BREAK)

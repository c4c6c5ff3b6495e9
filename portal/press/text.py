"""Text made fit for a file format, the same way for every kind of file."""

import re
from xml.sax.saxutils import escape

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MENDED = "\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_TO_MEND, _TO_ESCAPE = re.compile(f"[{_MENDED}]"), re.compile(f"[&<>{_MENDED}]")
MISSING = "〓"  # the printer's sign for a character that cannot be set
_CLOSING = "，。、；：！？”’）》】"
_OPENING = "“‘（《【"
_WHOLE = re.compile(
    "腾退空间|再利用|征求意见|综合体|街道|方案|情况|汇总|胡同|社区|服务|中心|便民|文化|底商|改造|停车|公园|养老|关于"
)


def visible(text: str) -> str:
    """`text` with what no document can hold shown as 〓, line ends as \\n, and without marks that turn the reading order."""
    if not _TO_MEND.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _NOT_IN_XML.sub(MISSING, _DIRECTIONS.sub("", text))


def xml(text: str) -> str:
    """`text` visible and escaped, as the words between two XML tags."""
    return escape(visible(text)) if _TO_ESCAPE.search(text) else text


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` characters, in one paragraph: cut after a whole sentence where one ends in its second half."""
    text = "".join(" ".join(line.split()) for line in text.splitlines())
    if len(text) <= most:
        return text
    cut = max(text.rfind(mark, 0, most) for mark in "。；！？") + 1
    return text[:cut] if cut > most // 2 else text[: most - 1] + "…"


def balanced(title: str, width: int) -> list[str]:
    """A title in lines of at most `width` characters and nearly equal length; punctuation stays with its word."""
    count = -(-len(title) // width)
    lines = []
    while count > 1:
        cut = _cut(title, round(len(title) / count), width)
        lines.append(title[:cut])
        title, count = title[cut:], max(count - 1, -(-(len(title) - cut) // width))
    return [*lines, title]


def _cut(text: str, ideal: int, width: int) -> int:
    """Where to break near `ideal`: not inside a common word, never before a closing or after an opening mark."""
    inside = {at for word in _WHOLE.finditer(text) for at in range(word.start() + 1, word.end())}
    allowed = [
        at
        for at in range(max(1, ideal - 4), min(width, len(text) - 1, ideal + 4) + 1)
        if text[at] not in _CLOSING and text[at - 1] not in _OPENING and not text[at - 1 : at + 1].isascii()
    ]
    return min(allowed, key=lambda at: abs(at - ideal) + (4 if at in inside else 0), default=min(ideal, width))

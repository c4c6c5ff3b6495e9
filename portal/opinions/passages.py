"""Splitting an opinion's text into points: its sentences, and the passages a person marks in it. Pure."""

import re
from collections.abc import Sequence

from portal.errors import N_, InvalidInput

Span = tuple[int, int]
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)\s]*|[^。！？!?；;\n]+")


def sentences(text: str) -> list[Span]:
    """Where the sentences of a text stand, without the blanks around them."""
    return [span for match in _SENTENCE.finditer(text) if (span := trimmed(text, *match.span()))]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The same passage without the blanks at its ends; None when nothing is left."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return (begin, begin + len(words.strip())) if words.strip() else None


def pieces(text: str, cuts: Sequence[Span]) -> list[Span]:
    """The text in the smallest pieces a person can choose among: its sentences, cut further at the ends of `cuts`."""
    ends = sorted({at for cut in cuts for at in cut})
    found = []
    for start, end in sentences(text):
        borders = [start, *(at for at in ends if start < at < end), end]
        found += [span for pair in zip(borders, borders[1:], strict=False) if (span := trimmed(text, *pair))]
    return found


def checked_spans(text: str, spans: Sequence[Span]) -> list[Span]:
    """The marked passages in the order of the text, without the blanks around them.

    Raises InvalidInput when one lies outside the text or is blank, or when two overlap.
    """
    fit = []
    for start, end in sorted(spans):
        span = trimmed(text, start, end) if 0 <= start < end <= len(text) else None
        if span is None:
            raise InvalidInput(N_("标出的要点不在原文里，或者是空白。请刷新后重新划分。"), field="pieces")
        if fit and span[0] < fit[-1][1]:
            raise InvalidInput(N_("有两个要点重叠了。请让每句话只属于一个要点。"), field="pieces")
        fit.append(span)
    return fit


def kept(text: str, span: Span, earlier: Sequence[tuple[Span, object]]) -> object | None:
    """What stays with a new passage: what all the former ones it is made of had in common.

    `earlier` are the former passages, each with what it carried. None when it was cut out of a longer one, takes in words that
    were in no passage, or when the former ones differ: then it must be looked at anew.
    """
    inside = [(start, end, carried) for (start, end), carried in earlier if span[0] <= start and end <= span[1]]
    carried = {each for _, _, each in inside}
    is_made_of_them = _letters(text[slice(*span)]) == sum(_letters(text[start:end]) for start, end, _ in inside)
    return carried.pop() if is_made_of_them and len(carried) == 1 else None


def _letters(words: str) -> int:
    return sum(not each.isspace() for each in words)


def chosen(pieces_: Sequence[tuple[Span, str]]) -> list[Span]:
    """The passages that a person's choices make: each piece begins a point (new), goes on with the one before it (join), or
    belongs to none (none)."""
    spans: list[Span] = []
    is_open = False
    for (start, end), how in sorted(pieces_):
        if how == "join" and is_open:
            spans[-1] = (spans[-1][0], end)
        elif how != "none":
            spans.append((start, end))
        is_open = how != "none"
    return spans


def choices(text: str, spans: Sequence[Span]) -> list[tuple[Span, str]]:
    """The pieces of a text, each with the choice that makes the passages it has now."""
    starts = {start for start, _ in spans}
    inside = [(piece, any(start <= piece[0] < end for start, end in spans)) for piece in pieces(text, spans)]
    return [(piece, "new" if piece[0] in starts else "join" if covered else "none") for piece, covered in inside]

"""What is hidden in the copy of an opinion for publication, and why. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.errors import N_, InvalidInput
from portal.opinions.rules import REDACTIONS, checked_reason
from portal.personal import find, hide

HIDDEN = "〔已隐去〕"


class Decision(NamedTuple):
    """What a person decided about the passage [start, end): hidden, or kept though it was found; with the reason."""

    start: int
    end: int
    kind: str
    is_hidden: bool
    reason: str


class Proposed(NamedTuple):
    """A passage found or marked: its words, and what was decided about it (None: nothing yet)."""

    start: int
    end: int
    kind: str
    words: str
    decision: Decision | None


def proposals(text: str, decided: Sequence[Decision], public: Iterable[str] = ()) -> list[Proposed]:
    """Every passage found in `text` and every one decided about, in order; see personal.find for `public`."""
    known = [Proposed(*each[:3], text[each.start:each.end], each) for each in decided]
    found = [Proposed(*each, text[each.start:each.end], None) for each in find(text, public) if not _is_covered(each, decided)]
    return sorted(known + found, key=lambda each: each[:2])


def published(text: str, decided: Sequence[Decision], public: Iterable[str] = (), within: tuple[int, int] | None = None) -> str:
    """The words that may be published of `text`, or of its passage `within`.

    Hidden is what somebody decided to hide, and what was found and nobody has decided about.
    """
    start, end = within or (0, len(text))
    hidden = (each for each in proposals(text, decided, public) if each.decision is None or each.decision.is_hidden)
    spans = [(each.start, each.end) for each in hidden]
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    return hide(text[start:end], inside, HIDDEN)


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where `words` stand in `text`."""
    places, at = [], text.find(words) if words else -1
    while at >= 0:
        places.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return places


def checked(text: str, decision: Decision) -> Decision:
    """A decision fit to store. Raises InvalidInput for a passage outside `text` or blank, for no kind, for no reason."""
    if not 0 <= decision.start < decision.end <= len(text) or not text[decision.start:decision.end].strip():
        raise InvalidInput(N_("标出的位置不在原文里，或者是空白。请刷新后重新标。"), field="words")
    if decision.kind not in REDACTIONS:
        raise InvalidInput(N_("请选一项：这是什么信息。"), field="kind")
    sentence = N_("请写明为什么隐去，或者为什么可以公开。")
    return decision._replace(reason=checked_reason(decision.reason, sentence))


def _is_covered(found, decided: Sequence[Decision]) -> bool:
    """Whether somebody decided about all of what was found."""
    return any(each.start <= found.start and found.end <= each.end for each in decided)

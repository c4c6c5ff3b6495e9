"""What somebody else saved beside what was typed, with the differing words marked. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.proposals.values import Segment

_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Compared:
    """One field: its name, and my text read against theirs: same, gone (only theirs) and added (only mine)."""

    label: str
    theirs: str
    mine: str
    segments: tuple[Segment, ...]


def compared(label: str, theirs: str | None, mine: str | None) -> Compared:
    """`mine` read against `theirs`, word by word (a Chinese character is a word)."""
    theirs, mine = theirs or "", mine or ""
    return Compared(label, theirs, mine, tuple(_segments(_WORDS.findall(theirs), _WORDS.findall(mine))))


def _segments(before: list[str], after: list[str]):
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Segment("same", "".join(after[c:d]))
            continue
        if a < b:
            yield Segment("gone", "".join(before[a:b]))
        if c < d:
            yield Segment("added", "".join(after[c:d]))

"""Whether a reason is about its theme: what remains of it without reply texts and stock phrases must say something of its own,
and speak of what was asked. Pure; words are pairs of neighbouring characters, which needs no dictionary."""

import re
from collections.abc import Iterable
from pathlib import Path

from portal.errors import N_, InvalidInput
from portal.opinions.rules import ADOPTION

LEAST_OWN = 6  # characters
SHORTEST_CLAUSE = 4


def _listed(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").split()


_STOCK = sorted(_listed("stock_phrases.txt"), key=len, reverse=True)
_COMMON = frozenset(_listed("common_words.txt"))
_PARTICLES = frozenset("的了是在和与也都就还我您你他们这那个吗呢吧啊把被及或")
_SIGNS = re.compile(r"[^\w]+|_+")
_CLAUSE_ENDS = re.compile(r"[，。、：；！？,.:;!?\s]+")
_RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")


def check_own_words(reason: str, reply_texts: Iterable[str], asked: Iterable[str]) -> None:
    """Refuse a reason made only of reply texts and stock phrases, or one that never speaks of what was `asked` (the theme's
    title and what people said)."""
    own = own_words(reason, reply_texts)
    if len("".join(_RUNS.findall(own))) < LEAST_OWN:
        raise InvalidInput(N_("这段理由只有套话，没有说这一件事。请针对居民提的要求，写明为什么采纳或者不采纳。"),
                           clauses=(ADOPTION,), field="reason")
    if not words_in(own) & words_in(" ".join(asked)):
        raise InvalidInput(N_("这段理由没有提到居民说的事。请写到他们要求的内容，让人看得出是在答复这一件事。"),
                           clauses=(ADOPTION,), field="reason")


def own_words(reason: str, reply_texts: Iterable[str] = ()) -> str:
    """What remains of a reason without the clauses of reply texts and without stock phrases; plain lower-case words."""
    left = " ".join(_plain(clause) for clause in _CLAUSE_ENDS.split(reason))
    known = {_plain(clause) for text in reply_texts for clause in _CLAUSE_ENDS.split(text)}
    for clause in sorted((each for each in known if len(each) >= SHORTEST_CLAUSE), key=len, reverse=True):
        left = left.replace(clause, " ")
    for phrase in _STOCK:
        left = left.replace(phrase, " ")
    return " ".join(left.split())


def words_in(text: str) -> set[str]:
    """The words of a text that say what it is about: pairs of characters but common ones, Latin words and numbers, and a
    lone character that stands by itself."""
    found: set[str] = set()
    for run in _RUNS.findall(text.lower().replace("-", "")):
        if run[0].isascii() or len(run) == 1:
            found.add(run)
        else:
            found |= {run[at : at + 2] for at in range(len(run) - 1)}
    return {word for word in found - _COMMON if not _PARTICLES & set(word)}


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.lower())

"""The name of a group of texts, made only of words that stand in them, and the words they share."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from portal.opinions.likeness.words import phrases

WORDS, PARTS, LONGEST, READ = 8, 2, 80, 50
_LEAST_SHARE = 0.2


@dataclass(frozen=True)
class Named:
    """A name, and the words behind it with their weight: the share of texts that use them, times how rare they are elsewhere."""

    title: str
    words: tuple[tuple[str, float], ...]


def name(texts: Sequence[str], words: Sequence[set[str]], rarity: Mapping[str, float]) -> Named:
    """Name a group of texts, the nearest to its middle first; `words` are their content words, `rarity` how rare each is over
    all texts. Both are empty when the texts share no such word."""
    shared = _weighed(words, rarity)
    if not shared:
        return Named("", ())
    read = [phrases(text) for text in texts[:READ]]
    within = {run: words for each in read for run, words in each.items()}
    worth = {run: sum(rarity[word] for word in words) for run, words in within.items()}
    chosen: list[str] = []
    for run, _weight in _weighed(read, worth) or shared:
        if len(chosen) < PARTS and not _repeats(within.get(run, (run,)), chosen) and len("、".join([*chosen, run])) <= LONGEST:
            chosen.append(run)
    return Named("、".join(chosen), tuple(shared[:WORDS]))


def _weighed(sets: Sequence[Collection[str]], worth: Mapping[str, float]) -> list[tuple[str, float]]:
    """What enough of the texts share, the weightiest first."""
    shared = Counter(word for each in sets for word in each)
    least = min(len(sets), max(2, _LEAST_SHARE * len(sets)))
    found = [(word, round(count / len(sets) * worth[word], 3)) for word, count in shared.items() if count >= least]
    return sorted(found, key=lambda each: (-each[1], -len(each[0]), each[0]))


def _repeats(words: Collection[str], chosen: Sequence[str]) -> bool:
    """Whether one of these words is in the name already."""
    return any(word in other for other in chosen for word in words)

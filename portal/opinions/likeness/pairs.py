"""Pairs of texts that are alike: brought near by their sketches, checked letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from portal.opinions.likeness.sketches import BANDS
from portal.opinions.likeness.texts import NEAR, close_enough, same_sense

_ROUNDS = 4


@dataclass(frozen=True)
class Shelves:
    """Texts (their places in a list) that share a band of their sketches stand on one shelf, the best connected first."""

    shelf: np.ndarray
    text: np.ndarray

    def only(self, chosen: np.ndarray) -> "Shelves":
        """The chosen entries alone."""
        return Shelves(self.shelf[chosen], self.text[chosen])

    def first(self) -> np.ndarray:
        """For each entry, where the first entry on its shelf is."""
        if not len(self.shelf):
            return np.array([], dtype=np.int64)
        begins = np.flatnonzero(np.r_[True, self.shelf[1:] != self.shelf[:-1]])
        return np.repeat(begins, np.diff(np.r_[begins, len(self.shelf)]))


def shelves(sketches: np.ndarray) -> Shelves:
    """The shelves on which at least two texts stand."""
    shelf, text = sketches.ravel(), np.repeat(np.arange(len(sketches)), BANDS)
    order = np.argsort(shelf, kind="stable")
    all_of_them = Shelves(shelf[order], text[order])
    sizes = np.bincount(all_of_them.first())[all_of_them.first()] if len(order) else order
    shared, sizes = all_of_them.only(sizes > 1), sizes[sizes > 1]
    ties = np.bincount(shared.text, weights=sizes, minlength=len(sketches))
    return _ranked(shared, ties)


def alike_on(shelves: Shelves, texts: Sequence[str]) -> np.ndarray:
    """Pairs of different bare texts that are alike, the smaller place first.

    Not all pairs of a large group: a text is held beside the first on its shelf, and those unlike it beside the next, so
    that the work grows with the number of texts.
    """
    found = [np.empty((0, 2), dtype=np.int64)]
    for _ in range(_ROUNDS):
        firsts = shelves.first()
        others = firsts != np.arange(len(firsts))
        if not others.any():
            break
        pairs = _pairs(shelves.text[firsts[others]], shelves.text[others])
        same = alike(texts, pairs)
        found.append(pairs[same])
        shelves = shelves.only(np.flatnonzero(others)[~same])
    return _once(np.concatenate(found))[0]


def alike_to_models(shelves: Shelves, texts: Sequence[str], models: np.ndarray) -> np.ndarray:
    """Pairs of a text and the model of the largest group on one of its shelves, where they are alike."""
    voices = np.bincount(models, minlength=len(texts))
    ranked = _ranked(shelves, voices[models])
    model = models[ranked.text[ranked.first()]]
    strange = (models[ranked.text] != model) & (voices[model] > 1)
    pairs = _once(_pairs(model[strange], ranked.text[strange]))[0]
    return pairs[alike(texts, pairs)]


def alike(texts: Sequence[str], pairs: np.ndarray) -> np.ndarray:
    """For each pair of different bare texts, whether few letters differ and none that turns the sense."""
    once, where = _once(pairs)
    left, right = ([texts[place] for place in side] for side in once.T.tolist())
    shorter = np.fromiter(map(min, map(len, left), map(len, right)), dtype=np.int64, count=len(left))
    close = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=NEAR) >= close_enough(shorter)
    for place in np.flatnonzero(close).tolist():
        close[place] = same_sense(left[place], right[place])
    return close[where]


def _ranked(entries: Shelves, rank: np.ndarray) -> Shelves:
    order = np.lexsort((entries.text, -rank[entries.text], entries.shelf))
    return entries.only(order)


def _pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.sort(np.stack([one, other], axis=1), axis=1)


def _once(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each pair once, in order, and where each given pair stands now."""
    joined, where = np.unique(pairs[:, 0] << 32 | pairs[:, 1], return_inverse=True)
    return np.stack([joined >> 32, joined & 0xFFFFFFFF], axis=1), where

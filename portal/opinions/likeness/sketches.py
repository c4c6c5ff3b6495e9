"""A short sketch of each text, so that near texts are found without comparing all with all.

MinHash over the pairs of neighbouring letters: 64 hashes in 16 bands of 4. Two texts that share 7 of 10 pairs have a band in
common in 99 of 100 cases, two that share 2 of 10 in 3 of 100.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

BANDS, ROWS = 16, 4
_AT_ONCE = 4096
_MASK = (1 << 64) - 1


def _numbers(seed: int, count: int) -> np.ndarray:
    """Fixed odd numbers of 64 bits (splitmix64). They never change: sketches are kept in the database."""
    found = []
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & _MASK
        mixed = ((seed ^ seed >> 30) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _MASK
        found.append((mixed ^ mixed >> 31) | 1)
    return np.array(found, dtype=np.uint64)


_FACTORS = _numbers(1, BANDS * ROWS)
_FOLDING = _numbers(2, ROWS)
_BAND = _numbers(3, BANDS)


def number_of(text: str) -> int:
    """A number of 64 bits that is the same for the same bare text, and for no other in practice."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def sketches(texts: Sequence[str]) -> np.ndarray:
    """The sketch of each bare text: an array of int64, a row for a text, a column for a band."""
    found = np.empty((len(texts), BANDS), dtype=np.int64)
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start:start + _AT_ONCE]
        found[start:start + len(some)] = _bands(_least(some))
    return found


def _least(texts: Sequence[str]) -> np.ndarray:
    """The least of each hash over the letter pairs of each text."""
    texts = [text if len(text) > 1 else (text or " ") * 2 for text in texts]
    pairs, starts = _pairs(texts)
    least = np.empty((BANDS * ROWS, len(texts)), dtype=np.uint64)
    hashed = np.empty_like(pairs)
    for row, factor in zip(least, _FACTORS, strict=True):
        np.multiply(pairs, factor, out=hashed)
        np.minimum.reduceat(hashed, starts, out=row)
    return least >> np.uint64(32)


def _pairs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The letter pairs of all texts, one after the other, each as a number, and where each text begins."""
    ends = np.cumsum([len(text) for text in texts])
    letters = np.frombuffer(("".join(texts) + " ").encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    pairs = letters[:-1] << np.uint64(21) | letters[1:]
    pairs[ends - 1] = pairs[ends - 2]  # the pair that reaches into the next text
    pairs ^= pairs >> np.uint64(17)
    pairs *= _FACTORS[0]
    pairs ^= pairs >> np.uint64(29)
    return pairs, np.concatenate(([0], ends[:-1]))


def _bands(least: np.ndarray) -> np.ndarray:
    folded = (least.reshape(BANDS, ROWS, -1) * _FOLDING[None, :, None]).sum(axis=1, dtype=np.uint64)
    folded ^= folded >> np.uint64(31)
    folded *= _BAND[:, None]
    return folded.view(np.int64).T

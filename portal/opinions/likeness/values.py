"""The plain values that go into looking for likeness, and come out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Said:
    """One opinion: whose it is (`person`: any word that is the same for the same person, None when nobody can tell), and
    the day it was received."""

    id: int
    text: str
    day: date
    person: str | None = None


@dataclass(frozen=True)
class Found:
    """Opinions found alike, those with the model text first: the id of each with that of its author's earliest opinion.

    Kinds: repeated (one person's same words again, the kept one first), identical, near, campaign.
    """

    kind: str
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Segment:
    """A run of words: `same` in both texts, `gone` from the model, or `added` to it."""

    kind: str
    text: str

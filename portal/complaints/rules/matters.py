"""Whether two complaints may be about the same matter: by space, by place and by similar words. Pure; a person decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NEAR = 0.28  # share of common pairs of characters; the demo's and the tests' pairs lie well apart
SAME_SPACE_NEAR = 0.16
MOST = 5
_NOISE = re.compile(r"[\s，。、；：！？（）“”,.;:!?()\"'—…-]+")


@dataclass(frozen=True)
class Matter:
    """A complaint as far as likeness looks at it."""

    id: int
    space_id: int | None
    place: str
    category: str
    text: str


def alike(one: Matter, others: Iterable[Matter]) -> list[int]:
    """The ids of up to five others that may tell of the same matter, the likeliest first."""
    scored = [(likeness(one, other), other.id) for other in others if other.id != one.id]
    return [id_ for score, id_ in sorted(scored, key=lambda each: (-each[0], each[1])) if score > 0][:MOST]


def likeness(one: Matter, other: Matter) -> float:
    """0 for different matters; the same space needs fewer common words, two different known spaces are never the same."""
    if one.space_id and other.space_id and one.space_id != other.space_id:
        return 0.0
    same_space = bool(one.space_id) and one.space_id == other.space_id
    words = common(one.text + one.place, other.text + other.place)
    if same_space:
        return words + 0.5 if words >= SAME_SPACE_NEAR or one.category == other.category else 0.0
    return words if words >= NEAR else 0.0


def common(one: str, other: str) -> float:
    """The share of pairs of characters two texts have in common, counted on the shorter one, 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", text)
    return {plain[at:at + 2] for at in range(len(plain) - 1)}

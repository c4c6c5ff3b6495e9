"""Small groups in what the public reads: put together until nobody stands alone, so that all sums still hold. Pure."""

from collections.abc import Iterable, Sequence

LEAST = 5  # what the setting small_group is by default; an internal setting, no law
HIDDEN = "从略"

Group = tuple[str, int]


def together(groups: Iterable[Group], least: int = LEAST) -> list[tuple[tuple[str, ...], int]]:
    """`groups` (label, number) with those smaller than `least` put together into one of at least that size: (labels, number).

    The next larger one is drawn in when the small ones together are still too few, so that no difference gives one of them
    away. Where all together are fewer than `least`, nothing is told apart. Empty groups are left out.
    """
    named = [each for each in groups if each[1]]
    small = {label for label, number in named if number < least}
    for label, _ in sorted(named, key=lambda each: each[1]):
        if not small or sum(number for name, number in named if name in small) >= least:
            break
        small.add(label)
    rest = [((label,), number) for label, number in named if label not in small]
    if not small:
        return rest
    labels = tuple(label for label, _ in named if label in small)
    total = sum(number for label, number in named if label in small)
    return [*rest, (labels, total)] if rest or total >= least else []


def merged(groups: Iterable[Group], least: int = LEAST) -> list[Group]:
    """The same with the labels of those put together in one: 甲、乙."""
    return [("、".join(labels), number) for labels, number in together(groups, least)]


def hidden(numbers: Sequence[int], least: int = LEAST) -> set[int]:
    """The places in `numbers` (parts of a known sum) that are not told: the small ones, and one more where a single one, or
    too few in sum, could be worked out from the rest."""
    chosen = {place for place, number in enumerate(numbers) if 0 < number < least}
    for place in sorted(range(len(numbers)), key=lambda place: numbers[place]):
        if not chosen or (len(chosen) > 1 and sum(numbers[each] for each in chosen) >= least):
            break
        if numbers[place]:
            chosen.add(place)
    return chosen

"""Small groups in what the public reads: put together until nobody stands alone, so that all sums still hold."""

from collections.abc import Iterable, Sequence

LEAST = 5
HIDDEN = "从略"

Group = tuple[str, int]


def merged(groups: Iterable[Group], least: int = LEAST) -> list[Group]:
    """`groups` (label, number) with those smaller than `least` put together into one of at least that size.

    The next larger one is drawn in when the small ones together are still too few, so that no difference gives one of them
    away. Where all together are fewer than `least`, nothing is told apart. Empty groups are left out. Internal setting.
    """
    named = [each for each in groups if each[1]]
    small = {label for label, number in named if number < least}
    for label, _ in sorted(named, key=lambda each: each[1]):
        if not small or sum(number for name, number in named if name in small) >= least:
            break
        small.add(label)
    if not small:
        return named
    together = [each for each in named if each[0] in small]
    rest = [each for each in named if each[0] not in small]
    total = sum(number for _, number in together)
    return [*rest, ("、".join(label for label, _ in together), total)] if rest or total >= least else []


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

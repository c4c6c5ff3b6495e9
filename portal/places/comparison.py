"""Whose coordinates a file uses, found by comparing it with what is known to lie right."""

from collections.abc import Iterable, Mapping

from portal.geo import Point, metres_between
from portal.places.rules import GCJ02, WGS84
from portal.places.shapes import Shape

NEAR = 250  # metres: less than half of the shift


def found_datum(as_they_are: Iterable[Shape], moved: Iterable[Shape], spaces: Iterable[tuple[Point, Iterable[str]]],
                middles: Mapping[tuple[str, str], Point]) -> str | None:
    """WGS84 or GCJ02, by which reading of a file fits better; None when nothing tells them apart.

    `moved` are the shapes read as GCJ-02; `spaces` are known points, each with the streets it lies in; `middles` are the
    middles of boundaries already known, by street and name.
    """
    spaces = list(spaces)
    plain, shifted = _fit(as_they_are, spaces, middles), _fit(moved, spaces, middles)
    if plain == shifted:
        return None
    return WGS84 if plain > shifted else GCJ02


def _fit(shapes: Iterable[Shape], spaces: list[tuple[Point, Iterable[str]]], middles: Mapping[tuple[str, str], Point]) -> int:
    """How many known places a reading of the file agrees with."""
    shapes = list(shapes)
    of_street: dict[str, list[Shape]] = {}
    for each in shapes:
        of_street.setdefault(each.street, []).append(each)
    inside = sum(any(each.holds(point) for street in streets for each in of_street.get(street, ())) for point, streets in spaces)
    known = ((each.middle, middles.get((each.street, each.name))) for each in shapes)
    return inside + sum(metres_between(one, other) < NEAR for one, other in known if other)

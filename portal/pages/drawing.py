"""The map as a drawing: streets as outlines, places as numbered marks. The zoomable map is made from the same list."""

from dataclasses import dataclass
from math import hypot

from portal.geo import DISTRICT, Box, Point
from portal.pages.queries.map import Entry
from portal.places.queries import Atlas
from portal.places.shapes import Shape, Sheet, around

WIDTH = 440.0
MARK = 29.0  # no two marks nearer than this, in units of the drawing
MOST_MOVES = 40
LEAST = 0.004  # degrees: a drawing is never closer than a few hundred metres


@dataclass(frozen=True)
class Patch:
    """A street or (in the chosen street) a community on the drawing: its outline, where its name stands, and what narrows
    the list to it."""

    name: str
    narrows: dict[str, str]
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A place on the drawing: its number in the list, and its entry."""

    number: int
    entry: Entry
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Everything on the sheet; `chosen` is the outline the list was narrowed to, `inner` are the communities of its street."""

    width: float
    height: float
    streets: tuple[Patch, ...]
    chosen: Patch | None
    inner: tuple[Patch, ...]
    marks: tuple[Mark, ...]


def draw(atlas: Atlas, chosen: Shape | None, entries: list[Entry]) -> Drawing | None:
    """The map of `chosen`, or of everything known; None when nothing is known to draw."""
    points = [each.point for each in entries if each.point]
    if not atlas.streets and not points:
        return None
    sheet = Sheet(_wide_enough(chosen.box if chosen else _box(atlas, points)), WIDTH)
    streets = tuple(_patch(each, sheet) for each in atlas.streets if each is not chosen)
    inner = tuple(_patch(each, sheet) for each in atlas.communities_of(chosen.street) if each is not chosen) if chosen else ()
    return Drawing(sheet.width, sheet.height, streets, _patch(chosen, sheet) if chosen else None, inner, _marks(entries, sheet))


def _box(atlas: Atlas, points: list[Point]) -> Box:
    return around(each.box for each in atlas.streets) if atlas.streets else around(Box(*point, *point) for point in points)


def _wide_enough(box: Box) -> Box:
    """The box with room for a single point in it, within the district's surroundings."""
    east, north = max(0, LEAST - (box.east - box.west)) / 2, max(0, LEAST - (box.north - box.south)) / 2
    return Box(max(box.west - east, DISTRICT.west), max(box.south - north, DISTRICT.south),
               min(box.east + east, DISTRICT.east), min(box.north + north, DISTRICT.north))


def _patch(shape: Shape, sheet: Sheet) -> Patch:
    narrows = {"street": shape.street} | ({} if shape.name == shape.street else {"community": shape.name})
    return Patch(shape.name, narrows, sheet.path(shape), *sheet.place(shape.middle))


def _marks(entries: list[Entry], sheet: Sheet) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for number, entry in enumerate(entries, 1):
        if entry.point:
            marks.append(Mark(number, entry, *_free(sheet.place(entry.point), marks)))
    return tuple(marks)


def _free(place: tuple[float, float], taken: list[Mark]) -> tuple[float, float]:
    """The place itself, or the next one beside it where no mark stands."""
    x, y = place
    for _ in range(MOST_MOVES):
        if all(hypot(x - each.x, y - each.y) >= MARK for each in taken):
            break
        x += MARK
    return x, y

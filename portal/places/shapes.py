"""Outlines as geometry: whole or not, what lies in them, where their middle is, how they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from portal.errors import N_, InvalidInput
from portal.geo import Box, Point
from portal.places.rules import Outline

PLACES_KEPT = 6  # decimals of a degree: about ten centimetres
DRAWN_TO = 0.00008  # degrees: about eight metres, finer than a dot on the drawn map


@dataclass(frozen=True, eq=False)
class Shape:
    """A known boundary: its name, its street (its own name for a street), its geometry."""

    name: str
    street: str
    geometry: BaseGeometry

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.geometry.covers(shapely.Point(point))

    @cached_property
    def middle(self) -> Point:
        """A point well inside, where the name is written."""
        found = self.geometry.representative_point()
        return Point(found.x, found.y)

    @cached_property
    def box(self) -> Box:
        """The rectangle around it."""
        return Box(*self.geometry.bounds)

    @cached_property
    def drawn(self) -> BaseGeometry:
        """Its geometry without the points nobody would see."""
        return self.geometry.simplify(DRAWN_TO)

    @cached_property
    def rings(self) -> list[list[Point]]:
        """Its outer rings and holes as they are drawn."""
        polygons = getattr(self.drawn, "geoms", [self.drawn])
        return [[Point(*place) for place in ring.coords] for each in polygons for ring in (each.exterior, *each.interiors)]


def geometry_of(outline: Outline) -> BaseGeometry:
    """An outline as geometry. Raises InvalidInput when its line crosses itself."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in outline.polygons]
    found = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not found.is_valid:
        raise InvalidInput(N_("“%(name)s”的边界线自己交叉了，请在 GIS 软件里修复后再传。"), field="file", name=outline.name)
    return found


def kept(geometry: BaseGeometry) -> dict:
    """A geometry as the GeoJSON that is stored."""
    return mapping(shapely.set_precision(geometry, 10**-PLACES_KEPT))


def shape_of(name: str, street: str, geometry: dict) -> Shape:
    """A stored boundary."""
    found = shape(geometry)
    shapely.prepare(found)
    return Shape(name, street, found)


def around(boxes: Iterable[Box]) -> Box:
    """The rectangle around several."""
    west, south, east, north = zip(*boxes, strict=True)
    return Box(min(west), min(south), max(east), max(north))


@dataclass(frozen=True)
class Sheet:
    """A drawing of part of the district, `width` units wide: north is up, and a metre is as long east as north."""

    box: Box
    width: float = 720.0
    margin: float = 14.0

    @property
    def _scale(self) -> float:
        return (self.width - 2 * self.margin) / ((self.box.east - self.box.west) * self._narrowing)

    @property
    def _narrowing(self) -> float:
        return cos(radians((self.box.south + self.box.north) / 2))

    @property
    def height(self) -> float:
        """How high the drawing is."""
        return round((self.box.north - self.box.south) * self._scale + 2 * self.margin, 1)

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point is drawn: x to the right, y down."""
        x = (point.longitude - self.box.west) * self._narrowing * self._scale + self.margin
        y = (self.box.north - point.latitude) * self._scale + self.margin
        return round(x, 1), round(y, 1)

    def path(self, shape: Shape) -> str:
        """The line around a shape, as an SVG path."""
        return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in map(self.place, ring[:-1])) + "z" for ring in shape.rings)

"""Points on the map of the district: one kind of coordinates inside, and how to know the other kind. Pure.

Inside the portal every point is WGS-84 / CGCS2000 (they differ by centimetres), in degrees. GCJ-02, the shifted coordinates
of commercial maps, lies some 560 m away here: enough to put a courtyard into the wrong subdistrict.
"""

from decimal import Decimal
from math import asin, cos, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6_371_000.0  # mean radius, metres
KRASOVSKY, ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943  # the ellipsoid the shift is computed on
STEPS = 4  # each brings the way back ten thousand times nearer


class Point(NamedTuple):
    """Degrees east and north."""

    longitude: float
    latitude: float


class Box(NamedTuple):
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.west <= point.longitude <= self.east and self.south <= point.latitude <= self.north


DISTRICT = Box(116.30, 39.85, 116.42, 39.99)  # 西城区 with a margin of about a kilometre
CITY = Box(115.3, 39.3, 117.7, 41.2)  # 北京市


def point_of(longitude: Decimal | float, latitude: Decimal | float) -> Point:
    """A stored pair of numbers as a point."""
    return Point(float(longitude), float(latitude))


def metres_between(one: Point, other: Point) -> float:
    """The distance of two points along the ground, in metres."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(chord))


def to_gcj(point: Point) -> Point:
    """Where commercial maps (GCJ-02) draw a WGS-84 point."""
    x, y = point.longitude - 105.0, point.latitude - 35.0
    slant = radians(point.latitude)
    root = 1 - ECCENTRICITY * sin(slant) ** 2
    per_degree_north = KRASOVSKY * (1 - ECCENTRICITY) / (root * sqrt(root)) * pi / 180
    per_degree_east = KRASOVSKY / sqrt(root) * cos(slant) * pi / 180
    return Point(point.longitude + _east_shift(x, y) / per_degree_east, point.latitude + _north_shift(x, y) / per_degree_north)


def from_gcj(point: Point) -> Point:
    """The WGS-84 point that commercial maps (GCJ-02) draw here, exact to a millimetre."""
    guess = point
    for _ in range(STEPS):
        drawn = to_gcj(guess)
        guess = Point(guess.longitude + point.longitude - drawn.longitude, guess.latitude + point.latitude - drawn.latitude)
    return guess


def _waves(*terms: tuple[float, float]) -> float:
    return sum(size * sin(angle * pi) for size, angle in terms) * 2 / 3


def _north_shift(x: float, y: float) -> float:
    """Metres to the north, at x and y degrees from 105° E 35° N."""
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    return plain + _waves((20, 6 * x), (20, 2 * x), (20, y), (40, y / 3), (160, y / 12), (320, y / 30))


def _east_shift(x: float, y: float) -> float:
    """Metres to the east, at x and y degrees from 105° E 35° N."""
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    return plain + _waves((20, 6 * x), (20, 2 * x), (20, x), (40, x / 3), (150, x / 12), (300, x / 30))

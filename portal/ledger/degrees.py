"""Reading where a space lies: degrees east and north, in the district, both or neither. Pure."""

import re
from decimal import Decimal

from portal.errors import N_, InvalidInput
from portal.geo import DISTRICT, Point, point_of
from portal.text import folded

DEGREES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?")
MICRODEGREE = Decimal("0.000001")  # a step of about ten centimetres

Place = tuple[Decimal, Decimal]


def read_degrees(text: str) -> Decimal | None:
    """Typed degrees, None for none. Raises InvalidInput."""
    plain = folded(text).rstrip("°")
    if not plain:
        return None
    if not DEGREES.fullmatch(plain):
        raise InvalidInput(N_("“%(text)s”不是经纬度，请写成小数，例如 116.366794。"), text=text[:30])
    return Decimal(plain).quantize(MICRODEGREE)


def read_place(longitude: str, latitude: str) -> Place | None:
    """A typed place, None for none. Raises InvalidInput, at the field `longitude`, for half a place and one elsewhere."""
    try:
        return checked_place(read_degrees(longitude), read_degrees(latitude))
    except InvalidInput as problem:
        problem.field = "longitude"
        raise


def checked_place(longitude: Decimal | None, latitude: Decimal | None) -> Place | None:
    """The two as a place in the district, None for none. Raises InvalidInput for half a place and one elsewhere."""
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None:
        raise InvalidInput(N_("经度和纬度要一起填，或者都不填。"))
    point = point_of(longitude, latitude)
    if DISTRICT.holds(Point(point.latitude, point.longitude)):
        raise InvalidInput(N_("经度和纬度写反了：西城区的经度约 116.3 到 116.4，纬度约 39.9。"))
    if not DISTRICT.holds(point):
        raise outside((longitude, latitude))
    return longitude, latitude


def outside(place: Place) -> InvalidInput:
    """The refusal of a place that is not in the district."""
    sentence = N_("这个点不在西城区（经度 %(longitude)s，纬度 %(latitude)s），请核对。")
    return InvalidInput(sentence, field="longitude", longitude=str(place[0]), latitude=str(place[1]))

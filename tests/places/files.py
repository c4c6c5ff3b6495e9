"""GeoJSON files made by the tests themselves: two streets side by side, and what can be wrong with them."""

import json

from portal.geo import Point, to_gcj

WEST, EAST = "牛街街道", "天桥街道"
LEFT, RIGHT = (116.352, 39.880, 116.366, 39.892), (116.366, 39.880, 116.380, 39.892)
IN_WEST, IN_EAST = Point(116.360, 39.886), Point(116.372, 39.886)
WGS84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}


def square(west, south, east, north) -> list:
    """A ring around a rectangle."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(name, ring, **properties) -> dict:
    """One named polygon."""
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def geojson(*features, **members) -> bytes:
    """A file of features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}, ensure_ascii=False).encode()


def streets(**members) -> bytes:
    """Two neighbouring streets."""
    return geojson(feature(WEST, square(*LEFT)), feature(EAST, square(*RIGHT)), **members)


def shifted(**members) -> bytes:
    """The same two streets as commercial maps draw them."""
    return geojson(*(feature(name, [list(to_gcj(Point(*place))) for place in square(*box)])
                     for name, box in ((WEST, LEFT), (EAST, RIGHT))), **members)


def communities() -> bytes:
    """Two communities of the western street: one says where it lies, the other's middle tells."""
    west, south, east, north = LEFT
    middle = (west + east) / 2
    return geojson(feature("春风社区", square(west, south, middle, north), street="牛街"),
                   feature("法源寺社区", square(middle, south, east, north)), crs=WGS84)

"""Reading a GeoJSON file of boundaries, and telling whose coordinates it uses. Pure; nothing of the file is trusted."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.errors import N_, InvalidInput, Several
from portal.geo import DISTRICT, Point, from_gcj
from portal.text import one_line

LARGEST = 20 * 1024 * 1024
MOST_SHAPES, MOST_POINTS = 1000, 300_000
MOST_TOLD, LONGEST_NAME = 10, 60
STREET, COMMUNITY = KINDS = ("street", "community")
WGS84, GCJ02 = DATUMS = ("wgs84", "gcj02")
NAMES = {
    STREET: ("name", "名称", "街道", "街道名称", "JDMC", "NAME"),
    COMMUNITY: ("name", "名称", "社区", "社区名称", "SQMC", "NAME"),
}
STREETS = ("street", "街道", "街道名称", "所属街道", "JDMC")
DEGREES = re.compile(r"crs:?84|epsg.*(?<!\d)(?:4326|4490)(?!\d)|wgs[ _-]?(?:19)?84|cgcs[ _-]?2000|国家2000", re.IGNORECASE)
SHIFTED = re.compile(r"gcj|火星|高德|腾讯|amap|autonavi", re.IGNORECASE)
TWICE_SHIFTED = re.compile(r"bd[ _-]?09|百度|baidu", re.IGNORECASE)

Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True)
class Outline:
    """The boundary of one place as the file has it: its name, the street a community says it lies in ("": unsaid), and
    its polygons, each an outer ring and its holes."""

    name: str
    street: str
    polygons: tuple[Polygon, ...]

    def moved(self) -> "Outline":
        """The same outline with GCJ-02 coordinates turned into WGS-84."""
        return Outline(self.name, self.street, tuple(
            tuple(tuple(from_gcj(point) for point in ring) for ring in polygon) for polygon in self.polygons))


@dataclass(frozen=True)
class Boundaries:
    """What a file holds: what it says of its coordinates (a word of DATUMS, or None) and its outlines."""

    declared: str | None
    outlines: tuple[Outline, ...]


def read_boundaries(data: bytes, kind: str) -> Boundaries:
    """The outlines of a GeoJSON file of streets or communities (`kind`, one of KINDS).

    Raises InvalidInput for a file that is none, Several with every outline that cannot be taken.
    """
    document = _document(data)
    declared = _declared(document)
    outlines, problems = [], []
    for place, feature in enumerate(document["features"], 1):
        try:
            outlines.append(_outline(feature, kind, place))
        except InvalidInput as problem:
            problems.append(problem)
    _check(outlines, problems)
    return Boundaries(declared, tuple(outlines))


def settled_datum(declared: str | None, chosen: str, found: str | None) -> str:
    """The coordinates a file is read in: what it declares, what the person chose ("" leaves it to the portal), and what
    comparing with known places `found` (None: nothing to compare with). Raises InvalidInput when they do not agree."""
    if chosen == GCJ02:
        if WGS84 in (found, None if found else declared):
            raise InvalidInput(N_("这个文件看起来已经是 WGS-84 或 CGCS2000，再换算一次反而会偏约 560 米。"
                                  "请把坐标系改选“自动识别”。"), field="datum")
        return GCJ02
    if GCJ02 in (declared, found):
        raise InvalidInput(N_("这个文件用的是 GCJ-02（商业地图的“火星坐标”），比实际位置偏约 560 米，会把院子画进别的街道。"
                              "请换成 WGS-84 或 CGCS2000 的文件，或者在“坐标系”里选“GCJ-02，导入时换算”。"), field="datum")
    if chosen == WGS84 or WGS84 in (declared, found):
        return WGS84
    raise InvalidInput(N_("文件没有写明坐标系，也还没有可以比对的位置。请向提供文件的人问清楚，在“坐标系”里选定。"),
                       field="datum")


def _document(data: bytes) -> dict:
    if len(data) > LARGEST:
        raise InvalidInput(N_("文件太大：最多 20 MB。请先把边界简化一些。"), field="file")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InvalidInput(N_("这不是 GeoJSON 文件。请在 GIS 软件里另存为 GeoJSON（UTF-8 编码）再传。"), field="file") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise InvalidInput(N_("这个文件里没有边界：需要一个 FeatureCollection，每个街道或社区一个面。"), field="file")
    if len(features) > MOST_SHAPES:
        raise InvalidInput(N_("一个文件最多 %(limit)s 个面，请核对是不是选对了文件。"), field="file", limit=MOST_SHAPES)
    return document


def _refuse_constant(word: str):
    raise ValueError(word)


def _declared(document: dict) -> str | None:
    """What the file says of its coordinates, in its `crs` member or in a word beside it."""
    words = " ".join(json.dumps(document[key], ensure_ascii=False) for key in ("crs", "datum", "coordinate_system", "坐标系")
                     if key in document)
    if TWICE_SHIFTED.search(words):
        raise InvalidInput(N_("这个文件用的是百度坐标（BD-09），不能导入。请换成 WGS-84 或 CGCS2000 的文件。"), field="file")
    if SHIFTED.search(words):
        return GCJ02
    if DEGREES.search(words):
        return WGS84
    if words:
        raise InvalidInput(N_("这个文件用的是别的坐标系（%(words)s）。请在 GIS 软件里另存为经纬度（EPSG:4490 或 EPSG:4326）"
                              "再传。"), field="file", words=words[:100])
    return None


def _outline(feature, kind: str, place: int) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    name = _word(properties, NAMES[kind])
    if not name:
        raise InvalidInput(N_("第 %(place)s 个面没有名称（属性 name 或“名称”）。"), field="file", place=place)
    try:
        polygons = tuple(_polygons(geometry))
    except (TypeError, ValueError, KeyError, IndexError):
        raise InvalidInput(N_("“%(name)s”不是一个完整的面。"), field="file", name=name) from None
    _check_where(name, polygons)
    return Outline(name, _word(properties, STREETS) if kind == COMMUNITY else "", polygons)


def _word(properties, keys: tuple[str, ...]) -> str:
    values = (properties.get(key) for key in keys) if isinstance(properties, dict) else ()
    return next((one_line(value)[:LONGEST_NAME] for value in values if isinstance(value, str) and value.strip()), "")


def _polygons(geometry: dict) -> Iterator[Polygon]:
    """The polygons of a geometry. Raises what walking over something else raises."""
    many = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    for polygon in many:
        rings = tuple(tuple(Point(float(place[0]), float(place[1])) for place in ring) for ring in polygon)
        if not rings or any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
            raise ValueError
        yield rings


def _check_where(name: str, polygons: Iterable[Polygon]) -> None:
    points = [point for polygon in polygons for ring in polygon for point in ring]
    if all(DISTRICT.holds(point) for point in points):
        return
    if all(DISTRICT.holds(Point(point.latitude, point.longitude)) for point in points):
        raise InvalidInput(N_("“%(name)s”的经度和纬度写反了。"), field="file", name=name)
    if any(abs(point.longitude) > 180 or abs(point.latitude) > 90 for point in points):
        raise InvalidInput(N_("“%(name)s”不是经纬度，像是以米为单位的投影坐标。请另存为 EPSG:4490 或 EPSG:4326 再传。"),
                           field="file", name=name)
    raise InvalidInput(N_("“%(name)s”有一部分不在西城区。"), field="file", name=name)


def _check(outlines: list[Outline], problems: list[InvalidInput]) -> None:
    names = [(each.street, each.name) for each in outlines]
    twice = sorted({name for street, name in names if names.count((street, name)) > 1})
    problems += [InvalidInput(N_("“%(name)s”出现了不止一次。"), field="file", name=name) for name in twice]
    points = sum(len(ring) for each in outlines for polygon in each.polygons for ring in polygon)
    if points > MOST_POINTS:
        problems.append(InvalidInput(N_("边界上的点太多（最多 %(limit)s 个），请先简化。"), field="file", limit=MOST_POINTS))
    if problems:
        raise Several(problems[:MOST_TOLD])

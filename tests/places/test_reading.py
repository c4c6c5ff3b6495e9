"""Reading strangers' GeoJSON: whose coordinates it uses, and every shape that is not taken, with its sentence."""

import json

import pytest

from portal.errors import InvalidInput, Several
from portal.places.rules import COMMUNITY, GCJ02, LARGEST, STREET, WGS84, read_boundaries, settled_datum
from tests.places.files import LEFT, WEST, communities, feature, geojson, square, streets

GOOD = square(*LEFT)


@pytest.mark.parametrize(("members", "declared"), [
    ({}, None),
    ({"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}, WGS84),
    ({"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}}, WGS84),
    ({"crs": {"type": "name", "properties": {"name": "EPSG:4326"}}}, WGS84),
    ({"datum": "CGCS2000"}, WGS84),
    ({"坐标系": "国家2000大地坐标系"}, WGS84),
    ({"crs": {"type": "name", "properties": {"name": "GCJ-02"}}}, GCJ02),
    ({"coordinate_system": "高德坐标"}, GCJ02),
])
def test_a_file_says_whose_coordinates_it_uses(members, declared):
    assert read_boundaries(streets(**members), STREET).declared == declared


@pytest.mark.parametrize(("declared", "chosen", "found", "settled"), [
    (WGS84, "", None, WGS84), (WGS84, "", WGS84, WGS84), (None, "", WGS84, WGS84), (None, WGS84, None, WGS84),
    (None, GCJ02, None, GCJ02), (None, GCJ02, GCJ02, GCJ02), (GCJ02, GCJ02, None, GCJ02), (WGS84, GCJ02, GCJ02, GCJ02),
    (None, "", None, "没有写明坐标系"), (GCJ02, "", None, "GCJ-02"), (None, "", GCJ02, "偏约 560 米"),
    (WGS84, "", GCJ02, "GCJ-02"), (None, WGS84, GCJ02, "GCJ-02"), (None, GCJ02, WGS84, "再换算一次"),
    (WGS84, GCJ02, None, "再换算一次"),
])
def test_what_is_declared_chosen_and_found_must_agree(declared, chosen, found, settled):
    if settled in (WGS84, GCJ02):
        assert settled_datum(declared, chosen, found) == settled
    else:
        with pytest.raises(InvalidInput, match=settled):
            settled_datum(declared, chosen, found)


def test_names_are_read_from_the_properties_offices_use():
    read = read_boundaries(communities(), COMMUNITY)
    assert [(each.name, each.street) for each in read.outlines] == [("春风社区", "牛街"), ("法源寺社区", "")]
    named = {"type": "Feature", "properties": {"JDMC": " 牛街\n街道 "}, "geometry": feature("", GOOD)["geometry"]}
    assert read_boundaries(geojson(named), STREET).outlines[0].name == "牛街 街道"


WRONG = [
    (b"\xff\xfe\x00", "不是 GeoJSON"), (b"<kml/>", "不是 GeoJSON"), (b"[1]", "没有边界"), (b"[" * 100_000, "不是 GeoJSON"),
    (b'{"features": [NaN]}', "不是 GeoJSON"), (geojson(), "没有边界"), (b" " * (LARGEST + 1), "最多 20 MB"),
    (json.dumps({"type": "Topology", "objects": {}}).encode(), "没有边界"),
    (streets(crs={"type": "name", "properties": {"name": "BD-09"}}), "百度坐标"),
    (streets(crs={"type": "name", "properties": {"name": "EPSG:4549"}}), "别的坐标系"),
    (geojson(*[feature(WEST, GOOD)] * 1001), "最多 1000 个面"),
]


@pytest.mark.parametrize(("data", "said"), WRONG, ids=[f"{place}: {said}" for place, (_, said) in enumerate(WRONG)])
def test_a_file_that_cannot_be_taken_says_why(data, said):
    with pytest.raises(InvalidInput, match=said):
        read_boundaries(data, STREET)


@pytest.mark.parametrize(("wrong", "said"), [
    (feature("", GOOD), "第 2 个面没有名称"), ("words", "第 2 个面没有名称"), (None, "第 2 个面没有名称"),
    (feature("甲", GOOD[:3]), "“甲”不是一个完整的面"), (feature("甲", GOOD[:-1]), "“甲”不是一个完整的面"),
    (feature("甲", [["a", "b"]] * 4), "“甲”不是一个完整的面"), (feature("甲", []), "“甲”不是一个完整的面"),
    (feature("甲", GOOD) | {"geometry": None}, "“甲”不是一个完整的面"),
    (feature("甲", GOOD) | {"geometry": {"type": "Point", "coordinates": [1, 2]}}, "“甲”不是一个完整的面"),
    (feature("甲", [[y, x] for x, y in GOOD]), "“甲”的经度和纬度写反了"),
    (feature("甲", [[440_000 + x, 4_400_000 + y] for x, y in GOOD]), "投影坐标"),
    (feature("甲", square(116.40, 39.89, 116.45, 39.92)), "有一部分不在西城区"),
    (feature(WEST, GOOD), "出现了不止一次"),
])
def test_each_wrong_shape_is_told_by_its_name_or_place(wrong, said):
    with pytest.raises(Several) as told:
        read_boundaries(geojson(feature(WEST, GOOD), wrong), STREET)
    assert said in str(told.value.problems[0])

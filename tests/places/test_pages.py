"""The map and its list, the lists beside them, and what staff do to the map."""

import re
from io import BytesIO

import pytest

from portal.ledger.queries import space_by_number
from portal.permissions import Role
from portal.places.rules import COMMUNITY
from tests.builders import a_published_proposal, a_space, a_unit, a_user
from tests.places.files import EAST, IN_EAST, IN_WEST, WEST, WGS84, communities, shifted, streets

LISTED = re.compile(r"<h3><a href=\"[^\"]*/([\w-]+)\">")
MARKED = re.compile(r'class="map-mark mark-(\w+)"')


def typed(point) -> dict:
    return {"longitude": str(point.longitude), "latitude": str(point.latitude)}


@pytest.fixture
def places(session, write, bring):
    """Two streets, two communities; a proposal in the west, a space in the east, and a space nobody has placed."""
    bring(streets(crs=WGS84))
    bring(communities(), COMMUNITY)
    with write() as now:
        west = a_space(session, now, "XC-W", street=WEST, **typed(IN_WEST))
        a_space(session, now, "XC-E", subtype="文物", street=EAST, **typed(IN_EAST))
        a_space(session, now, "XC-N", subtype="文物", street=EAST)
        return a_published_proposal(session, now, space=west)


@pytest.mark.parametrize(("query", "numbers"), [
    ("", ["P", "XC-E", "XC-N"]), ("?street=牛街街道", ["P"]), ("?street=天桥街道", ["XC-E", "XC-N"]),
    ("?street=牛街街道&community=法源寺社区", ["P"]), ("?street=牛街街道&community=春风社区", []),
    ("?type=文物", ["XC-E", "XC-N"]), ("?state=open", ["P"]), ("?state=none", ["XC-E", "XC-N"]), ("?state=decided", []),
    ("?q=XC-N", ["XC-N"]), ("?street=不知道", ["P", "XC-E", "XC-N"]),
])
def test_the_map_and_its_list_show_what_the_filters_ask_for(client, places, query, numbers):
    page = client.get("/map" + query).text
    wanted = [places.number if each == "P" else each for each in numbers]
    assert LISTED.findall(page) == wanted
    assert len(MARKED.findall(page)) == len([each for each in numbers if each != "XC-N"])


@pytest.mark.parametrize(("query", "is_there"), [
    ("street=牛街街道&community=法源寺社区", True), ("street=牛街街道&community=春风社区", False), ("state=open", True),
    ("state=none", False), ("type=地下", True), ("type=文物", False),
])
def test_the_lists_take_the_same_filters(client, places, query, is_there):
    assert ("XC-W" in client.get(f"/spaces?{query}").text) is is_there
    if "none" not in query:
        assert (f"/proposals/{places.number}" in client.get(f"/proposals?{query}").text) is is_there


def test_a_place_nobody_has_marked_is_listed_and_says_so(client, places):
    page = client.get("/map?q=XC-N").text
    assert "位置待标注" in page and not MARKED.findall(page)


def test_without_boundaries_and_places_there_is_the_list(client, session, write):
    with write() as now:
        a_space(session, now, "XC-1")
    page = client.get("/map").text
    assert "还没有可以画的地图" in page and "XC-1" in page


def test_the_outlines_are_sent_once(client, places):
    answer = client.get("/map/boundaries.geojson")
    assert [each["properties"]["name"] for each in answer.json["features"]] == [EAST, WEST]
    again = client.get("/map/boundaries.geojson", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")



@pytest.fixture
def office(session, write, sign_in):
    with write() as now:
        return sign_in(a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")))


def sent(browser, data, **fields):
    typed = {"kind": "street", "datum": "", "source": "规划分局", "file": (BytesIO(data), "街道.geojson")} | fields
    return browser.post("/desk/boundaries", data=typed, content_type="multipart/form-data", follow_redirects=True)


def test_the_office_takes_boundaries_in(client, office, session, write):
    with write() as now:
        a_space(session, now, "XC-1")
    page = sent(office, streets(crs=WGS84), approval_number="京S（2026）001号").text
    assert "已经导入" in page and "2个街道" in page and "街道.geojson" in page
    assert "京S（2026）001号" in client.get("/map").text


@pytest.mark.parametrize(("data", "said"), [
    (shifted(datum="GCJ-02"), "火星坐标"), (b"{}", "没有边界"), (streets(), "没有写明坐标系"),
], ids=["shifted", "empty", "undeclared"])
def test_a_file_that_is_not_taken_is_told_and_keeps_what_was_typed(office, data, said):
    answer = sent(office, data)
    assert answer.status_code == 422
    assert said in answer.text and 'value="规划分局"' in answer.text


@pytest.mark.parametrize(("typed", "said"), [
    (("116.360", "39.886"), "位置已保存"), (("116.372", "39.886"), "落在天桥街道"), (("116.39", "39.95"), "不在西城区"),
    (("116.60", "39.95"), "不在西城区"), (("39.886", "116.36"), "写反了"), (("", ""), "位置已保存"), (("116.36", ""), "要一起填"),
    (("这里", "39.9"), "不是经纬度"),
])
def test_a_place_is_marked_or_refused_with_a_clear_word(office, session, bring, write, typed, said):
    bring(streets(crs=WGS84))
    with write() as now:
        a_space(session, now, "XC-1", street=WEST)
    address = "/desk/ledger/spaces/XC-1/place"
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', office.get(address).text)[1]
    answer = office.post(address, data={"revision": revision, "longitude": typed[0], "latitude": typed[1]}, follow_redirects=True)
    assert said in answer.text
    session.rollback()
    kept = space_by_number(session, "XC-1").longitude
    assert (kept is not None) is (answer.status_code == 200 and bool(typed[0]))

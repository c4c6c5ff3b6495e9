"""Taking boundaries in: GCJ-02 is known by the places already known, and a file is taken whole or not at all."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.errors import InvalidInput, Several
from portal.geo import Point, metres_between
from portal.journal import JournalEntry
from portal.places.actions import place_space
from portal.places.models import Boundary
from portal.places.queries import atlas, spaces_within
from portal.places.rules import COMMUNITY, GCJ02
from tests.builders import a_space
from tests.places.files import EAST, IN_EAST, IN_WEST, LEFT, WEST, WGS84, communities, feature, geojson, shifted, square, streets

BOW = [[116.352, 39.880], [116.366, 39.892], [116.366, 39.880], [116.352, 39.892], [116.352, 39.880]]


@pytest.fixture
def known_spaces(session, write):
    """Spaces whose place and street are known, near the borders of the two streets."""
    places = [(WEST, "116.3525"), (WEST, "116.3655"), (EAST, "116.3665"), (EAST, "116.3795")]
    with write() as now:
        for number, (street, longitude) in enumerate(places):
            a_space(session, now, f"XC-{number}", street=street, longitude=longitude, latitude="39.8860")


def test_streets_are_kept_under_their_official_names(session, bring):
    bring(geojson(feature("牛街", square(*LEFT)), crs=WGS84))
    found = atlas(session).street("牛街街道")
    assert found.holds(IN_WEST) and not found.holds(IN_EAST)
    assert session.scalars(select(JournalEntry.action)).all()[-1] == "boundary.import"


def test_communities_lie_in_the_street_they_name_or_in_which_their_middle_lies(session, bring):
    bring(streets(crs=WGS84))
    bring(communities(), COMMUNITY)
    assert [each.name for each in atlas(session).communities_of(WEST)] == ["春风社区", "法源寺社区"]
    assert len(atlas(session).streets) == 2


def test_a_community_in_no_known_street_is_told(bring):
    with pytest.raises(Several, match="没有写明属于哪个街道"):
        bring(geojson(feature("春风社区", square(*LEFT)), crs=WGS84), COMMUNITY)


@pytest.mark.parametrize("members", [{}, {"crs": WGS84}], ids=["undeclared", "declared wrongly"])
def test_a_shifted_file_is_known_by_the_spaces_of_the_ledger(session, known_spaces, bring, members):
    with pytest.raises(InvalidInput, match="GCJ-02"):
        bring(shifted(**members))
    session.rollback()
    assert session.scalar(select(Boundary)) is None


def test_a_shifted_file_is_known_by_the_boundaries_before_it(bring):
    bring(streets(crs=WGS84))
    with pytest.raises(InvalidInput, match="GCJ-02"):
        bring(shifted())


def test_sketched_boundaries_prove_nothing(bring):
    bring(streets(crs=WGS84), is_sketch=True)
    with pytest.raises(InvalidInput, match="没有写明坐标系"):
        bring(shifted())


def test_a_shifted_file_is_turned_into_ours_when_somebody_says_so(session, known_spaces, bring):
    assert bring(shifted(), datum=GCJ02).datum == GCJ02
    assert metres_between(atlas(session).street(WEST).middle, Point(116.359, 39.886)) < 1


def test_a_right_file_is_not_shifted_by_mistake(known_spaces, bring):
    with pytest.raises(InvalidInput, match="再换算一次"):
        bring(streets(), datum=GCJ02)


def test_an_undeclared_file_that_fits_is_taken(session, known_spaces, bring):
    bring(streets())
    assert len(atlas(session).streets) == 2


@pytest.mark.parametrize(("data", "said"), [
    (geojson(feature(WEST, BOW), crs=WGS84), "自己交叉"),
    (geojson(feature("王府井街道", square(*LEFT)), crs=WGS84), "没有“王府井街道”"),
])
def test_a_wrong_file_changes_nothing(session, bring, data, said):
    bring(streets(crs=WGS84))
    with pytest.raises(Several, match=said):
        bring(data)
    session.rollback()
    assert [each.name for each in atlas(session).streets] == [EAST, WEST]


def test_a_newer_file_replaces_the_boundaries_of_its_kind(session, bring):
    bring(streets(crs=WGS84))
    bring(communities(), COMMUNITY)
    bring(geojson(feature(WEST, square(*LEFT)), crs=WGS84))
    assert [each.name for each in atlas(session).streets] == [WEST]
    assert len(atlas(session).communities) == 2


def test_spaces_are_found_by_where_they_lie(session, write, bring):
    bring(streets(crs=WGS84))
    with write() as now:
        inside = a_space(session, now, longitude="116.36", latitude="39.886")
        a_space(session, now, longitude="116.372", latitude="39.886")
        a_space(session, now)
    assert spaces_within(session, atlas(session).street(WEST)) == [inside.id]


def test_a_space_is_placed_and_told_when_its_street_is_another(session, write, bring):
    bring(streets(crs=WGS84))
    with write() as now:
        space = a_space(session, now, street=EAST)
    with write() as now:
        there = place_space(session, space, tuple(map(_decimal, IN_WEST)), seen_revision=space.revision, actor=None, now=now)
    assert there == [WEST]
    assert (str(space.longitude), str(space.latitude)) == ("116.360000", "39.886000")


def test_a_place_beyond_real_boundaries_is_refused_beyond_a_sketch_only_far_away(session, write, bring):
    with write() as now:
        space = a_space(session, now, street=EAST)
    near = (_decimal(116.385), _decimal(39.886))
    bring(streets(crs=WGS84), is_sketch=True)
    with write() as now:
        assert place_space(session, space, near, seen_revision=space.revision, actor=None, now=now) == []
    bring(streets(crs=WGS84))
    with pytest.raises(InvalidInput, match="不在西城区"), write() as now:
        place_space(session, space, near, seen_revision=space.revision, actor=None, now=now)


def _decimal(number) -> Decimal:
    return Decimal(str(number)).quantize(Decimal("0.000001"))

"""Points: how far apart they are, and how commercial maps shift them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.geo import CITY, DISTRICT, Point, from_gcj, metres_between, to_gcj

CENTRE = Point(116.366794, 39.909430)
IN_THE_CITY = st.builds(Point, st.floats(CITY.west, CITY.east), st.floats(CITY.south, CITY.north))


@pytest.mark.parametrize(("other", "metres"), [
    (CENTRE, 0), (Point(116.366794, 39.918423), 1000), (Point(116.378520, 39.909430), 1000),
])
def test_distances_are_metres_along_the_ground(other, metres):
    assert metres_between(CENTRE, other) == pytest.approx(metres, abs=2)


def test_the_shift_of_commercial_maps_is_the_known_one():
    assert to_gcj(Point(116.404, 39.915)) == pytest.approx((116.410244, 39.916404), abs=1e-6)
    assert metres_between(CENTRE, to_gcj(CENTRE)) == pytest.approx(555, abs=10)


@given(IN_THE_CITY)
def test_there_and_back_is_the_same_point(point):
    assert metres_between(point, from_gcj(to_gcj(point))) < 0.001


@pytest.mark.parametrize(("point", "is_inside"), [(CENTRE, True), (Point(116.44, 39.92), False), (Point(39.9, 116.36), False)])
def test_the_district_has_bounds(point, is_inside):
    assert DISTRICT.holds(point) is is_inside

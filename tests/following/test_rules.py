"""Rules of following, with plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.clock import BEIJING
from portal.errors import InvalidInput
from portal.following.rules import MOST_WAITING, checked_address, is_time, may_ask, reminded_at
from portal.following.values import News, Place, Wish
from portal.geo import Point

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # Wednesday, 10:00 in Beijing


def at(month, day, hour, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(("typed", "kept"), [
    (" Wang@Example.COM ", "Wang@example.com"), ("１３８００００００００", "13800000000"), ("138 0000 0000", "13800000000"),
    ("+86 138-0000-0000", "13800000000"), ("8613800000000", "13800000000"),
])
def test_an_address_is_kept_in_one_way(typed, kept):
    assert checked_address(typed) == kept


@pytest.mark.parametrize("typed", ["", "wang", "wang@", "@example.com", "12345", "010-66012345", "a b@example.com",
                                   "王@例子.中国", "a@b.cn\nBcc: c@d.cn"])
def test_what_nobody_can_write_to_is_refused(typed):
    with pytest.raises(InvalidInput):
        checked_address(typed)


@pytest.mark.parametrize(("pace", "told_until", "now", "expected"), [
    ("at_once", at(6, 10, 9), at(6, 10, 9, 5), True),
    ("at_once", at(6, 10, 9), at(6, 10, 7, 59), False), ("at_once", at(6, 10, 9), at(6, 10, 8), True),
    ("at_once", at(6, 10, 9), at(6, 10, 20), False), ("at_once", at(6, 10, 9), at(6, 10, 19, 59), True),
    ("daily", at(6, 9, 8), at(6, 10, 7, 59), False), ("daily", at(6, 9, 8), at(6, 10, 8), True),
    ("daily", at(6, 10, 7, 58), at(6, 10, 8, 5), False),
    ("weekly", at(6, 8, 8), at(6, 14, 19), False), ("weekly", at(6, 8, 8), at(6, 15, 8), True),
    ("weekly", at(6, 1, 8), at(6, 10, 10), True), ("weekly", at(6, 15, 8), at(6, 15, 12), False),
])
def test_each_pace_has_its_time_and_nobody_is_told_at_night(pace, told_until, now, expected):
    assert is_time(pace, told_until, now) is expected
    assert is_time(pace, told_until.astimezone(UTC), now.astimezone(UTC)) is expected, "the server's time zone does not matter"


@pytest.mark.parametrize(("asked_ago", "waiting", "expected"), [
    (None, 0, True), (None, MOST_WAITING - 1, True), (None, MOST_WAITING, False),
    (timedelta(minutes=9, seconds=59), 1, False), (timedelta(minutes=10), 1, True), (timedelta(days=1), 9, True),
])
def test_a_stranger_cannot_fill_somebodys_letter_box(asked_ago, waiting, expected):
    assert may_ask(asked_ago and NOW - asked_ago, waiting, NOW) is expected


@pytest.mark.parametrize(("open_for", "before"), [(timedelta(days=10), timedelta(days=2)), (timedelta(days=2), None)])
def test_the_reminder_comes_two_days_before_the_closing_unless_it_has_just_opened(open_for, before):
    assert reminded_at(NOW, NOW + open_for) == (before and NOW + open_for - before)


HERE, NEAR, FAR = Point(116.366, 39.900), Point(116.3695, 39.900), Point(116.380, 39.900)  # some 300 m, some 1,200 m
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)


def news(**about):
    return News("opened", NOW, "FA-2026-0001", **({"proposal_id": 7} | about))


@pytest.mark.parametrize(("wish", "what", "place", "expected"), [
    (Wish(EARLIER, proposal_id=7), news(), Place(), True),
    (Wish(EARLIER, proposal_id=8), news(), Place(), False),
    (Wish(EARLIER, street_id=3), news(), Place(frozenset({2, 3})), True),
    (Wish(EARLIER, street_id=3), news(), Place(frozenset({2})), False),
    (Wish(EARLIER, centre=HERE, radius=500), news(), Place(points=(FAR, NEAR)), True),
    (Wish(EARLIER, centre=HERE, radius=500), news(), Place(points=(FAR,)), False),
    (Wish(EARLIER, centre=HERE, radius=500), news(), Place(), False),
    (Wish(EARLIER, complaint_id=5), news(proposal_id=None, complaint_id=5), Place(), True),
    (Wish(EARLIER, complaint_id=6), news(proposal_id=None, complaint_id=5), Place(), False),
    (Wish(EARLIER, proposal_id=7), news(proposal_id=None, complaint_id=5), Place(), False),
    (Wish(EARLIER, street_id=3), news(proposal_id=None, complaint_id=5), Place(), False),
    (Wish(LATER, proposal_id=7), news(), Place(), False), (Wish(NOW, proposal_id=7), news(), Place(), False),
])
def test_a_wish_covers_what_it_names_and_nothing_that_was_before_it(wish, what, place, expected):
    assert wish.covers(what, place) is expected

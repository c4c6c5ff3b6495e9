"""What a row of checks proves: when the notice was up, when not, and when nobody looked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from portal.clock import BEIJING
from portal.notices.rules import Finding, continues, days_to_add, is_too_soon, minutes, unproven

NINE = datetime(2026, 6, 10, 9, 0, tzinfo=BEIJING)


@dataclass
class Seen:
    outcome: str
    first_at: datetime
    last_at: datetime
    attachment_id: int | None = None
    status: int | None = 200
    sha256: str = "a"


def seen(outcome: str, start: int, end: int, attachment_id: int | None = None) -> Seen:
    """Found alike from `start` to `end`, in minutes after nine."""
    return Seen(outcome, NINE + timedelta(minutes=start), NINE + timedelta(minutes=end), attachment_id)


def told(*sightings: Seen) -> list[tuple[str, int, int]]:
    return [(each.kind, *((at - NINE) // timedelta(minutes=1) for at in (each.start, each.end))) for each in unproven(sightings)]


@pytest.mark.parametrize(("sightings", "stretches"), [
    ([], []),
    ([seen("served", 0, 600)], []),
    ([seen("served", 0, 60), seen("missing", 75, 90), seen("served", 105, 600)], [("down", 75, 105)]),
    ([seen("served", 0, 60), seen("missing", 75, 90)], [("down", 75, 90)]),
    ([seen("served", 0, 60), seen("missing", 75, 90), seen("unreachable", 105, 120), seen("served", 135, 600)],
     [("down", 75, 135)]),
    ([seen("served", 0, 60), seen("served", 105, 600)], []),
    ([seen("served", 0, 60), seen("served", 106, 600)], [("unwatched", 60, 106)]),
    ([seen("served", 0, 60), seen("missing", 75, 75), seen("served", 300, 600)], [("down", 75, 75), ("unwatched", 75, 300)]),
    ([seen("served", 0, 600), seen("served", 0, 60, 7), seen("altered", 75, 90, 7), seen("served", 105, 600, 7)],
     [("down", 75, 105)]),
    ([seen("missing", 0, 60), seen("missing", 0, 60, 7), seen("served", 75, 600), seen("served", 75, 600, 7)], [("down", 0, 75)]),
], ids=["nothing", "up", "down for a while", "still down", "down in two ways", "a late check", "nobody looked",
        "then nobody looked", "an attachment", "page and attachment"])
def test_the_times_without_proof(sightings, stretches):
    assert told(*sightings) == stretches


def test_minutes_are_added_up_by_kind():
    stretches = unproven([seen("served", 0, 0), seen("missing", 15, 30), seen("served", 45, 60), seen("served", 180, 200)])
    assert (minutes(stretches, "down"), minutes(stretches, "unwatched"), minutes(stretches)) == (30, 120, 150)


@pytest.mark.parametrize(("finding", "later", "same"), [
    (Finding("served", 200, "a"), 15, True), (Finding("served", 200, "a"), 45, True), (Finding("served", 200, "a"), 46, False),
    (Finding("served", 200, "b"), 15, False), (Finding("altered", 200, "a"), 15, False), (Finding("served", 304, "a"), 15, False),
], ids=["again", "late", "too late", "other bytes", "other outcome", "other status"])
def test_what_goes_on_and_what_begins_anew(finding, later, same):
    assert continues(seen("served", 0, 0), finding, NINE + timedelta(minutes=later)) is same


@pytest.mark.parametrize(("later", "too_soon"), [(0, True), (7, True), (8, False), (15, False)])
def test_two_workers_count_once(later, too_soon):
    assert is_too_soon(seen("served", 0, 0), NINE + timedelta(minutes=later)) is too_soon


@pytest.mark.parametrize(("lost", "days"), [(1, 1), (120, 1), (1440, 1), (1441, 2), (4000, 3)])
def test_every_day_begun_counts_whole(lost, days):
    assert days_to_add(lost) == days

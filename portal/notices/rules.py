"""What the checks of a public notice prove: when it was served, when it was not, and when nobody looked. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

EVERY = timedelta(minutes=15)
GAP = timedelta(minutes=45)  # between two checks: more than that, and nobody can say what was in between
OUTCOMES = ("served", "altered", "missing", "unreachable")
KEPT = "内部设定（公示留痕）"


@dataclass(frozen=True)
class Finding:
    """What one check found: an outcome, the HTTP status (None when nobody answered) and the fingerprint of what was served."""

    outcome: str
    status: int | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Stretch:
    """A time without proof that the notice could be read: it was `down`, or `unwatched`."""

    kind: str
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long."""
        return self.end - self.start


def continues(sighting, finding: Finding, now: datetime) -> bool:
    """Whether a check finds what the `sighting` found, soon enough after it to be one stretch with it."""
    same = (sighting.outcome, sighting.status, sighting.sha256) == (finding.outcome, finding.status, finding.sha256)
    return same and now - sighting.last_at <= GAP


def is_too_soon(sighting, now: datetime) -> bool:
    """Whether another worker has just looked."""
    return sighting is not None and now - sighting.last_at < EVERY / 2


def unproven(sightings: Iterable) -> list[Stretch]:
    """The times without proof, oldest first, over all addresses of one notice.

    `sightings` carry `attachment_id`, `outcome`, `first_at`, `last_at`, in the order in which they began. Nobody looked at the
    page is nobody looked: all addresses are checked together.
    """
    by_address: dict[int | None, list] = {}
    for each in sightings:
        by_address.setdefault(each.attachment_id, []).append(each)
    down = [stretch for seen in by_address.values() for stretch in _down(seen)]
    return sorted(_joined(down) + _unwatched(by_address.get(None, ())), key=lambda each: each.start)


def _down(seen: Sequence) -> list[Stretch]:
    """From the first bad check to the next good one, as far as somebody kept looking."""
    ends = [after.first_at if after.first_at - each.last_at <= GAP else each.last_at for each, after in pairwise(seen)]
    return [Stretch("down", each.first_at, end) for each, end in zip(seen, [*ends, seen[-1].last_at], strict=True)
            if each.outcome != "served"]


def _unwatched(seen: Sequence) -> list[Stretch]:
    gaps = ((each.last_at, after.first_at) for each, after in pairwise(seen))
    return [Stretch("unwatched", start, end) for start, end in gaps if end - start > GAP]


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Overlapping stretches as one."""
    joined: list[Stretch] = []
    for each in sorted(stretches, key=lambda each: each.start):
        if joined and each.start <= joined[-1].end:
            joined[-1] = Stretch(each.kind, joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return joined


def minutes(stretches: Iterable[Stretch], kind: str | None = None) -> int:
    """How many minutes stretches of a kind (None: of any) last together."""
    lengths = (each.length for each in stretches if kind in (None, each.kind))
    return int(sum(lengths, timedelta()).total_seconds() // 60)


def days_to_add(lost: int) -> int:
    """How many days make up for so many minutes without proof: every day begun counts whole."""
    return -(-lost // (24 * 60))

"""Numbers that are lists of names, and cannot fail to add up."""

from dataclasses import dataclass
from itertools import chain

from portal.errors import N_, Refusal

BUCKETS = ("repeated", "withdrawn", "invalid", "late", "counted")
VERDICTS = ("adopted", "partly", "not_adopted", "explained")
ANSWERS = (*VERDICTS, "no_demand", "unanswered")


class DoesNotAddUp(Refusal):
    """The rows contradict each other; no report is made of them."""


def _must_match(parts, whole, what: str) -> None:
    if sorted(chain.from_iterable(parts)) != sorted(whole):
        raise DoesNotAddUp(N_("“%(what)s”的数字对不上，汇总表没有生成。请核对意见的登记情况后再试。"), what=what)


@dataclass(frozen=True, slots=True)
class Tally:
    """The opinions of one group, by ordered number, each in exactly one bucket."""

    code: str
    received: tuple[int, ...]
    repeated: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    invalid: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()

    def __post_init__(self):
        _must_match((getattr(self, bucket) for bucket in BUCKETS), self.received, "收到意见")


@dataclass(frozen=True, slots=True)
class Share:
    """Those counted opinions (or points) that carry one code."""

    code: str
    of: tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """received = repeated + withdrawn + invalid + late + counted, in all, by party and by channel."""

    total: Tally
    by_party: tuple[Tally, ...]
    by_channel: tuple[Tally, ...]
    by_stance: tuple[Share, ...]

    def __post_init__(self):
        for tallies, what in ((self.by_party, "各方意见"), (self.by_channel, "各渠道意见")):
            for bucket in BUCKETS:
                _must_match((getattr(t, bucket) for t in tallies), getattr(self.total, bucket), what)
        _must_match((share.of for share in self.by_stance), self.total.counted, "各类态度")


@dataclass(frozen=True, slots=True)
class PointNumbers:
    """The points of the counted opinions = the sum over the verdicts + those that ask for nothing + the unanswered."""

    points: tuple[str, ...]
    answers: tuple[Share, ...]

    def __post_init__(self):
        _must_match((share.of for share in self.answers), self.points, "意见要点")

    def answered(self, code: str) -> tuple[str, ...]:
        """The points whose answer is `code`, one of ANSWERS."""
        return next(share.of for share in self.answers if share.code == code)

"""The figures of complaints: each is a ratio of two lists of cases, so that every number leads to its rows. Pure.

签收及时率: signed for in time, of those that had to be signed for by now. 办结率: verified in time and not taken up again, of
those that had to be done by now. 解决率 and 满意率: of the answers given in follow-ups. They are three facts and never one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.complaints.rules.limits import lateness
from portal.errors import N_

GROUPS = ("unit", "street", "space", "category", "month")
REPEATED = 2  # internal setting: so many complaints about one space in the period are a matter of the space
CHANGED_USE = ("use_changed", "procedure")


@dataclass(frozen=True)
class Answer:
    """One complainant's answer in a follow-up."""

    is_solved: bool
    satisfaction: str


@dataclass(frozen=True)
class Case:
    """One complaint as the figures look at it; instants aware, `verified_at` the last time somebody else confirmed it.

    `is_apart` marks what is not rated: joined to another, or not taken up. `streets` are names, `space` is (number, name).
    """

    id: int
    number: str
    unit: str
    streets: tuple[str, ...]
    space: tuple[str, str] | None
    category: str
    month: str
    state: str
    accept_by: datetime
    due_at: datetime
    accepted_at: datetime | None = None
    verified_at: datetime | None = None
    reopened: int = 0
    is_apart: bool = False
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """Cases that meet something, of the cases it could be said of; ids, one for each answer where answers are counted."""

    name: str
    part: tuple[int, ...]
    whole: tuple[int, ...]

    @property
    def percent(self) -> str:
        """As people read it; “—” when there is nothing to rate."""
        return f"{100 * len(self.part) / len(self.whole):.1f}%" if self.whole else "—"


@dataclass(frozen=True)
class Figures:
    """What is said of one group of cases."""

    label: str
    received: tuple[int, ...]
    joined: tuple[int, ...]
    not_taken: tuple[int, ...]
    closed: tuple[int, ...]
    reopened: tuple[int, ...]
    overdue: tuple[int, ...]
    ratios: tuple[Ratio, ...]

    def ids(self, name: str) -> tuple[int, ...]:
        """The cases behind a number: "received", …, or a ratio's "<name>" (its whole) and "<name>.part". Raises KeyError."""
        plain = {each: getattr(self, each) for each in COUNTS}
        rated = {ratio.name: ratio.whole for ratio in self.ratios} | {f"{ratio.name}.part": ratio.part for ratio in self.ratios}
        return (plain | rated)[name]


COUNTS = ("received", "joined", "not_taken", "closed", "reopened", "overdue")
COUNT_WORDS = {"received": N_("收到"), "joined": N_("并入其他件"), "not_taken": N_("不予受理"), "closed": N_("销账"),
               "reopened": N_("重新办理"), "overdue": N_("现在逾期")}
RATIO_WORDS = {"accepted": N_("签收及时率"), "done": N_("办结率"), "solved": N_("解决率"), "satisfied": N_("满意率")}


def figures(label: str, cases: Iterable[Case], now: datetime) -> Figures:
    """The figures of some cases as of `now`."""
    cases = list(cases)
    rated = [case for case in cases if not case.is_apart]
    to_sign = [case for case in rated if case.accepted_at or now >= case.accept_by]
    to_do = [case for case in rated if case.verified_at or case.reopened or now >= case.due_at]
    answers = [(case.id, answer) for case in cases for answer in case.answers]
    return Figures(
        label, received=_ids(cases), joined=_ids(cases, lambda case: case.state == "merged"),
        not_taken=_ids(cases, lambda case: case.state == "not_accepted"), closed=_ids(cases, lambda case: case.state == "closed"),
        reopened=_ids(cases, lambda case: case.reopened), overdue=_ids(rated, lambda case: _is_overdue(case, now)),
        ratios=(
            Ratio("accepted", _ids(to_sign, lambda case: case.accepted_at and case.accepted_at < case.accept_by), _ids(to_sign)),
            Ratio("done", _ids(to_do, _in_time), _ids(to_do)),
            Ratio("solved", tuple(id_ for id_, answer in answers if answer.is_solved), tuple(id_ for id_, _ in answers)),
            Ratio("satisfied", tuple(id_ for id_, answer in answers if answer.satisfaction != "dissatisfied"),
                  tuple(id_ for id_, _ in answers)),
        ))


def grouped(cases: Iterable[Case], by: str, now: datetime) -> list[Figures]:
    """The figures by "unit", "street", "space", "category" or "month", in the order of their names; a case that lies in two
    streets is in both, one about no known space in none."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        for key in _keys(case, by):
            found.setdefault(key, []).append(case)
    return [figures(key, found[key], now) for key in sorted(found)]


@dataclass(frozen=True)
class HotSpot:
    """A space people complain about again and again (未诉先办), and what to do about it before the next complaint."""

    number: str
    name: str
    cases: tuple[int, ...]
    to_meeting: bool


def hot_spots(cases: Iterable[Case]) -> list[HotSpot]:
    """Spaces with repeated complaints, the most complained about first: an inspection, or back to the meeting when it is
    about what the space is used for."""
    found: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        if case.space and case.state != "not_accepted":
            found.setdefault(case.space, []).append(case)
    spots = [HotSpot(*space, _ids(told), any(case.category in CHANGED_USE for case in told))
             for space, told in found.items() if len(told) >= REPEATED]
    return sorted(spots, key=lambda spot: (-len(spot.cases), spot.number))


def _ids(cases: Iterable[Case], which: Callable[[Case], object] = bool) -> tuple[int, ...]:
    return tuple(case.id for case in cases if which(case))


def _in_time(case: Case) -> bool:
    return bool(case.verified_at and case.verified_at < case.due_at and not case.reopened)


def _is_overdue(case: Case, now: datetime) -> bool:
    return lateness(case.state, accept_by=case.accept_by, due_at=case.due_at, now=now) is not None


def _keys(case: Case, by: str) -> tuple[str, ...]:
    if by == "street":
        return case.streets
    if by == "space":
        return (f"{case.space[0]} {case.space[1]}",) if case.space else ()
    return (getattr(case, by),)

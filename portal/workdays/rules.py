"""Working days in Beijing: counting them, closing instants, and whether a year has been announced yet.

The day of the start does not count; the last day ends at 24:00 Beijing time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.clock import beijing_date, end_of_day

# The New Year holiday of a year has moved days as early as 28 December of the year before.
NEW_YEAR_REACH = timedelta(days=4)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The plain week with its exceptions (day → is it a working day) and the years announced so far."""

    exceptions: Mapping[date, bool]
    announced: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`, as far as is known."""
        return self.exceptions.get(day, day.weekday() < 5)

    def is_announced(self, day: date) -> bool:
        """Whether what is known of `day` can no longer change by a yearly announcement."""
        return {day.year, (day + NEW_YEAR_REACH).year} <= self.announced


@dataclass(frozen=True)
class Closing:
    """An exclusive closing instant; provisional while it counts days of a year not yet announced."""

    instant: datetime
    is_provisional: bool


def closing(start: datetime, value: int, unit: str, calendar: Calendar) -> Closing:
    """When a period of `value` (≥ 1) `unit`s ("day" or "working_day") that starts at `start` closes."""
    if value < 1:
        raise ValueError("a period has at least one day")
    first = beijing_date(start)
    if unit == "day":
        return Closing(end_of_day(first + value * ONE_DAY), is_provisional=False)
    last = _nth_workday(first, value, calendar)
    provisional = not all(calendar.is_announced(day) for day in _days(first + ONE_DAY, last))
    return Closing(end_of_day(last), provisional)


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many working days lie after `first` up to and including `last`."""
    return sum(calendar.is_workday(day) for day in _days(first + ONE_DAY, last))


def last_workday(day: date, calendar: Calendar) -> date:
    """The last working day up to and including `day`."""
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day


def _nth_workday(day: date, count: int, calendar: Calendar) -> date:
    while count:
        day += ONE_DAY
        count -= calendar.is_workday(day)
    return day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * ONE_DAY for n in range((last - first).days + 1))

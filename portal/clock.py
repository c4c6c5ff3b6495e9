"""Time: UTC inside, Beijing time for people and deadlines. Code receives `now`; only a Clock reads the wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; for tests and for loading dated demo data."""

    def __init__(self, instant: datetime):
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was set to, in UTC."""
        return self.instant

    def advance(self, delta: timedelta) -> None:
        """Move on by `delta`."""
        self.instant += delta


def beijing(instant: datetime) -> datetime:
    """The same instant on a Beijing wall clock."""
    return instant.astimezone(BEIJING)


def beijing_date(instant: datetime) -> date:
    """The Beijing calendar day an instant falls on."""
    return beijing(instant).date()


def beijing_midnight(day: date) -> datetime:
    """The instant at which `day` begins in Beijing, in UTC."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The exclusive instant at which `day` ends in Beijing (24:00), in UTC."""
    return beijing_midnight(day + timedelta(days=1))

"""Dated acts, played in the order of their instants, a day's acts in one write transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from portal.clock import BEIJING, FixedClock, beijing_date
from portal.transaction import write_transaction


@dataclass(frozen=True)
class Act:
    """Something done at an instant: `do(session, now)`."""

    at: datetime
    do: Callable[[Session, datetime], None]


class Timeline:
    """What happens in the district, by days counted from the day it is loaded."""

    def __init__(self, today: date):
        self.today = today
        self.acts: list[Act] = []

    def day(self, offset: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=offset)

    def at(self, offset: int, clock_time: str, do: Callable[[Session, datetime], None]) -> None:
        """Let `do` happen so many days from today at `clock_time` ("09:30") in Beijing."""
        self.acts.append(Act(datetime.combine(self.day(offset), time.fromisoformat(clock_time), BEIJING), do))

    def play(self, session: Session) -> None:
        """Do everything, earliest first; acts of the same instant in the order they were added."""
        acts = sorted(self.acts, key=lambda act: act.at)
        for _, of_the_day in groupby(acts, key=lambda act: beijing_date(act.at)):
            _play_day(session, list(of_the_day))


def _play_day(session: Session, acts: list[Act]) -> None:
    with write_transaction(session, FixedClock(acts[0].at)):
        for act in acts:
            act.do(session, FixedClock(act.at).now())

"""Dated acts, played in the order of their instants in one write transaction: all of them happen, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from portal.clock import BEIJING, beijing_date
from portal.journal import seal
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

    def play(self, session: Session, clock) -> None:
        """Do everything, earliest first; acts of the same instant in the order they were added."""
        acts = sorted(self.acts, key=lambda act: act.at)
        with write_transaction(session, clock):
            for _, of_the_day in groupby(acts, key=lambda act: beijing_date(act.at)):
                _play_day(session, list(of_the_day))


def _play_day(session: Session, acts: list[Act]) -> None:
    """A day's acts; what was read is forgotten after it, as between requests."""
    for act in acts:
        act.do(session, act.at.astimezone(UTC))
    session.flush()
    seal(session)
    session.expire_all()

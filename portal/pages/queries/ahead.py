"""The next dates of one person's work: letters due, closings, the papers of the month, meetings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.errors import N_
from portal.meetings.models import Meeting
from portal.meetings.rules.year import month_served, papers_due
from portal.pages.queries.day import Day
from portal.permissions import Actor, may

SHOWN = 6


@dataclass(frozen=True)
class Date:
    """What happens on a day of the Beijing calendar: a marked sentence, the name it is about ("" for none), and where to go."""

    on: date
    sentence: str
    name: str
    path: str


def ahead(session: Session, actor: Actor, day: Day, now: datetime, *, inclusive: bool) -> list[Date]:
    """The next SHOWN dates, the soonest first. `inclusive`: papers may come until the end of the 15th (a setting)."""
    found = [*_letters(day, now), *_closings(day, now)]
    if may(actor, "plan.read"):
        found.append(Date(_last_day(papers_due(*month_served(now, inclusive=inclusive), inclusive=inclusive)),
                          N_("当月上会材料报送截止"), "", "/desk/meetings"))
    if may(actor, "meeting.read"):
        found += _meetings(session, now)
    return sorted(found, key=lambda each: each.on)[:SHOWN]


def _letters(day: Day, now: datetime) -> list[Date]:
    return [Date(_last_day(each.due_at), N_("答复征求意见函：%(name)s"), each.round.version.title, f"/requests/{each.id}")
            for each in day.letters if each.due_at > now]


def _closings(day: Day, now: datetime) -> list[Date]:
    proposals = [each.proposal for each in day.work]
    return [Date(_last_day(each.closes_at), N_("截止提意见：%(name)s"), each.title, f"/desk/proposals/{each.number}")
            for each in proposals if each.closes_at and each.closes_at > now]


def _meetings(session: Session, now: datetime) -> list[Date]:
    coming = select(Meeting).where(Meeting.held_on >= beijing_date(now)).order_by(Meeting.held_on).limit(SHOWN)
    return [Date(each.held_on, N_("开会：%(name)s"), each.title, f"/desk/meetings/{each.id}") for each in session.scalars(coming)]


def _last_day(until: datetime) -> date:
    """The day people call the deadline: an exclusive instant at midnight belongs to the day before."""
    return beijing_date(until - timedelta(microseconds=1))

"""Calendars (iCalendar): closings for everybody; meetings, deadlines and what a unit must do for its staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar import vText as Text

from portal.clock import BEIJING, beijing

PRODUCT = "-//Xicheng consultation portal//zh-CN"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One thing on a calendar: a whole `day`, or an exclusive instant `until` by which something must be in."""

    key: str
    title: str
    address: str
    day: date | None = None
    until: datetime | None = None


def calendar_file(name: str, entries: Iterable[Entry], made_at: datetime, host: str) -> bytes:
    """The calendar as an .ics file; `host` makes the entries' ids unique, so that a later fetch replaces them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, made_at, host))
    return calendar.to_ical()


def _event(entry: Entry, made_at: datetime, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", made_at)
    event.add("summary", Text(entry.title))
    event.add("url", entry.address)
    if entry.day is not None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + ONE_DAY)
    else:
        # An exclusive instant: the last minute before it, which is what people call “截止24:00”.
        last = beijing(entry.until) - timedelta(minutes=1)
        event.add("dtstart", last.astimezone(BEIJING))
        event.add("dtend", beijing(entry.until))
    return event

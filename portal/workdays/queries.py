"""Reading the calendar."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.rules import Calendar


def calendar(session: Session) -> Calendar:
    """The whole calendar as a value."""
    days = session.execute(select(CalendarDay.day, CalendarDay.is_workday))
    years = session.scalars(select(CalendarYear.year))
    return Calendar(dict(days.all()), frozenset(years))


def days_of(session: Session, year: int) -> list[CalendarDay]:
    """The exceptions of a year, in order."""
    inside = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(session.scalars(select(CalendarDay).where(inside).order_by(CalendarDay.day)))


def year_entry(session: Session, year: int) -> CalendarYear | None:
    """The record that a year has been announced, or None."""
    return session.scalar(select(CalendarYear).where(CalendarYear.year == year))


def announced_years(session: Session) -> list[CalendarYear]:
    """The years announced so far, newest first."""
    return list(session.scalars(select(CalendarYear).order_by(CalendarYear.year.desc())))

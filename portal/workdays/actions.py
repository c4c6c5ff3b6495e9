"""Entering the calendar: a year as it was announced, and the seed of the years known when the portal is set up."""

from collections import defaultdict
from datetime import date, datetime

from chinese_calendar.constants import Holiday, holidays, workdays
from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.db import check_revision
from portal.errors import N_, InvalidInput
from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.queries import announced_years, year_entry

SEED_SOURCE = "国务院办公厅关于%s年部分节假日安排的通知"
FIRST_SEEDED = 2021  # the guideline's year


def announce_year(session: Session, year: int, *, source: str, holidays: dict[date, str], workdays: dict[date, str],
                  seen_revision: int, actor: User | None, now: datetime) -> CalendarYear:
    """Enter or correct a year as announced: its holidays and its make-up workdays (day → label).

    What the year held before is replaced. Raises InvalidInput for a day of another year or entered as both,
    EditedMeanwhile when somebody else saved the year since `seen_revision` (0: not announced yet).
    """
    _check_days(year, holidays, workdays)
    entry = year_entry(session, year) or CalendarYear(year=year, revision=0)
    check_revision(entry, seen_revision)
    entry.source, entry.updated_at = source, now
    session.add(entry)
    session.execute(delete(CalendarDay).where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))))
    session.add_all(CalendarDay(day=day, is_workday=False, label=label) for day, label in holidays.items())
    session.add_all(CalendarDay(day=day, is_workday=True, label=label) for day, label in workdays.items())
    session.flush()
    journal.record(session, "calendar.announce", entry, actor=actor, now=now, year=year, holidays=len(holidays),
                   workdays=len(workdays))
    return entry


def seed_calendar(session: Session, now: datetime) -> list[int]:
    """Enter the years whose announcements are known and which are not there yet; returns them."""
    free, made_up = _by_year(holidays), _by_year(workdays)
    there = {entry.year for entry in announced_years(session)}
    missing = [year for year in sorted(free) if year >= FIRST_SEEDED and year not in there]
    for year in missing:
        announce_year(session, year, source=SEED_SOURCE % year, holidays=free[year], workdays=made_up[year],
                      seen_revision=0, actor=None, now=now)
    return missing


def _check_days(year: int, holidays: dict[date, str], workdays: dict[date, str]) -> None:
    strange = [day for day in [*holidays, *workdays] if day.year != year]
    if strange:
        raise InvalidInput(N_("%(day)s不在%(year)s年里，请到它所在的年份去填。"), day=strange[0], year=year)
    both = sorted(holidays.keys() & workdays.keys())
    if both:
        raise InvalidInput(N_("%(day)s既填成放假又填成上班，请删去一处。"), day=both[0])


def _by_year(days: dict[date, str]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = defaultdict(dict)
    for day, name in days.items():
        found[day.year][day] = Holiday(name).chinese
    return found

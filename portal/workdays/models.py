"""The calendar of working days: exceptions staff can edit, and the years that have been announced."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Revised, UTCDateTime


class CalendarYear(Revised, Base):
    """A year whose holidays and make-up workdays have been announced; others make deadlines provisional."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(String(200), default="")
    updated_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class CalendarDay(Base):
    """An exception to the plain week: a day of a public holiday, or a make-up workday (调休)."""

    __tablename__ = "calendar_days"

    day: Mapped[dt.date] = mapped_column(unique=True)
    is_workday: Mapped[bool]
    label: Mapped[str] = mapped_column(String(40), default="")

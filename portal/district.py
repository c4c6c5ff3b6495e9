"""The district as every installation begins: its units, the working days announced so far, the catalogue of business forms."""

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from portal.accounts.seed import seed_units
from portal.extensions import db
from portal.proposals.actions import seed_catalogue
from portal.web import write
from portal.workdays.actions import seed_calendar

district = AppGroup("district", help="西城区的单位、工作日历和业态目录。")


def enter_district(session: Session, now: datetime) -> None:
    """Enter the units, the calendar and the catalogue; what is there already stays as staff have edited it."""
    seed_units(session, now)
    seed_calendar(session, now)
    seed_catalogue(session, now)


@district.command("enter")
def enter() -> None:
    """录入成员单位、街道、工作日历和业态目录；已经有的不改动，可以重复执行。"""
    with write() as now:
        enter_district(db.session, now)
    click.echo("单位、工作日历和业态目录已经录入。")

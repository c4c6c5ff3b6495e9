"""The units a new installation starts with: the members of the joint meeting (from the rulebook), and bodies it writes to."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit
from portal.rulebook.book import current_book

GUIDELINE_DATE = date(2021, 12, 31)  # 西政办发〔2021〕7号, 成文日期
OFFICE = "区发展改革委"
OUTSIDE = ("区民政局", "区城市管理委", "区消防救援支队", "区生态环境局", "区卫生健康委", "区城管执法局")
DISCIPLINE = "区纪委区监委"


def seed_units(session: Session, now: datetime) -> list[Unit]:
    """Enter the units that are not there yet, by name; members count from the day of the guideline. Returns the new ones."""
    known = set(session.scalars(select(Unit.name)))
    new = [unit for unit in _units() if unit.name not in known]
    session.add_all(new)
    session.flush()
    for unit in new:
        journal.record(session, "unit.seed", unit, actor=None, now=now, unit_id=unit.id)
    return new


def _units() -> list[Unit]:
    catalogue = current_book().catalogue
    return [
        *(_unit(each.name, each.kind, is_office=each.name == OFFICE) for each in catalogue.units),
        *(_unit(each.unit, "subdistrict", street=each.name) for each in catalogue.streets),
        *(_unit(name, "outside", member_from=None) for name in OUTSIDE),
        _unit(DISCIPLINE, "discipline", member_from=None),
    ]


def _unit(name: str, kind: str, *, street: str | None = None, is_office: bool = False,
          member_from: date | None = GUIDELINE_DATE) -> Unit:
    return Unit(name=name, kind=kind, street=street, is_office=is_office, member_from=member_from,
                valid_from=GUIDELINE_DATE, liaisons=[])

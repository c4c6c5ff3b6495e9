"""The units a new installation starts with: the members of the joint meeting, and the bodies it writes to."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit

GUIDELINE_DATE = date(2021, 12, 31)  # 西政办发〔2021〕7号, 成文日期
OFFICE = "区发展改革委"
DEPARTMENTS = (
    "区委政法委", "区发展改革委", "区教委", "区司法局", "区财政局", "市规划自然资源委西城分局", "区住房城乡建设委", "区房管局",
    "区商务局", "区文化和旅游局", "区市场监管局", "区国资委", "区人防办", "区统计局", "区园林绿化局", "北京金融街服务局",
    "区外联办", "西城园管委会",
)
HEADQUARTERS = ("和谐宜居示范区建设指挥部", "大栅栏琉璃厂指挥部", "天桥演艺区指挥部", "什刹海阜景指挥部", "北展地区指挥部")
STREETS = (
    "德胜街道", "什刹海街道", "西长安街街道", "大栅栏街道", "天桥街道", "新街口街道", "金融街街道", "椿树街道", "陶然亭街道",
    "展览路街道", "月坛街道", "广安门内街道", "牛街街道", "白纸坊街道", "广安门外街道",
)
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
    return [
        *(_unit(name, "department", is_office=name == OFFICE) for name in DEPARTMENTS),
        *(_unit(name, "headquarters") for name in HEADQUARTERS),
        *(_unit(f"{street}办事处", "subdistrict", street=street) for street in STREETS),
        *(_unit(name, "outside", member_from=None) for name in OUTSIDE),
        _unit(DISCIPLINE, "discipline", member_from=None),
    ]


def _unit(name: str, kind: str, *, street: str | None = None, is_office: bool = False,
          member_from: date | None = GUIDELINE_DATE) -> Unit:
    return Unit(name=name, kind=kind, street=street, is_office=is_office, member_from=member_from,
                valid_from=GUIDELINE_DATE, liaisons=[])

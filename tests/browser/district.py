"""Who lives and works in the stories: real units, invented people, no proposal yet."""

from portal.permissions import Role
from portal.proposals.actions import seed_catalogue
from portal.workdays.actions import seed_calendar
from tests.builders import a_unit, a_user

HOUSING, TRADE, MARKET, PLANNING = "区房管局", "区商务局", "区市场监管局", "市规划自然资源委西城分局"
STREET, OFFICE = "广安门外街道办事处", "区发展改革委"
PEOPLE = {
    "fangguan": (Role.HANDLER, HOUSING, "李经办"),
    "fangguan2": (Role.HANDLER, HOUSING, "钱经办"),
    "shenhe": (Role.REVIEWER, HOUSING, "赵审核"),
    "shangwu": (Role.HANDLER, TRADE, "周商务"),
    "shijian": (Role.HANDLER, MARKET, "吴市监"),
    "guizi": (Role.HANDLER, PLANNING, "郑规资"),
    "jiedao": (Role.HANDLER, STREET, "王街道"),
    "shequ": (Role.STREET_WORKER, STREET, "冯社区"),
    "zeshi": (Role.PLANNER, STREET, "陈责师"),
    "zhuanjia": (Role.EXPERT, None, "褚专家"),
    "bangongshi": (Role.OFFICE, OFFICE, "卫主任"),
}


def settle(session, now) -> None:
    """Enter the units, the calendar, the catalogue and everybody in PEOPLE."""
    seed_calendar(session, now)
    a_unit(session, now)
    seed_catalogue(session, now)
    for login, (role, unit, name) in PEOPLE.items():
        a_user(session, now, role, unit and a_unit(session, now, unit), name=name, login=login)

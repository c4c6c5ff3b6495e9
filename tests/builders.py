"""Builders: people and things made through the real actions. Call them inside `with write() as now:`."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count

from portal.accounts.actions import create_user, grant
from portal.accounts.passwords import hash_password
from portal.accounts.queries import unit_named
from portal.accounts.seed import GUIDELINE_DATE, seed_units
from portal.clock import beijing_date
from portal.consultations.actions import publish
from portal.ledger.actions import define_area, enter_space
from portal.ledger.queries import known
from portal.ledger.rules import read_space
from portal.permissions import Role
from portal.proposals.actions import draft_proposal, edit_version, record_secrecy_review, seed_catalogue
from portal.rulebook.book import current_book
from portal.workdays.actions import seed_calendar

PASSWORD = "Hutong-2026"
_numbers = count(1)


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once."""
    return hash_password(PASSWORD, 1)


def a_unit(session, now, name="区商务局"):
    """A unit of the district by name; the district's units are entered when they are not there yet."""
    found = unit_named(session, name)
    if found is None:
        seed_units(session, now)
        found = unit_named(session, name)
    return found


def a_user(session, now, role=None, unit=None, *, name="王敏", login=None):
    """A person with PASSWORD, holding `role` (if any) in `unit` (a Unit, or None for a role outside units)."""
    user = create_user(session, login=login or f"user{next(_numbers)}", name=name, password_hash=password_hash(), now=now)
    if role is not None:
        grant(session, user, role, unit, valid_from=GUIDELINE_DATE, actor=None, now=now)
    return user


COMPLETE = {
    "summary": "把闲置的地下室收拾出来，开一家社区菜店。", "meaning": "买菜少走十分钟；早上七点到晚上八点营业，卸货不过夜。",
    "public_contact": "再利用科 010-00000000", "location": "红莲南里3号楼地下一层", "size_value": Decimal("260"),
    "owner_name": "北京某物业管理公司", "owner_nature": "国有", "planned_use": "配套商业", "current_state": "闲置",
    "intended_use": "社区菜店", "business_forms": ["菜店"], "safety_conclusion": "符合安全使用要求",
    "safety_basis": "房屋安全鉴定报告", "safety_date": date(2026, 3, 2),
    "design_unit": "北京青瓦营造设计公司", "design_qualification": "城乡规划编制乙级", "area_plan_note": "依据片区整体利用方案",
    "plan_conformity": "符合核心区控规", "restricted_list_check": "不在禁止和限制目录内",
}


def a_space(session, now, number=None, *, subtype="普通地下室", street="广安门外街道", promoter="", area=None, **texts):
    """A space of the ledger, read and entered like one typed into the form; `subtype` one of the rulebook's, its type
    follows; `texts` are further fields of the form, as text."""
    a_unit(session, now)
    number = number or f"TT-{next(_numbers):04d}"
    typed = {
        "number": number, "name": f"测试空间{number}", "address": "红莲南里3号楼地下一层", "streets": street, "size_m2": "260",
        "space_type": current_book().catalogue.subtype(subtype).type, "space_subtype": subtype, "promoting_unit": promoter,
        "owner_nature": "国有", "owner_name": "北京某物业管理公司", "planned_use": "配套商业", "current_use": "闲置",
        "area": area.name if area else "",
    }
    return enter_space(session, read_space(typed | texts, known(session, beijing_date(now))), actor=None, now=now)


def an_area(session, now, *, name="什刹海阜景片区", headquarters="什刹海阜景指挥部", spaces=3, street="什刹海街道办事处"):
    """A courtyard area with some spaces in it."""
    area = define_area(session, name, a_unit(session, now, headquarters), [a_unit(session, now, street)], actor=None, now=now)
    for _ in range(spaces):
        a_space(session, now, subtype="平房院落", street=street, area=area)
    return area


def a_handler(session, now, unit="区房管局"):
    """An 经办人 of a unit."""
    return a_user(session, now, Role.HANDLER, a_unit(session, now, unit), name="李经办")


def a_reviewer(session, now, unit="区房管局"):
    """An 审核人 of a unit."""
    return a_user(session, now, Role.REVIEWER, a_unit(session, now, unit), name="赵审核")


def a_draft(session, now, *, actor=None, space=None, area=None, unit=None, title="红莲南里3号地下室改为社区菜店", **fields):
    """A complete draft of the unit that promotes the space (or of the area's headquarters); `fields` differ from COMPLETE."""
    seed_catalogue(session, now)
    seed_calendar(session, now)
    space = space or (None if area else a_space(session, now))
    unit = unit or (area.headquarters if area else space.promoting_unit)
    actor = actor or a_handler(session, now, unit.name)
    proposal = draft_proposal(session, unit=unit, space=space, area=area, title=title, actor=actor, now=now)
    rows = {row.space_id: ("两间平房，已腾空", "社区议事厅") for row in proposal.latest.rows} | fields.pop("rows", {})
    edit_version(session, proposal.latest, COMPLETE | fields | {"rows": rows}, seen_revision=proposal.latest.revision,
                 actor=actor, now=now)
    return proposal


def a_reviewed_draft(session, now, **draft):
    """A complete draft whose secrecy review lets it through."""
    proposal = a_draft(session, now, **draft)
    reviewer = a_reviewer(session, now, proposal.initiating_unit.name)
    record_secrecy_review(session, proposal.latest, reviewer_name="孙审查", leader_name="周主任", reviewed_on=date(2026, 6, 9),
                          may_publish=True, actor=reviewer, now=now)
    return proposal


def a_published_proposal(session, now, *, period_value=5, period_unit="working_day", **draft):
    """A proposal before the public, with its public round open."""
    proposal = a_reviewed_draft(session, now, **draft)
    handler = a_handler(session, now, proposal.initiating_unit.name)
    publish(session, proposal.latest, period_value=period_value, period_unit=period_unit, actor=handler, now=now)
    return proposal

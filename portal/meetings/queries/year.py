"""Reading plans, papers that are due, resolutions under way, and who must do what."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Unit
from portal.meetings.models import (
    AgendaItem,
    Condition,
    Decision,
    Inspection,
    Meeting,
    Minutes,
    PlannedItem,
    QuarterPlan,
    Resolution,
)
from portal.meetings.rules.year import is_overdue
from portal.proposals.models import Proposal


def plan_of(session: Session, unit_id: int, year: int, quarter: int) -> QuarterPlan | None:
    """A unit's plan for a quarter, or None when it filed none."""
    return session.scalar(_plans(year, quarter).where(QuarterPlan.unit_id == unit_id))


def plans_of(session: Session, year: int, quarter: int) -> list[QuarterPlan]:
    """Every plan filed for a quarter, by unit."""
    return list(session.scalars(_plans(year, quarter).order_by(QuarterPlan.unit_id)))


def without_plan(session: Session, year: int, quarter: int, today: date) -> list[Unit]:
    """The members of the joint meeting that have filed no plan for a quarter."""
    filed = select(QuarterPlan.unit_id).where(QuarterPlan.year == year, QuarterPlan.quarter == quarter)
    members = select(Unit).where(
        Unit.member_from <= today, or_(Unit.member_to.is_(None), Unit.member_to >= today), Unit.id.not_in(filed))
    return list(session.scalars(members.order_by(Unit.kind, Unit.id)))


def is_planned(session: Session, proposal: Proposal, year: int, quarter: int) -> bool:
    """Whether its unit planned to bring this space or area to the meeting in that quarter."""
    same = PlannedItem.space_id == proposal.space_id if proposal.space_id else PlannedItem.area_id == proposal.area_id
    query = select(PlannedItem.id).join(PlannedItem.plan).where(
        same, QuarterPlan.unit_id == proposal.initiating_unit_id, QuarterPlan.year == year, QuarterPlan.quarter == quarter)
    return session.scalar(query.limit(1)) is not None


def planned_for(session: Session, year: int, month: int) -> list[PlannedItem]:
    """What units planned to bring in a month."""
    query = (
        select(PlannedItem).join(PlannedItem.plan).where(QuarterPlan.year == year, PlannedItem.month == month)
        .options(joinedload(PlannedItem.plan).joinedload(QuarterPlan.unit)).order_by(QuarterPlan.unit_id, PlannedItem.id))
    return list(session.scalars(query))


def resolution(session: Session, resolution_id: int) -> Resolution | None:
    """One resolution with its reports, or None."""
    return session.scalar(_resolutions().where(Resolution.id == resolution_id))


def resolutions(session: Session, units: Collection[int] | None = None) -> list[Resolution]:
    """Every resolution (of `units`, if given) with its reports, by due day."""
    query = _resolutions().order_by(Resolution.due_on, Resolution.id)
    return list(session.scalars(query if units is None else query.where(Resolution.unit_id.in_(units))))


def overdue_resolutions(session: Session, today: date) -> list[Resolution]:
    """Resolutions past their day and not done."""
    late = session.scalars(_resolutions().where(Resolution.due_on < today).order_by(Resolution.due_on, Resolution.id))
    return [each for each in late if is_overdue(each.state, each.due_on, today)]


def condition(session: Session, condition_id: int) -> Condition | None:
    """One condition of “修改后通过”, or None."""
    return session.scalar(_conditions().where(Condition.id == condition_id))


def open_conditions(session: Session, units: Collection[int]) -> list[Condition]:
    """Conditions these units must still confirm."""
    return list(session.scalars(_conditions().where(Condition.confirmer_id.in_(units), Condition.met_at.is_(None))))


def minutes_of(session: Session, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, or None while nobody has begun them."""
    return session.scalar(select(Minutes).where(Minutes.meeting_id == meeting.id))


def inspections_of(session: Session, proposal: Proposal) -> list[Inspection]:
    """What was seen of a reuse, newest first."""
    query = select(Inspection).where(Inspection.proposal_id == proposal.id)
    return list(session.scalars(query.order_by(Inspection.inspected_on.desc(), Inspection.id.desc())))


def _plans(year: int, quarter: int):
    return (select(QuarterPlan).where(QuarterPlan.year == year, QuarterPlan.quarter == quarter)
            .options(joinedload(QuarterPlan.unit), selectinload(QuarterPlan.items).joinedload(PlannedItem.space),
                     selectinload(QuarterPlan.items).joinedload(PlannedItem.area)))


def _resolutions():
    matter = joinedload(Resolution.decision).joinedload(Decision.item)
    return select(Resolution).options(
        joinedload(Resolution.unit), selectinload(Resolution.progress), matter.joinedload(AgendaItem.version),
        matter.joinedload(AgendaItem.proposal))


def _conditions():
    matter = joinedload(Condition.decision).joinedload(Decision.item)
    return select(Condition).options(joinedload(Condition.confirmer), matter.joinedload(AgendaItem.version))

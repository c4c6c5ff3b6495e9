"""Filing a unit's plan of items for a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.db import check_revision
from portal.ledger.models import Area, Space
from portal.meetings.models import PlannedItem, QuarterPlan
from portal.meetings.queries.year import plan_of
from portal.meetings.rules.year import check_plan


@dataclass(frozen=True)
class Planned:
    """One line of a plan: what is to be heard in which month, about which space or area of the ledger, if any."""

    month: int
    title: str
    space: Space | None = None
    area: Area | None = None


def file_plan(session: Session, unit: Unit, year: int, quarter: int, lines: Sequence[Planned], *, seen_revision: int,
              actor: User, now: datetime) -> QuarterPlan:
    """File or replace a unit's plan for a quarter; no lines say that nothing will be brought (三(二)3).

    Raises Refusal for a quarter that is over, InvalidInput for a line, EditedMeanwhile after somebody else's save (0: none yet).
    """
    check_plan(year, quarter, [(line.month, line.title) for line in lines], beijing_date(now))
    plan = plan_of(session, unit.id, year, quarter) or QuarterPlan(unit=unit, year=year, quarter=quarter, revision=0)
    check_revision(plan, seen_revision)
    plan.items = [PlannedItem(month=line.month, title=line.title.strip(), space=line.space, area=line.area) for line in lines]
    plan.filed_by, plan.filed_at = actor.id, now
    session.add(plan)
    session.flush()
    journal.record(session, "plan.file", plan, actor=actor, now=now, unit_id=unit.id, year=year, quarter=quarter,
                   items=len(plan.items))
    return plan

"""Whom the joint meeting reminds of what: papers due on the 15th, plans, resolutions, and publication in time."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import outbox
from portal.accounts.queries import holders_of, staff_of
from portal.clock import beijing_date
from portal.meetings.models import AgendaItem, Decision, PlannedItem
from portal.meetings.queries.disclosure import disclose_by
from portal.meetings.queries.standing import checklist_of
from portal.meetings.queries.year import planned_for, resolutions, without_plan
from portal.meetings.rules import year as rules
from portal.permissions import Role
from portal.proposals.models import Proposal
from portal.reports.labels import long_day, moment
from portal.rulebook.checklist import gate
from portal.workdays.rules import Calendar, last_workday, working_days_between

NAMED = 5
SOON = 3  # working days before a resolution is due
THEN_OFFICE = 5  # working days after it was due


def papers_due(session: Session, now: datetime, calendar: Calendar, *, inclusive: bool) -> None:
    """From the 8th on, remind each unit of the items it planned for the month and has not submitted, naming what is missing.

    `inclusive`: papers may come until the end of the 15th (a setting).
    """
    today = beijing_date(now)
    days = rules.reminder_days(today.year, today.month, inclusive=inclusive, last_workday=lambda day: last_workday(day, calendar))
    due = rules.papers_due(today.year, today.month, inclusive=inclusive)
    begun = [day for day in days if day <= today]
    if not begun or now >= due:
        return
    for planned in planned_for(session, today.year, today.month):
        proposal = _proposal_of(session, planned)
        if proposal is None or not _is_submitted(session, proposal):
            _tell(session, "meeting.papers_due", f"papers:{planned.id}:{begun[-1]}", planned.plan.unit_id, now,
                  title=planned.title, due=moment(due), missing=_missing(session, proposal, now))


def plans_missing(session: Session, now: datetime, calendar: Calendar) -> None:
    """Remind members of a quarter's plan: in the last ten days before it, and once more when it has begun without one."""
    today = beijing_date(now)
    ends = rules.quarter_ends(*rules.quarter_of(today))
    year, quarter = rules.quarter_of(today if (ends - today).days >= 10 else date.fromordinal(ends.toordinal() + 1))
    begun = rules.quarter_of(today) == (year, quarter)
    for unit in without_plan(session, year, quarter, today):
        key = f"plan:{unit.id}:{year}-{quarter}:{'begun' if begun else 'soon'}"
        _tell(session, "meeting.plan_missing", key, unit.id, now, year=year, quarter=quarter)


def resolutions_due(session: Session, now: datetime, calendar: Calendar) -> None:
    """Remind the responsible unit before and after the day, and the office when it stays undone (三(四))."""
    today = beijing_date(now)
    for each in resolutions(session):
        if each.state == "done":
            continue
        told = {"task": each.task, "unit": each.unit.name, "due": long_day(each.due_on)}
        if today > each.due_on:
            _tell(session, "resolution.overdue", f"resolution:{each.id}:overdue", each.unit_id, now, **told)
            if working_days_between(each.due_on, today, calendar) > THEN_OFFICE:
                office = holders_of(session, Role.OFFICE, today)
                _post(session, "resolution.overdue", f"resolution:{each.id}:office", office, now, **told)
        elif working_days_between(today, each.due_on, calendar) <= SOON:
            _tell(session, "resolution.soon", f"resolution:{each.id}:soon", each.unit_id, now, **told)


def publication_due(session: Session, now: datetime, calendar: Calendar) -> None:
    """Remind the initiating unit to publish what the government decided, within 3 working days (政务公开方案 五(三))."""
    waiting = session.scalars(select(Decision).where(Decision.government_on.is_not(None), Decision.published_at.is_(None)))
    for decision in waiting:
        proposal = decision.item.proposal
        key = f"publish:{decision.id}:{beijing_date(now)}"
        _tell(session, "decision.publish_due", key, proposal.initiating_unit_id, now,
              title=decision.item.version.title, item=decision.item_id, due=moment(disclose_by(session, decision).instant))


def _proposal_of(session: Session, planned: PlannedItem) -> Proposal | None:
    """The unit's newest proposal about the planned space or area."""
    if planned.space_id is None and planned.area_id is None:
        return None
    same = Proposal.space_id == planned.space_id if planned.space_id else Proposal.area_id == planned.area_id
    query = select(Proposal).where(same, Proposal.initiating_unit_id == planned.plan.unit_id, Proposal.withdrawn_at.is_(None))
    return session.scalars(query.order_by(Proposal.id.desc())).first()


def _is_submitted(session: Session, proposal: Proposal) -> bool:
    query = select(AgendaItem.id).where(AgendaItem.proposal_id == proposal.id, AgendaItem.closed_at.is_(None))
    return session.scalar(query) is not None


def _missing(session: Session, proposal: Proposal | None, now: datetime) -> str:
    if proposal is None:
        return "方案还没有起草"
    lines = gate(checklist_of(session, proposal, now))
    names = [line.unit or str(line.label) for line in lines[:NAMED]]
    return "、".join(names) + (f"等{len(lines)}项" if len(lines) > NAMED else "") if names else "材料都齐了，还没有点报送"


def _tell(session: Session, kind: str, key: str, unit_id: int, now: datetime, **params) -> None:
    _post(session, kind, key, staff_of(session, unit_id, beijing_date(now)), now, **params)


def _post(session: Session, kind: str, key: str, people: Iterable[int], now: datetime, **params) -> None:
    """One message to each of these people, once for a key."""
    for user in people:
        outbox.post(session, kind, now=now, user_id=user, key=f"{key}:{user}", **params)

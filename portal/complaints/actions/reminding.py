"""Posting the reminders that are due; each goes to a person once, however often this runs."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from portal import journal, outbox
from portal.accounts.models import Membership
from portal.accounts.queries import office
from portal.clock import beijing, beijing_date
from portal.complaints.models import Complaint, Deadline
from portal.complaints.rules.reminders import PHASE, levels_due, phase_of
from portal.permissions import Role
from portal.workdays.rules import Calendar

AHEAD = timedelta(days=15)  # the longest holiday and more: what may be due on the next working day
ROLES = {"handler": Role.HANDLER, "section": Role.REVIEWER, "leader": Role.LEADER, "office": Role.OFFICE}


def post_reminders(session: Session, now: datetime, calendar: Calendar) -> int:
    """Remind of complaints about to be late or late, and climb; gives how many messages were posted.

    Accusations are never put into messages: the unit in charge finds them on its desk.
    """
    people = _people(session, now)
    main = office(session).id
    posted = 0
    for complaint in _open(session, now):
        phase = phase_of(complaint.state)
        limit = complaint.deadline.accept_by if phase in ("dispatch", "accept") else complaint.deadline.due_at
        new = sum(
            _post(session, complaint, phase, level, limit, user, now)
            for level in levels_due(phase, limit, now, calendar)
            for user in people.get((main if level == "office" else complaint.unit_id, ROLES[level].value), ()))
        if new:
            journal.record(session, "complaint.remind", complaint, actor=None, now=now, unit_id=complaint.unit_id, count=new)
        posted += new
    return posted


def _post(session: Session, complaint: Complaint, phase: str, level: str, limit: datetime, user: int, now: datetime) -> bool:
    last = beijing(limit - timedelta(microseconds=1))
    return outbox.post(
        session, "complaint.overdue" if now >= limit else "complaint.soon", now=now, user_id=user,
        key=f"complaint.remind:{complaint.id}:{phase}:{last:%Y%m%d}:{level}:{user}", number=complaint.number,
        due=f"{last:%Y-%m-%d}")


def _open(session: Session, now: datetime) -> list[Complaint]:
    query = (
        select(Complaint).join(Complaint.deadline).options(joinedload(Complaint.deadline))
        .where(Complaint.state.in_(tuple(PHASE)), Complaint.category != "accusation")
        .where(or_(Deadline.due_at <= now + AHEAD, Deadline.accept_by <= now + AHEAD)).order_by(Complaint.id)
    )
    return list(session.scalars(query))


def _people(session: Session, now: datetime) -> dict[tuple[int, str], list[int]]:
    """User ids by unit and role, of those who hold the role today."""
    day = beijing_date(now)
    query = select(Membership.unit_id, Membership.role, Membership.user_id).where(
        Membership.role.in_([role.value for role in ROLES.values()]), Membership.valid_from <= day,
        or_(Membership.valid_to.is_(None), Membership.valid_to >= day)).order_by(Membership.id)
    found: dict[tuple[int, str], list[int]] = {}
    for unit, role, user in session.execute(query):
        found.setdefault((unit, role), []).append(user)
    return found

"""The office's own limits, and working provisional ones out again once a year has been announced."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal import journal
from portal.accounts.models import User
from portal.complaints.actions.recording import reckon
from portal.complaints.models import Complaint, ComplaintLimit, Deadline
from portal.complaints.rules.limits import RUNNING, Limit
from portal.workdays.rules import Calendar


def set_limits(session: Session, limits: Mapping[str, Limit], *, actor: User, now: datetime) -> None:
    """Keep the limits of every category; complaints under way keep those they began with."""
    rows = {row.category: row for row in session.scalars(select(ComplaintLimit))}
    for category, limit in limits.items():
        row = rows.get(category) or ComplaintLimit(category=category)
        row.accept, row.handle, row.extension = limit.accept, limit.handle, limit.extension
        row.changed_at, row.changed_by = now, actor.id
        session.add(row)
    session.flush()
    journal.record(session, "complaint.limits", row, actor=actor, now=now)


def recompute_limits(session: Session, announced: Calendar, now: datetime) -> int:
    """Work provisional limits of open complaints out again; gives how many changed."""
    query = (select(Complaint).join(Complaint.deadline).where(Deadline.is_provisional, Complaint.state.in_(RUNNING))
             .options(selectinload(Complaint.deadline), selectinload(Complaint.steps)))
    changed = 0
    for complaint in session.scalars(query).all():
        before = complaint.deadline.due_at, complaint.deadline.is_provisional
        reckon(complaint, announced, now)
        if before != (complaint.deadline.due_at, complaint.deadline.is_provisional):
            journal.record(session, "complaint.recompute", complaint, actor=None, now=now, unit_id=complaint.unit_id)
            changed += 1
    return changed

"""The same matter again: one complaint is handled with another, and every complainant stays told and counted."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.complaints.actions.recording import record_step
from portal.complaints.models import Complaint, ComplaintMerge, ComplaintStep
from portal.complaints.rules.steps import STEPS
from portal.complaints.values import Given
from portal.errors import N_, InvalidInput


def merge(session: Session, complaint: Complaint, into: Complaint, given: Given, *, actor: User | None,
          now: datetime) -> ComplaintStep:
    """Handle a complaint with `into`; what was merged into it before goes along. Raises InvalidInput where that cannot be."""
    _check(complaint, into)
    for each in session.scalars(select(ComplaintMerge).where(ComplaintMerge.into_id == complaint.id)):
        each.into = into
    complaint.merge = ComplaintMerge(into=into, at=now, by_id=actor.id if actor else None)
    return record_step(session, complaint, "merge", "merged", given, actor=actor, now=now, into=into.id)


def separate(session: Session, complaint: Complaint) -> None:
    """Let a merged complaint go its own way again."""
    session.delete(complaint.merge)
    complaint.merge = None


def _check(complaint: Complaint, into: Complaint) -> None:
    if complaint.id == into.id:
        raise InvalidInput(N_("不能并入它自己，请填另一件的编号。"), field="into")
    if complaint.is_accusation or into.is_accusation:
        raise InvalidInput(N_("检举控告要单独办理，不能合并。"), field="into")
    if into.state in ("merged", "not_accepted"):
        raise InvalidInput(N_("那一件已经并入别的投诉，或者没有受理。请填正在办理的那一件的编号。"), field="into")
    if complaint.state not in STEPS["merge"].sources:
        raise InvalidInput(N_("这件投诉现在的状态不能合并。"), field="into")

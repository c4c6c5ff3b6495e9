"""Every step is one record; the complainants are told of it, and the limits follow."""

from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal import journal, outbox
from portal.accounts.models import User
from portal.complaints.models import Complaint, ComplaintStep, Deadline
from portal.complaints.queries.limits import limits
from portal.complaints.queries.lookup import voices
from portal.complaints.rules.limits import due, stopped
from portal.complaints.rules.steps import STEPS, TOLD
from portal.complaints.values import Given
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar, closing

CALLED = ("ask", "decline")  # what staff call about where there is only a telephone


def record_step(session: Session, complaint: Complaint, name: str, state: str, given: Given, *, actor: User | None, now: datetime,
                **details) -> ComplaintStep:
    """Write a step down, move the complaint to `state`, and tell every complainant of what concerns them.

    The record's revision moves on too, so that of two people who act at once one is told.
    """
    complaint.state = state
    flag_modified(complaint, "state")
    unit = details["unit"] if name == "assist" else complaint.unit_id
    step = ComplaintStep(name=name, state=state, at=now, by_id=actor.id if actor else None, unit_id=unit,
                         public_text=given.answer, internal_text=given.internal, details=details)
    complaint.steps.append(step)
    session.flush()
    journal.record(session, f"complaint.{name}", complaint, actor=actor, now=now, unit_id=complaint.unit_id, state=state,
                   **details)
    if name in TOLD:
        inform(session, complaint, "complaint.step", now=now, calls=name in CALLED)
    return step


def inform(session: Session, complaint: Complaint, kind: str, *, now: datetime, calls: bool = False) -> None:
    """Tell everybody who complained of this matter and left an e-mail address, or a telephone when it is worth a call.

    Of an accusation nothing is sent: the outbox is open to others than the unit in charge. Its maker follows it by receipt.
    """
    if complaint.is_accusation:
        return
    for each in voices(session, complaint):
        if each.contact and (calls or "@" in each.contact):
            outbox.post(session, kind, now=now, address=each.contact, receipt=each.receipt, number=each.number)


def start_clock(session: Session, complaint: Complaint, now: datetime) -> None:
    """Copy the category's limits and let them run from `now` (filing, or reopening); it is signed for only once."""
    limit = limits(session)[complaint.category]
    if complaint.deadline is None:
        signing = closing(now, limit.accept, "working_day", calendar(session)).instant
        complaint.deadline = Deadline(accept_days=limit.accept, accept_by=signing, due_at=now)
    deadline = complaint.deadline
    deadline.handle_days, deadline.extended_days, deadline.started_at = limit.handle, 0, now
    reckon(complaint, calendar(session), now)


def reopen(session: Session, complaint: Complaint, given: Given, *, actor: User | None, now: datetime) -> ComplaintStep:
    """Take a finished matter up again, with its whole limit from now; the step is counted (重新办理)."""
    step = record_step(session, complaint, "reopen", STEPS["reopen"].target, given, actor=actor, now=now)
    start_clock(session, complaint, now)
    return step


def restart_signing(session: Session, complaint: Complaint, now: datetime) -> None:
    """A unit that has just received a complaint has its whole limit to sign for it; the complainant's limit runs on."""
    deadline = complaint.deadline
    deadline.accept_by = closing(now, deadline.accept_days, "working_day", calendar(session)).instant


def reckon(complaint: Complaint, known: Calendar, now: datetime) -> None:
    """Work the due instant out again, from the limit, its extensions and the time the clock stood still."""
    deadline = complaint.deadline
    pauses = stopped([(step.state, step.at) for step in complaint.steps], now)
    end = due(deadline.started_at, deadline.handle_days + deadline.extended_days, pauses, known)
    deadline.due_at, deadline.is_provisional = end.instant, end.is_provisional

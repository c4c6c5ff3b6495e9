"""Gathering the cases of a period for the figures, by the same rule of what may be seen."""

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.clock import beijing, beijing_midnight
from portal.complaints.models import Complaint, ComplaintStep, Deadline, FollowUp
from portal.complaints.queries.visible import visible
from portal.complaints.rules.figures import Answer, Case
from portal.ledger.models import Space, space_streets
from portal.permissions import Actor

NAMED = ("accept", "verify", "reopen")


def cases(session: Session, actor: Actor, first: date, last: date) -> list[Case]:
    """The complaints received from `first` to `last` (Beijing days) that this person may read, but accusations.

    Accusations are in no figure: their numbers alone would tell a unit that it is accused.
    """
    within = (Complaint.received_at >= beijing_midnight(first), Complaint.received_at < beijing_midnight(last),
              Complaint.category != "accusation", visible(actor))
    ids = select(Complaint.id).where(*within)
    steps, answers, streets = _steps(session, ids), _answers(session, ids), _streets(session)
    query = (
        select(Complaint.id, Complaint.received_at, Complaint.category, Complaint.state, Unit.name, Complaint.space_id,
               Space.number, Space.name, Deadline.accept_by, Deadline.due_at)
        .join(Unit, Unit.id == Complaint.unit_id).join(Deadline, Deadline.complaint_id == Complaint.id)
        .outerjoin(Space, Space.id == Complaint.space_id).where(*within).order_by(Complaint.id)
    )
    return [_case(row, steps[row[0]], tuple(answers[row[0]]), streets) for row in session.execute(query)]


def _case(row, steps: dict[str, list[datetime]], answers: tuple[Answer, ...], streets: dict[int, list[str]]) -> Case:
    id_, received_at, category, state, unit, space_id, number, name, accept_by, due_at = row
    received = beijing(received_at)
    accepted, verified = steps.get("accept"), steps.get("verify")
    return Case(
        id=id_, number=f"TS-{received.year}-{id_:05d}", unit=unit, streets=tuple(streets.get(space_id, ())),
        space=(number, name) if number else None, category=category, month=f"{received:%Y-%m}", state=state, accept_by=accept_by,
        due_at=due_at, accepted_at=accepted[-1] if accepted else None, verified_at=verified[-1] if verified else None,
        reopened=len(steps.get("reopen", ())), is_apart=state in ("merged", "not_accepted"), answers=answers)


def _steps(session: Session, ids) -> dict[int, dict[str, list[datetime]]]:
    """When each case was accepted, verified and taken up again, by its id and the step's name."""
    found: dict[int, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    query = select(ComplaintStep.complaint_id, ComplaintStep.name, ComplaintStep.at).where(
        ComplaintStep.complaint_id.in_(ids), ComplaintStep.name.in_(NAMED)).order_by(ComplaintStep.id)
    for id_, name, at in session.execute(query):
        found[id_][name].append(at)
    return found


def _answers(session: Session, ids) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = defaultdict(list)
    query = select(FollowUp.complaint_id, FollowUp.is_solved, FollowUp.satisfaction).where(
        FollowUp.complaint_id.in_(ids), FollowUp.satisfaction.is_not(None)).order_by(FollowUp.id)
    for id_, is_solved, satisfaction in session.execute(query):
        found[id_].append(Answer(is_solved, satisfaction))
    return found


def _streets(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(space_streets.c.space_id, Unit.street).join(Unit, Unit.id == space_streets.c.unit_id).order_by(Unit.id)
    for space, street in session.execute(query):
        found[space].append(street)
    return found

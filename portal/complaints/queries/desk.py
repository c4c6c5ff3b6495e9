"""The desk's list of complaints and what waits, for whoever asks; overdue is derived from instants, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portal.accounts.models import Unit
from portal.complaints.models import Complaint, ComplaintFact, ComplaintHelper, Deadline, FollowUp
from portal.complaints.queries.visible import visible
from portal.complaints.rules.limits import RUNNING, UNSIGNED
from portal.complaints.rules.steps import OPEN
from portal.db import NEVER, beyond
from portal.ledger.models import Space, space_streets
from portal.permissions import Actor, units_for
from portal.search import contains

PAGE = 30
_NEWEST = (-Complaint.id,)
_DUE = (case((Complaint.state.in_(RUNNING), Deadline.due_at), else_=NEVER), -Complaint.id)


@dataclass(frozen=True)
class Filters:
    """What to show: "" and None do not filter. `ids` are the cases behind a figure; `sort` is "due" or "" (newest first)."""

    state: str = ""
    category: str = ""
    q: str = ""
    unit: int | None = None
    street: int | None = None
    space: str = ""
    late: bool = False
    helping: bool = False
    is_open: bool = False
    ids: tuple[int, ...] | None = None
    sort: str = ""


def complaints(session: Session, actor: Actor, filters: Filters, *, now: datetime, before: int | None = None) -> list[Complaint]:
    """A page of the complaints this person may read, in the order the filters name, after the one with the id `before`; one more
    than PAGE when there are others."""
    place = _DUE if filters.sort == "due" else _NEWEST
    query = _matching(actor, filters, now).order_by(*place).limit(PAGE + 1)
    if before:
        shown = session.execute(select(*place).select_from(Complaint).join(Complaint.deadline).where(Complaint.id == before))
        query = query.where(beyond(place, shown.first()))
    return list(session.scalars(query.options(
        contains_eager(Complaint.deadline), joinedload(Complaint.unit), joinedload(Complaint.space),
        joinedload(Complaint.proposal))))


def everything(session: Session, actor: Actor, filters: Filters, *, now: datetime) -> Iterable[Complaint]:
    """All of them, for an export, oldest first."""
    query = _matching(actor, filters, now).order_by(Complaint.id)
    return session.scalars(query.options(
        contains_eager(Complaint.deadline), joinedload(Complaint.unit), joinedload(Complaint.space)))


def late(now: datetime) -> ColumnElement[bool]:
    """Complaints not signed for or not done in time, as rules.limits.lateness says of one."""
    return or_(
        and_(Complaint.state.in_(RUNNING), Deadline.due_at <= now),
        and_(Complaint.state.in_(UNSIGNED), Deadline.accept_by <= now),
    )


def waiting_counts(session: Session, actor: Actor, now: datetime) -> dict[str, int]:
    """What waits for this person's units: open complaints by state, `late` ones, `helping` and the office's `objections`."""
    units = units_for(actor, "complaint.handle")
    mine = and_(visible(actor), Complaint.unit_id.in_(units), Complaint.state.in_(OPEN))
    counts = dict(session.execute(select(Complaint.state, func.count()).where(mine).group_by(Complaint.state)).all())
    query = select(func.count()).select_from(Complaint)
    counts["late"] = session.scalar(query.join(Complaint.deadline).where(visible(actor), late(now)))
    counts["helping"] = session.scalar(query.where(visible(actor), _helping(actor)))
    counts["objections"] = session.scalar(query.where(visible(actor), Complaint.state == "objected"))
    return {name: count for name, count in counts.items() if count}


def told_since(session: Session, complaint: Complaint) -> list[ComplaintFact]:
    """What this complainant added, oldest first."""
    query = select(ComplaintFact).where(ComplaintFact.complaint_id == complaint.id).order_by(ComplaintFact.id)
    return list(session.scalars(query))


def facts_of(session: Session, told: Iterable[Complaint]) -> list[ComplaintFact]:
    """What several complainants of one matter added, oldest first."""
    query = select(ComplaintFact).where(ComplaintFact.complaint_id.in_([each.id for each in told])).order_by(ComplaintFact.id)
    return list(session.scalars(query))


def follow_ups_of(session: Session, told: Iterable[Complaint]) -> list[FollowUp]:
    """Every time the complainants of one matter were asked, oldest first."""
    query = select(FollowUp).where(FollowUp.complaint_id.in_([each.id for each in told])).order_by(FollowUp.id)
    return list(session.scalars(query))


def _matching(actor: Actor, filters: Filters, now: datetime) -> Select:
    query = select(Complaint).join(Complaint.deadline).where(visible(actor))
    for chosen, condition in (
        (filters.state, Complaint.state == filters.state), (filters.category, Complaint.category == filters.category),
        (filters.unit, Complaint.unit_id == filters.unit), (filters.late, late(now)), (filters.helping, _helping(actor)),
        (filters.is_open, Complaint.state.in_(OPEN)), (filters.street, _in_street(filters.street)),
        (filters.space, Complaint.space_id.in_(select(Space.id).where(Space.number == filters.space))),
        (filters.ids is not None, Complaint.id.in_(filters.ids or ())),
        (filters.q, or_(contains(Complaint.text, filters.q), contains(Complaint.place, filters.q), _about(filters.q))),
    ):
        if chosen:
            query = query.where(condition)
    return query


def _helping(actor: Actor) -> ColumnElement[bool]:
    units = units_for(actor, "complaint.assist")
    asked = select(ComplaintHelper.complaint_id).where(ComplaintHelper.unit_id.in_(units), ComplaintHelper.answered_at.is_(None))
    return and_(Complaint.id.in_(asked), Complaint.state.in_(OPEN))


def _in_street(unit_id: int | None) -> ColumnElement[bool]:
    lies_there = select(space_streets.c.space_id).where(space_streets.c.unit_id == unit_id)
    return or_(Complaint.space_id.in_(lies_there), Complaint.unit_id == unit_id)


def _about(words: str) -> ColumnElement[bool]:
    named = select(Space.id).where(or_(contains(Space.name, words), contains(Space.address, words)))
    digits = "".join(letter for letter in words if letter.isascii() and letter.isdigit())[-5:]
    by_number = Complaint.id == int(digits) if words.upper().startswith("TS") and digits else False
    return or_(Complaint.space_id.in_(named), by_number)


def units_with_complaints(session: Session, actor: Actor) -> list[Unit]:
    """The units that have complaints this person may read, for the filter."""
    query = select(Unit).where(Unit.id.in_(select(Complaint.unit_id).where(visible(actor)))).order_by(Unit.kind, Unit.id)
    return list(session.scalars(query))

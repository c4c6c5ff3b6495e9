"""Reading hotline tickets: the mapping, what rows are compared with, and the results to send back."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.complaints.models import CATEGORIES, Complaint, FollowUp, Ticket, TicketImport, TicketMapping
from portal.complaints.queries.visible import visible
from portal.complaints.rules.routing import Place
from portal.complaints.rules.tickets import FIELDS, Known
from portal.ledger.models import Space
from portal.permissions import Actor
from portal.words import WORDS

SHOWN = 20


def mapping(session: Session) -> TicketMapping:
    """The mapping staff set, or one of the usual words before anybody did."""
    words = {WORDS["complaint_category"][code]: code for code in CATEGORIES}
    return session.scalars(select(TicketMapping)).first() or TicketMapping(columns=dict(FIELDS), categories=words, revision=0)


def known(session: Session, now: datetime) -> Known:
    """What the rows of a sheet are read against."""
    unit_of = func.coalesce(Space.initiating_unit_id, Space.promoting_unit_id)
    spaces = session.execute(select(Space.id, Space.name, Space.address, unit_of))
    return Known(
        units={unit.name: unit.id for unit in units_on(session, beijing_date(now))},
        spaces=[(id_, Place(name, address, unit)) for id_, name, address, unit in spaces],
        categories=mapping(session).categories, taken=frozenset(session.scalars(select(Ticket.number))), now=now)


def imports(session: Session) -> list[TicketImport]:
    """The sheets uploaded last, newest first."""
    return list(session.scalars(select(TicketImport).order_by(TicketImport.id.desc()).limit(SHOWN)))


def results(session: Session, actor: Actor) -> Iterator[tuple[Ticket, FollowUp | None]]:
    """Every ticket this person may read, with the newest answer of its follow-up, in the order of their coming."""
    newest = dict(session.execute(select(FollowUp.complaint_id, func.max(FollowUp.id)).where(
        FollowUp.satisfaction.is_not(None)).group_by(FollowUp.complaint_id)).all())
    answers = {each.id: each for each in session.scalars(select(FollowUp).where(FollowUp.id.in_(newest.values())))}
    query = (select(Ticket).join(Ticket.complaint).where(visible(actor)).order_by(Ticket.id)
             .options(joinedload(Ticket.complaint).options(joinedload(Complaint.unit), selectinload(Complaint.steps))))
    for ticket in session.scalars(query):
        yield ticket, answers.get(newest.get(ticket.complaint_id))

"""Forgetting people: contact data goes once the matter has been over for the time of the settings (个人信息保护法 第十九条)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from portal import journal
from portal.complaints.models import Complaint, ComplaintStep, Ticket
from portal.complaints.rules.steps import ENDED
from portal.consultations.models import Consultation
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import Opinion, OpinionContact
from portal.outbox import Message
from portal.proposals.models import Proposal

MOST_AT_ONCE = 500


def forget_contacts(session: Session, days: int, now: datetime) -> int:
    """Delete the names, phones and addresses kept for matters over since `days`; gives how many rows.

    Opinions and complaints stay. Each consultation and each complaint concerned gets an entry in the journal, numbers only.
    """
    before = now - timedelta(days=days)
    return _of_opinions(session, before, now) + _of_complaints(session, before, now) + _of_messages(session, before)


def _of_opinions(session: Session, before: datetime, now: datetime) -> int:
    """Contact data of the opinions on proposals decided and published, or withdrawn, before that instant."""
    published = select(AgendaItem.proposal_id).join(Decision).where(Decision.published_at < before)
    over = or_(Proposal.withdrawn_at < before, Proposal.id.in_(published))
    kept = select(OpinionContact.id).join(Opinion).where(Opinion.consultation_id == Consultation.id).exists()
    deleted = 0
    for consultation in session.scalars(select(Consultation).join(Consultation.proposal).where(over, kept)).all():
        mine = select(Opinion.id).where(Opinion.consultation_id == consultation.id)
        count = session.execute(delete(OpinionContact).where(OpinionContact.opinion_id.in_(mine))).rowcount
        journal.record(session, "contact.expire", consultation, actor=None, now=now, count=count)
        deleted += count
    return deleted


def _of_complaints(session: Session, before: datetime, now: datetime) -> int:
    """Name and contact of complaints that ended before that instant, and the hotline's own words about the caller."""
    last = select(func.max(ComplaintStep.at)).where(ComplaintStep.complaint_id == Complaint.id).scalar_subquery()
    known = or_(Complaint.name.is_not(None), Complaint.contact.is_not(None))
    query = select(Complaint).where(Complaint.state.in_(ENDED), known, last < before).limit(MOST_AT_ONCE)
    complaints = session.scalars(query).all()
    for complaint in complaints:
        complaint.name = complaint.contact = None
        session.execute(update(Ticket).where(Ticket.complaint_id == complaint.id).values(row="{}"))
        journal.record(session, "contact.expire", complaint, actor=None, now=now, unit_id=complaint.unit_id)
    return len(complaints)


def _of_messages(session: Session, before: datetime) -> int:
    """Addresses of messages written before that instant, sent or not."""
    old = Message.created_at < before, Message.address.is_not(None)
    return session.execute(update(Message).where(*old).values(address=None)).rowcount

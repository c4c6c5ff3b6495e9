"""Contact data goes when the matter has been over for long enough; what was said stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal import journal
from portal.complaints.actions import file_complaint
from portal.complaints.models import Complaint, ComplaintStep
from portal.consultations.queries import consultation_of
from portal.journal import JournalEntry
from portal.opinions.actions import give_opinion
from portal.opinions.models import Opinion, OpinionContact
from portal.outbox import Message
from portal.outreach.retention import forget_contacts
from portal.proposals.actions import withdraw_proposal
from tests.builders import a_handler, a_published_proposal

DAYS = 365


@pytest.fixture
def spoken(session, write):
    """A proposal on which two people left their telephone number, one of them also an e-mail address."""
    with write() as now:
        proposal = a_published_proposal(session, now)
        for token, email in (("a", "wang@example.com"), ("b", None)):
            give_opinion(session, consultation_of(session, proposal), stance="support", text="很好", relation="neighbour",
                         token=token, name="王秀英", phone="13800000000", email=email, now=now)
    return proposal


@pytest.fixture
def forget(session, write, clock):
    """`forget(days=366)` — lets time pass and forgets; gives how many rows went."""

    def after(**passed):
        clock.advance(timedelta(**passed))
        with write() as now:
            return forget_contacts(session, DAYS, now)

    return after


def kept(session) -> tuple[int, int, int]:
    """How many opinions, contacts and addresses there are."""
    session.rollback()
    addresses = select(func.count()).where(Message.address.is_not(None), Message.kind == "opinion.received")
    return (session.scalar(select(func.count(Opinion.id))), session.scalar(select(func.count(OpinionContact.id))),
            session.scalar(addresses))


def test_contacts_of_an_open_matter_stay_however_old(session, spoken, forget):
    forget(days=DAYS * 3)
    assert kept(session)[:2] == (2, 2)


def test_contacts_go_a_year_after_the_matter_ended_and_the_journal_says_how_many(session, write, spoken, forget):
    with write() as now:
        withdraw_proposal(session, spoken, "不再利用", actor=a_handler(session, now, spoken.initiating_unit.name), now=now)
    forget(days=DAYS - 1)
    assert kept(session) == (2, 2, 1)
    forget(days=2)
    assert kept(session) == (2, 0, 0)
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "contact.expire")).one()
    assert (entry.object_type, entry.details, entry.actor_id) == ("consultations", {"count": 2}, None)
    assert journal.broken_at(session) is None
    assert forget() == 0


def test_a_closed_complaint_loses_name_and_contact_and_keeps_its_words(session, write, forget):
    with write() as now:
        a_published_proposal(session, now)
        for token in ("open", "closed"):
            complaint = file_complaint(session, category="other", place="胡同口", text="夜里卸货太吵", name="王秀英",
                                       contact="13800000000", token=token, now=now)
        complaint.state = "closed"
        session.add(ComplaintStep(complaint=complaint, state="closed", at=now))
    assert forget(days=DAYS + 1) >= 1
    session.rollback()
    rows = session.execute(select(Complaint.token, Complaint.name, Complaint.contact, Complaint.text).order_by(Complaint.id))
    assert [tuple(row) for row in rows] == [
        ("open", "王秀英", "13800000000", "夜里卸货太吵"), ("closed", None, None, "夜里卸货太吵"),
    ]

"""Telling the authors of opinions that their answers are published."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import User
from portal.db import insert_if_new
from portal.following.actions.telling import note, telling_of
from portal.following.models import Telling
from portal.following.rules import SETTLED
from portal.jobs.actions import enqueue
from portal.meetings.models import Decision
from portal.opinions.models import Opinion, OpinionContact

AT_ONCE = 100  # some 0.2 s of one transaction: whoever writes meanwhile hardly waits


def look_for_answers(session: Session, *, now: datetime) -> None:
    """Ask for a job for every decision published since the last look."""
    telling = telling_of(session, "answers")
    if telling is None:
        insert_if_new(session, Telling, pace="answers", told_until=now - SETTLED, looked_at=now, after_id=0)
        return
    upto = now - SETTLED
    new = Decision.published_at > telling.told_until, Decision.published_at <= upto
    found = session.scalars(select(Decision).where(*new).order_by(Decision.published_at)).all()
    for decision in found:
        unit_id = decision.item.proposal.initiating_unit_id
        enqueue(session, "following.answers", unit_id=unit_id, key=f"following.answers:{decision.id}", now=now,
                decision_id=decision.id)
    note(session, telling, looked_at=now, told_until=found[-1].published_at if found else telling.told_until)


def tell_authors(session: Session, decision: Decision, consultation_id: int, after_id: int, *, now: datetime,
                 limit: int = AT_ONCE) -> int | None:
    """Tell the next authors who left an e-mail address, or have one with their account, that they can read what became of
    their words; gives the id of the last opinion looked at, or None at the end. Nobody is told twice of one decision."""
    found = session.execute(_spoken(consultation_id).where(Opinion.id > after_id).order_by(Opinion.id).limit(limit)).all()
    version = decision.item.version
    for opinion_id, receipt, email, user_id in found:
        outbox.post(session, "opinion.answered", now=now, address=email, user_id=None if email else user_id,
                    key=f"opinion.answered:{opinion_id}:{decision.id}", secret=receipt, title=version.title,
                    number=version.proposal.number)
    if found:
        journal.record(session, "opinion.tell", decision, actor=None, now=now, count=len(found))
    return found[-1][0] if len(found) == limit else None


def _spoken(consultation_id: int):
    """The opinions that stand, whose author can be written to."""
    return (
        select(Opinion.id, Opinion.receipt, OpinionContact.email, User.id)
        .outerjoin(OpinionContact, OpinionContact.opinion_id == Opinion.id)
        .outerjoin(User, (User.id == Opinion.author_id) & User.contact.is_not(None) & User.disabled_at.is_(None))
        .where(Opinion.consultation_id == consultation_id, Opinion.withdrawn_at.is_(None), Opinion.request_id.is_(None))
        .where(OpinionContact.email.is_not(None) | User.id.is_not(None))
    )

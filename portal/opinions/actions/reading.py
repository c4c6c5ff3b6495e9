"""Noting that opinions were read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.opinions.actions.holding import hold
from portal.opinions.models import Reading
from portal.opinions.queries.reading import unread


def note_read(session: Session, consultation: Consultation, opinion_ids: Sequence[int], *, actor: User, now: datetime) -> None:
    """Note that `actor` had the words of these opinions before them; who read one first stays noted."""
    hold(session, consultation)
    new = unread(session, opinion_ids)
    session.add_all(Reading(opinion_id=each, read_by=actor.id, read_at=now) for each in new)
    journal.record(session, "opinion.read", consultation, actor=actor, now=now,
                   unit_id=consultation.proposal.initiating_unit_id, opinions=list(new))

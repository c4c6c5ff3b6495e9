"""What a complainant adds after filing: it starts a stopped clock again, and a new fact takes a finished matter up again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.complaints.actions.steps import take_step
from portal.complaints.models import Complaint, ComplaintFact
from portal.complaints.rules.routing import checked_text
from portal.complaints.rules.steps import STEPS
from portal.complaints.values import Given


def add_fact(session: Session, complaint: Complaint, *, text: str, token: str, now: datetime, is_new: bool = False,
             channel: str = "web", actor: User | None = None) -> ComplaintFact:
    """Keep what the complainant adds; a repeated `token` is the same. `is_new`: it came up again or is not solved.

    Raises InvalidInput for empty or overlong words.
    """
    if earlier := session.scalar(select(ComplaintFact).where(ComplaintFact.token == token)):
        return earlier
    main = complaint.merge.into if complaint.merge else complaint
    reopens = is_new and main.state in STEPS["reopen"].sources
    fact = ComplaintFact(complaint_id=complaint.id, token=token, text=checked_text(text), at=now, channel=channel,
                         recorded_by=actor.id if actor else None, is_new=reopens)
    session.add(fact)
    session.flush()
    journal.record(session, "complaint.fact", complaint, actor=actor, now=now, unit_id=main.unit_id, is_new=reopens)
    if main.state == "waiting":
        take_step(session, main, "resume", actor=actor, now=now)
    elif reopens:
        take_step(session, main, "reopen", Given(internal=fact.text), actor=actor, now=now)
    return fact

"""Reminders of the desk: work that is due or was sent back, and questions of other units."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal import outbox
from portal.accounts.queries import staff_of
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.opinions.models import Advice, Assignment, Point, Theme
from portal.proposals.models import Proposal
from portal.workdays.rules import Calendar

IN_HAND = ("open", "in_hand", "sent_back")


def remind_of_work(session: Session, now: datetime, _calendar: Calendar) -> None:
    """Remind everybody once of what they work on: on its due day, and when it was sent back; one mail for all of it."""
    today = beijing_date(now)
    due = (Assignment.due_on <= today) | (Assignment.state == "sent_back")
    query = select(Assignment).join(Assignment.consultation).join(Consultation.proposal).where(
        Assignment.assignee_id.is_not(None), Assignment.state.in_(IN_HAND), due, Consultation.settled_at.is_(None),
        Proposal.withdrawn_at.is_(None)).options(
        joinedload(Assignment.theme), joinedload(Assignment.point).joinedload(Point.opinion),
        joinedload(Assignment.consultation).joinedload(Consultation.proposal)).order_by(Assignment.id)
    for work in session.scalars(query).all():
        is_back = work.state == "sent_back"
        kind, since = ("work.sent_back", work.changed_at) if is_back else ("work.due", work.due_on)
        about = {"what": _name(work), "number": work.consultation.proposal.number,
                 "due": work.due_on.isoformat() if work.due_on else "—"}
        outbox.post(session, kind, now=now, user_id=work.assignee_id, **about,
                    key=f"{kind}:{work.id}:{work.assignee_id}:{since.isoformat()}")


def _name(work: Assignment) -> str:
    return work.theme.title if work.theme else f"第{work.point.opinion.number}号意见"


def remind_of_advice(session: Session, now: datetime, _calendar: Calendar) -> None:
    """Tell the staff of a unit once that another unit asks it something."""
    matter = joinedload(Advice.theme).joinedload(Theme.consultation).joinedload(Consultation.proposal)
    query = select(Advice).where(Advice.answered_at.is_(None)).options(matter).order_by(Advice.id)
    for advice in session.scalars(query).all():
        about = {"what": advice.theme.title, "number": advice.theme.consultation.proposal.number,
                 "due": advice.due_on.isoformat() if advice.due_on else "—"}
        for user_id in staff_of(session, advice.unit_id, beijing_date(now)):
            outbox.post(session, "advice.asked", now=now, user_id=user_id, key=f"advice.asked:{advice.id}:{user_id}", **about)

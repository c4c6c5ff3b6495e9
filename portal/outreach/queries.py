"""Looking at the outbox, without ever giving an address away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.outbox import Message
from portal.outreach.rules import masked
from portal.outreach.texts import subject_of

PAGE = 50
MOST_COUNTED = 1000
UNSENT = and_(Message.sent_at.is_(None), Message.told_at.is_(None))
STATES = {"failed": and_(UNSENT, Message.failure != ""), "waiting": and_(UNSENT, Message.failure == "")}


@dataclass(frozen=True)
class Line:
    """A message as the office sees it: what it is about, to whom (a name, or an address nobody can use), and what happened."""

    id: int
    subject: str
    to: str
    created_at: datetime
    failure: str
    last_error: str
    attempts: int
    next_attempt_at: datetime | None


def outbox_lines(session: Session, state: str, *, after: int = 0, limit: int = PAGE) -> list[Line]:
    """Messages that failed, or that wait; oldest first, from the one after `after` on."""
    query = select(Message, User.name).outerjoin(User, User.id == Message.user_id).where(STATES[state], Message.id > after)
    return [_line(message, name) for message, name in session.execute(query.order_by(Message.id).limit(limit))]


def outbox_counts(session: Session) -> dict[str, int]:
    """How many failed and how many wait, counted up to MOST_COUNTED."""
    capped = {state: select(Message.id).where(which).limit(MOST_COUNTED).subquery() for state, which in STATES.items()}
    counts = (select(func.count()).select_from(rows).scalar_subquery() for rows in capped.values())
    return dict(zip(capped, session.execute(select(*counts)).one(), strict=True))


def _line(message: Message, name: str | None) -> Line:
    to = name or " ".join(filter(None, (message.params.get("unit"), masked(message.address))))
    return Line(message.id, _subject(message), to, message.created_at, message.failure,
                message.last_error, message.attempts, message.next_attempt_at)


def _subject(message: Message) -> str:
    """What it says in its subject, or its kind when the text cannot be filled."""
    try:
        return subject_of(message.kind, [message.params])
    except KeyError:
        return message.kind

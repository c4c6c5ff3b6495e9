"""What staff decide about messages that did not go out by themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, Refusal
from portal.outbox import Message


def send_again(session: Session, message: Message, *, actor: User, now: datetime) -> None:
    """Let a failed or uncertain message be sent once more. Raises Refusal when it did not fail."""
    _expect_failed(message)
    message.failure, message.attempts, message.next_attempt_at, message.last_error = "", 0, None, ""
    journal.record(session, "message.send_again", message, actor=actor, now=now)


def mark_told(session: Session, message: Message, *, actor: User, now: datetime) -> None:
    """Note that somebody told the person in another way. Raises Refusal when the message did not fail."""
    _expect_failed(message)
    message.told_at = now
    journal.record(session, "message.told", message, actor=actor, now=now)


def _expect_failed(message: Message) -> None:
    if not message.failure or message.told_at is not None:
        raise Refusal(N_("这条通知不需要处理，或者已经有人处理过了。"))

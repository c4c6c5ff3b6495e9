"""Emptying the outbox by e-mail: claim, send, mark.

A message is claimed in a transaction of its own, then handed to the mail server, then marked as sent. Two senders never claim
the same one. A sender killed before the server has said OK, or after that and before the mark, leaves a claim behind: nobody
can know which it was, so such a message is not sent again by itself. After ten minutes it counts as uncertain and is shown to
the office, where a person decides: send it again, or take it as told.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from threading import Event

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.config import Settings
from portal.outbox import Message, unsendable
from portal.outreach.rules import SILENT_AFTER, next_attempt, wrong
from portal.outreach.smtp import Deferred, MailServer, Refused, Uncertain, Unreachable, write
from portal.outreach.texts import TEXTS, compose
from portal.transaction import write_transaction

MOST_AT_ONCE = 200
MOST_LINES = 100
_log = logging.getLogger(__name__)


def send_waiting(engine, clock, settings: Settings, stopping: Event, most: int = MOST_AT_ONCE) -> int:
    """Send what waits in the outbox, at most so many mails; gives how many were sent. Without a mail server all of it waits.

    A server that cannot be reached costs a message nothing: it waits for the next time.
    """
    if not settings.smtp_host:
        return 0
    sent = 0
    with Session(engine, expire_on_commit=False) as session, MailServer(settings) as server:
        with write_transaction(session, clock) as now:
            note_silent(session, now)
        try:
            while sent < most and not stopping.is_set() and _send_next(session, clock, settings, server):
                sent += 1
        except Unreachable as trouble:
            _log.warning("the mail server takes nothing: %s", trouble)
    return sent


def note_silent(session: Session, now: datetime) -> None:
    """Count as uncertain what a sender claimed long ago and never marked."""
    silent = Message.sent_at.is_(None), Message.claimed_at < now - SILENT_AFTER
    session.execute(update(Message).where(*silent).values(failure="uncertain", claimed_at=None))


def claim_next(session: Session, now: datetime) -> Sequence[Message]:
    """Claim the oldest message that waits, together with what goes into the same mail; empty when nothing waits."""
    first = session.scalar(_waiting(now).limit(1))
    if first is None:
        return ()
    messages = [first]
    if first.user_id is not None and first.kind in TEXTS and TEXTS[first.kind].is_bundled:
        same = Message.kind == first.kind, Message.user_id == first.user_id
        messages = list(session.scalars(_waiting(now).where(*same).limit(MOST_LINES)))
    _change(session, messages, claimed_at=now, attempts=Message.attempts + 1)
    return messages


def _waiting(now: datetime):
    """What waits for a sender, oldest first; rows another sender is claiming right now are passed over."""
    return (
        select(Message).where(Message.sent_at.is_(None), Message.claimed_at.is_(None), Message.failure == "")
        .where(or_(Message.next_attempt_at.is_(None), Message.next_attempt_at <= now)).order_by(Message.id)
        .with_for_update(skip_locked=True).execution_options(populate_existing=True)
    )


def _send_next(session: Session, clock, settings: Settings, server: MailServer) -> bool:
    """Send one mail; False when nothing waits."""
    if session.scalar(_waiting(clock.now()).limit(1)) is None:
        return False
    server.connect()
    with write_transaction(session, clock) as now:
        messages = claim_next(session, now)
    if not messages:
        return False
    outcome = _outcome(session, messages, settings, server, now)
    with write_transaction(session, clock) as now:
        _mark(session, messages, outcome, now)
    if isinstance(outcome, Unreachable):
        raise outcome
    return True


def _outcome(session: Session, messages: Sequence[Message], settings: Settings, server: MailServer, now: datetime):
    """What became of a mail: None when it was sent, a word of FAILURES, or what the server raised."""
    address = _address(session, messages[0])
    if failure := unsendable(address) or wrong(address):
        return failure
    try:
        words = compose(messages[0].kind, [_told(each) for each in messages], site=settings.site_address.rstrip("/"),
                        host=settings.site_host_unit, phone=settings.site_phone)
        mail = write(number=messages[0].id, sender=settings.mail_from, address=address, sent_at=now, **words._asdict())
    except (KeyError, ValueError):
        _log.exception("message %s (%s) cannot be written", messages[0].id, messages[0].kind)
        return "no_text"
    try:
        server.send(mail, address)
    except (Unreachable, Refused, Deferred, Uncertain) as trouble:
        return trouble


def _told(message: Message) -> dict:
    """What fills the text of a message."""
    return message.params | ({"secret": message.secret} if message.secret else {})


def _address(session: Session, message: Message) -> str | None:
    if message.user_id is None:
        return message.address
    user = session.get(User, message.user_id)
    return user.contact if user and user.is_active else None


def _mark(session: Session, messages: Sequence[Message], outcome, now: datetime) -> None:
    """Note the outcome of a mail on its messages and end the claim."""
    match outcome:
        case None:
            values = {"sent_at": now, "address": None, "secret": None, "last_error": ""}  # what is no longer needed is not kept
        case str():
            values = {"failure": outcome}
        case Refused():
            values = {"failure": "refused"}
        case Uncertain():
            values = {"failure": "uncertain"}
        case Unreachable():
            values = {"attempts": Message.attempts - 1}
        case Deferred():
            again = next_attempt(max(each.attempts for each in messages), now)
            values = {"next_attempt_at": again} if again else {"failure": "unreachable"}
    said = {"last_error": str(outcome)} if isinstance(outcome, Exception) else {}
    _change(session, messages, claimed_at=None, **values, **said)


def _change(session: Session, messages: Sequence[Message], **values) -> None:
    session.execute(update(Message).where(Message.id.in_([each.id for each in messages])).values(**values))

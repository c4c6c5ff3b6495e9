"""Making the secret address of a person's calendar."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.meetings.models import FeedKey
from portal.meetings.queries.dates import key_of


def make_key(session: Session, user: User, *, now: datetime) -> FeedKey:
    """Give a person a new calendar address; the one before ends at once."""
    key = key_of(session, user) or FeedKey(user_id=user.id)
    key.key, key.made_at = secrets.token_urlsafe(24), now
    session.add(key)
    session.flush()
    journal.record(session, "feed.make_key", key, actor=user, now=now)
    return key

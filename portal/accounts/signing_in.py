"""Counting failed sign-ins, and locking an account for a while after too many."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User


class Attempt(StrEnum):
    """How an attempt to sign in ended."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def user_by_login(session: Session, login: str) -> User | None:
    """The person whose account has that name, whatever its case."""
    return session.scalar(select(User).where(User.login == login.strip().lower()))


def note_attempt(session: Session, user: User, is_right: bool, *, failures: int, minutes: int, now: datetime) -> Attempt:
    """Note an attempt with the right or a wrong password; after `failures` wrong ones in a row the account rests for
    `minutes`. A resting account refuses the right password too. It never raises: the count must be stored."""
    outcome = _outcome(user, is_right, failures, now)
    if outcome is Attempt.RIGHT:
        user.failures, user.locked_until = 0, None
    elif outcome is Attempt.WRONG:
        user.failures += 1
    elif not is_locked(user, now):
        user.failures, user.locked_until = 0, now + timedelta(minutes=minutes)
    journal.record(session, f"session.{outcome}", user, actor=user, now=now)
    return outcome


def is_locked(user: User, now: datetime) -> bool:
    """Whether the account rests after too many wrong passwords."""
    return user.locked_until is not None and now < user.locked_until


def _outcome(user: User, is_right: bool, failures: int, now: datetime) -> Attempt:
    if is_locked(user, now):
        return Attempt.LOCKED
    if is_right:
        return Attempt.RIGHT
    return Attempt.LOCKED if user.failures + 1 >= failures else Attempt.WRONG

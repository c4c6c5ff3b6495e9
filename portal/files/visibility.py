"""The one answer to "may this person see this file?". Each kind of subject says once how to decide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.db import Base
from portal.files.models import Attachment
from portal.permissions import Actor, may


@dataclass(frozen=True)
class Policy:
    """For the files of one kind of subject: who may see them all, when the public ones are open to everybody, and to whom
    they are before that."""

    model: type[Base]
    capability: str
    is_public: Callable[[Base, datetime], bool]
    is_circulated: Callable[[Session, Base, Actor], bool]


_POLICIES: dict[str, Policy] = {}


def never(_subject: Base, _now: datetime) -> bool:
    """For subjects whose files are never public."""
    return False


def to_nobody(_session: Session, _subject: Base, _actor: Actor) -> bool:
    """For subjects that are not sent to anybody before they are public."""
    return False


def register(
    model: type[Base], capability: str, is_public: Callable[[Base, datetime], bool] = never,
    is_circulated: Callable[[Session, Base, Actor], bool] = to_nobody,
) -> None:
    """Say who sees files hung on `model`: who holds `capability` over the subject sees all; the public ones everybody sees
    while is_public, and before that whom the subject is_circulated to."""
    _POLICIES[model.__tablename__] = Policy(model, capability, is_public, is_circulated)


def may_see(session: Session, attachment: Attachment, actor: Actor, now: datetime) -> bool:
    """Whether `actor` may read this attachment now; files of an unregistered kind of subject are shown to nobody."""
    policy = _POLICIES.get(attachment.subject_type)
    subject = policy and session.get(policy.model, attachment.subject_id)
    if subject is None:
        return False
    if attachment.visibility == "public" and (policy.is_public(subject, now) or policy.is_circulated(session, subject, actor)):
        return True
    return may(actor, policy.capability, getattr(subject, "owners", None))

"""The outbox: messages written in the same transaction as what they tell of. A sender empties it later."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Base, Encrypted, UTCDateTime


class Message(Base):
    """One message to one person; the address is contact data and kept encrypted."""

    __tablename__ = "outbox"

    kind: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(Encrypted)
    user_id: Mapped[int | None]
    params: Mapped[dict] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def post(session: Session, kind: str, *, now: datetime, user_id: int | None = None, address: str | None = None, **params) -> None:
    """Put a message of a `kind` (its template's name) in the outbox, to a user or to an address."""
    session.add(Message(kind=kind, user_id=user_id, address=address, params=params, created_at=now))

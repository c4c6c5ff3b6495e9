"""The outbox: messages written in the same transaction as what they tell of. A sender empties it later."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Base, Encrypted, UTCDateTime, insert_if_new

FAILURES = ("", "phone", "no_address", "refused", "unreachable", "uncertain", "no_text")
_UNSENT = text("sent_at IS NULL")


class Message(Base):
    """One message to one person; the address is contact data and kept encrypted. `key` is posted only once, ever.
    `secret` is the key in a link of this message, known to nobody but whoever reads it; it goes once the message is sent.

    It waits while it is neither sent, nor claimed by a sender, nor failed. `failure` says why it will not be sent by itself (one
    of FAILURES), `told_at` that somebody told the person in another way; `last_error` is what the mail server said last.
    """

    __tablename__ = "outbox"

    kind: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(Encrypted)
    secret: Mapped[str | None] = mapped_column(Encrypted)
    user_id: Mapped[int | None]
    params: Mapped[dict] = mapped_column(JSON, default=dict)
    key: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str] = mapped_column(String(20), default="", server_default="")
    last_error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index("uq_outbox_key", "key", unique=True),
        Index("ix_outbox_unsent", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    )


def post(session: Session, kind: str, *, now: datetime, user_id: int | None = None, address: str | None = None,
         key: str | None = None, secret: str | None = None, **params) -> bool:
    """Put a message of a `kind` (its entry in outreach/texts.py) in the outbox, to a user or to an address.

    With a `key`, only the first message with that key is ever posted; gives whether this one was. A message that cannot go by
    e-mail stays, for staff to call; `unit` among the params tells them whose telephone it is. `params` and `secret` fill the
    text: never words of an opinion, never contact data.
    """
    values = {"kind": kind, "user_id": user_id, "address": address, "secret": secret, "params": params,
              "created_at": now}
    values["failure"] = "" if user_id is not None else unsendable(address)
    if key is None:
        session.add(Message(**values))
        return True
    return insert_if_new(session, Message, key=key, **values) is not None


def unsendable(address: str | None) -> str:
    """Why nothing can be mailed to an address: phone, no_address, or "" when it can."""
    if not address:
        return "no_address"
    return "" if "@" in address else "phone"

"""The journal (操作日志): who did what, when, to what. Append-only and chained, each entry over the one before it.

It holds ids, field names and hashes, never personal text.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import DDL, JSON, ColumnElement, ForeignKey, Index, String, and_, event, insert, not_, select, text, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Base, UTCDateTime

_PENDING = "journal.pending"
_CHANGED = "journal.changed"
_LOCK = 7_021_2021  # any fixed number: PostgreSQL's advisory lock for the chain


class JournalEntry(Base):
    """One act. `hash` covers this entry and the hash before it."""

    __tablename__ = "journal"

    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    action: Mapped[str] = mapped_column(String(64))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    details: Mapped[dict] = mapped_column(JSON, default=dict)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index("ix_journal_object", "object_type", "object_id"),)


_LAST_HASH = select(JournalEntry.hash).order_by(JournalEntry.id.desc()).limit(1)
_APPEND = insert(JournalEntry.__table__)
_COVERED = ("previous", "at", "actor_id", "unit_id", "action", "object_type", "object_id", "details")


def record(session: Session, action: str, subject: Base, *, actor, now: datetime, unit_id: int | None = None, **details) -> None:
    """Note that `actor` (a User, or None for a person without an account) did `action` to `subject`.

    `action` is "<thing>.<verb>", e.g. "opinion.give"; `details` are ids, numbers and field names only.
    """
    pending = session.info.setdefault(_PENDING, [])
    pending.append((action, subject, getattr(actor, "id", None), unit_id, now, details))


def seal(session: Session) -> None:
    """Write what was noted in this transaction to the end of the chain; called once, just before the commit."""
    pending = session.info.pop(_PENDING, [])
    if session.info.pop(_CHANGED, False) and not pending:
        raise RuntimeError("a state change without a journal entry: call journal.record in the action")
    if not pending:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
    previous, rows = session.scalar(_LAST_HASH) or "", []
    for action, subject, actor_id, unit_id, now, details in pending:
        entry = {
            "at": now, "actor_id": actor_id, "unit_id": unit_id, "action": action, "object_type": subject.__tablename__,
            "object_id": subject.id, "details": details, "previous": previous,
        }
        previous = hash_of(**entry)
        rows.append(entry | {"hash": previous})
    session.execute(_APPEND, rows)


Hidden = Callable[[frozenset[int]], ColumnElement[bool]]
_HIDDEN: list[Hidden] = []


def hide(entries: Hidden) -> Hidden:
    """Declare entries that people of some units must not be shown: `entries(unit_ids)` is the condition that finds them."""
    _HIDDEN.append(entries)
    return entries


def shown_to(units: frozenset[int]) -> ColumnElement[bool]:
    """The entries that somebody who belongs to `units` may be shown."""
    return and_(True, *(not_(entries(units)) for entries in _HIDDEN)) if units else true()


def broken_at(session: Session) -> int | None:
    """The id of the first entry whose hash does not fit, or None when the whole chain holds."""
    previous = ""
    for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.id).execution_options(yield_per=1000)):
        if entry.previous != previous or entry.hash != hash_of(**{name: getattr(entry, name) for name in _COVERED}):
            return entry.id
        previous = entry.hash
    return None


def hash_of(**entry) -> str:
    """The hash of an entry: over its own values and the hash of the one before it."""
    values = [entry[name].isoformat() if name == "at" else entry[name] for name in _COVERED]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@event.listens_for(Session, "after_flush")
def _notice_changes(session: Session, _context) -> None:
    changed = [*session.new, *session.deleted, *session.dirty]
    if any(not isinstance(row, JournalEntry) for row in changed):
        session.info[_CHANGED] = True


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
    session.info.pop(_CHANGED, None)


SQLITE_GUARDS = [
    f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL_GUARDS = [
    "CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON journal "
    "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
]
for _dialect, _statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _statement in _statements:
        event.listen(JournalEntry.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))

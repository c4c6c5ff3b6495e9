"""The journal on either database: complete, chained, and closed to changes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.journal import JournalEntry
from portal.outbox import Message
from portal.transaction import write_transaction


def note(session, now, what="thing.note"):
    message = Message(kind="note", params={}, created_at=now)
    session.add(message)
    session.flush()
    journal.record(session, what, message, actor=None, now=now, fields=["kind"])


def test_every_act_is_one_entry_and_the_chain_holds(session, write):
    for what in ("thing.note", "thing.change"):
        with write() as now:
            note(session, now, what)
    assert session.scalars(select(JournalEntry.action).order_by(JournalEntry.id)).all() == ["thing.note", "thing.change"]
    assert journal.broken_at(session) is None


@pytest.mark.parametrize("statement", ["UPDATE journal SET action = 'nothing.happened'", "DELETE FROM journal"])
def test_an_entry_can_be_neither_changed_nor_removed(session, write, statement):
    with write() as now:
        note(session, now)
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))
    session.rollback()
    assert journal.broken_at(session) is None


def test_a_change_without_an_entry_is_not_stored(session, write):
    with pytest.raises(RuntimeError, match="journal"), write() as now:
        outbox.post(session, "note", now=now)
    assert session.scalars(select(Message)).all() == []


def test_a_failed_act_leaves_neither_change_nor_entry(session, write):
    with pytest.raises(ZeroDivisionError), write() as now:
        note(session, now)
        1 / 0  # noqa: B018
    assert session.scalars(select(Message)).all() == []
    assert session.scalars(select(JournalEntry)).all() == []


def test_many_writers_at_once_make_one_unbroken_chain(session, clock):
    engine = session.get_bind()

    def write_five(_):
        with Session(engine) as own:
            for _ in range(5):
                with write_transaction(own, clock) as now:
                    note(own, now)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write_five, range(6)))
    assert len(session.scalars(select(JournalEntry.id)).all()) == 30
    assert journal.broken_at(session) is None

"""The write transaction: one at a time and fair on SQLite, with the journal sealed before the commit."""

from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.db import EDITED_MEANWHILE
from portal.errors import EditedMeanwhile
from portal.journal import seal
from portal.ticketlock import fair_lock


@contextmanager
def _turn_to_write(session: Session):
    """On SQLite, wait for this process's and thread's turn; elsewhere the database does it."""
    engine = session.get_bind()
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    with fair_lock(Path(engine.url.database + ".turns")):
        yield


@contextmanager
def write_transaction(session: Session, clock):
    """One short write transaction: yields `now`, taken inside it; commits, or rolls everything back.

    What was read before is forgotten, so that decisions are made on what is true inside the transaction.
    Raises EditedMeanwhile when a Revised record was saved by somebody else in between, RuntimeError when rows changed
    and nothing was written to the journal.
    """
    session.rollback()
    with _turn_to_write(session):
        try:
            session.connection(execution_options={"writes": True})
            yield clock.now()
            session.flush()
            seal(session)
            session.commit()
        except StaleDataError as lost_update:
            session.rollback()
            raise EditedMeanwhile(EDITED_MEANWHILE) from lost_update
        except BaseException:
            session.rollback()
            raise

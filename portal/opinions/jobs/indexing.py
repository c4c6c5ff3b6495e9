"""Bringing the index of what opinions say up to date, in short turns between the people who are writing."""

from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs.schedule import periodic
from portal.opinions.actions.indexing import index_new_opinions
from portal.transaction import write_transaction

BATCH = 500


@periodic("opinions.index", minute="*")
def index(app: Flask) -> None:
    """Index what was received since the last time."""
    with app.app_context():
        done = BATCH
        while done == BATCH and not app.extensions["jobs"].stopping.is_set():
            with Session(db.engine) as session, write_transaction(session, app.extensions["clock"]):
                done = index_new_opinions(session, BATCH)

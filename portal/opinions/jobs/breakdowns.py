"""Counting how the public's words divide, every few minutes: reading takes its time, writing does not."""

from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs.schedule import periodic
from portal.opinions.actions.breakdowns import keep_breakdown
from portal.opinions.queries.breakdowns import divided, still_counting
from portal.transaction import write_transaction


@periodic("opinions.breakdowns", minute="*/5")
def count(app: Flask) -> None:
    """Count anew for every consultation under way, one after another."""
    least = app.extensions["settings"].small_group
    with app.app_context():
        with Session(db.engine) as session:
            under_way = still_counting(session)
        for consultation_id in under_way:
            if app.extensions["jobs"].stopping.is_set():
                return
            with Session(db.engine) as session:
                parts = divided(session, consultation_id, least)
            with Session(db.engine) as session, write_transaction(session, app.extensions["clock"]) as now:
                keep_breakdown(session, consultation_id, parts, now=now)

"""What the workers do for the jobs themselves."""

from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs.actions import forget_jobs
from portal.jobs.schedule import periodic
from portal.transaction import write_transaction


@periodic("jobs.forget", minute="50", hour="*/6")
def forget(app: Flask) -> None:
    """Delete what is over and nobody looks at any more."""
    days = app.extensions["settings"].job_retention_days
    with app.app_context(), Session(db.engine) as session, write_transaction(session, app.extensions["clock"]) as now:
        forget_jobs(session, days, now)

"""What the workers do for outreach: send, remind, forget contact data."""

from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs.schedule import periodic
from portal.outreach.reminders import remind_all
from portal.outreach.retention import forget_contacts
from portal.outreach.sending import send_waiting
from portal.transaction import write_transaction


@periodic("outbox.send", minute="*")
def send(app: Flask) -> None:
    """Send what waits in the outbox."""
    with app.app_context():
        send_waiting(db.engine, app.extensions["clock"], app.extensions["settings"], app.extensions["jobs"].stopping)


@periodic("reminders", minute="*/10")
def remind(app: Flask) -> None:
    """Remind people of what is due."""
    with app.app_context():
        remind_all(db.engine, app.extensions["clock"])


@periodic("contacts.forget", minute="20", hour="*/6")
def forget(app: Flask) -> None:
    """Delete contact data whose time is over."""
    days = app.extensions["settings"].contact_retention_days
    with app.app_context(), Session(db.engine) as session, write_transaction(session, app.extensions["clock"]) as now:
        forget_contacts(session, days, now)

"""Reminders: looked for again and again, each posted once.

A reminder is told apart by its key in the outbox, so that looking twice, on two workers, or after being killed half-way
posts nothing twice and forgets nothing. Several things for one person become one mail (see Text.is_bundled).
"""

import logging
from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy.orm import Session

from portal.clock import beijing
from portal.transaction import write_transaction
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar

Remind = Callable[[Session, datetime, Calendar], None]
OFFICE_HOURS = time(8, 30), time(18, 0)
_REMINDERS: dict[str, Remind] = {}
_log = logging.getLogger(__name__)


def reminder(name: str) -> Callable[[Remind], Remind]:
    """Declare what looks for something to remind of, in its concept's `jobs.py`:

        @reminder("complaints.due")
        def due(session, now, calendar) -> None: ...

    It posts with `outbox.post(…, user_id=…, key="complaint.due:12:5")`, one message for each thing and person. It is called in
    a write transaction, every few minutes in office hours. Raises ValueError for a name declared twice.
    """

    def declare(remind: Remind) -> Remind:
        if name in _REMINDERS:
            raise ValueError(f"two reminders are called {name}")
        _REMINDERS[name] = remind
        return remind

    return declare


def is_office_hour(now: datetime, known: Calendar) -> bool:
    """Whether people are at work: reminders wait for it (an internal setting)."""
    local = beijing(now)
    return known.is_workday(local.date()) and OFFICE_HOURS[0] <= local.time() < OFFICE_HOURS[1]


def remind_all(engine, clock) -> None:
    """Call every reminder, each in a transaction of its own; one that breaks does not stop the others."""
    with Session(engine) as session:
        known = calendar(session)
        if not is_office_hour(clock.now(), known):
            return
        for name, remind in _REMINDERS.items():
            try:
                with write_transaction(session, clock) as now:
                    remind(session, now, known)
            except Exception:
                _log.exception("the reminder %s broke", name)

"""Reminders that climb: handler, section, leader, office; each is due by an instant and stops once somebody has acted. Pure.

On the last working day the handler is reminded; once a limit has passed the section (审核人), two working days later the
leader, four working days later the office. These are internal settings.
"""

from datetime import datetime, timedelta

from portal.clock import beijing_date
from portal.workdays.rules import Calendar, last_workday, working_days_between

LEVELS = ("handler", "section", "leader", "office")
LEADER_AFTER, OFFICE_AFTER = 2, 4  # working days after the last one
PHASE = {"received": "dispatch", "objected": "dispatch", "dispatched": "accept", "accepted": "handle", "in_hand": "handle",
         "closure_requested": "verify"}
FIRST = {"dispatch": "office", "verify": "section"}  # who acts in that phase; elsewhere the handler


def phase_of(state: str) -> str | None:
    """What somebody must do now, or None: acted upon, or the clock stands still."""
    return PHASE.get(state)


def levels_due(phase: str, limit: datetime, now: datetime, calendar: Calendar) -> list[str]:
    """Who must have been reminded by `now` of something due before the exclusive instant `limit`, the lowest first."""
    today, last = beijing_date(now), beijing_date(limit - timedelta(microseconds=1))
    if today < last_workday(last, calendar):
        return []
    beyond = working_days_between(last, today, calendar) if today > last else 0
    reached = [True, now >= limit, beyond >= LEADER_AFTER, beyond >= OFFICE_AFTER]
    climbed = [level for level, is_reached in zip(LEVELS, reached, strict=True) if is_reached]
    first = FIRST.get(phase, "handler")
    return climbed if first == "handler" else list(dict.fromkeys([first, *climbed[1:]]))

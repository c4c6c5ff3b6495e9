"""Limits in working days, internal settings: when a complaint must be signed for, and when it must be done. Pure.

The clock stands still while the complainant is asked for more (等待补充); an extension adds days with a reason.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from portal.clock import beijing_date
from portal.errors import N_, InvalidInput
from portal.workdays.rules import Calendar, Closing, closing, working_days_between

DATA = Path(__file__).parent / "limits.toml"
RUNNING = ("received", "dispatched", "objected", "accepted", "in_hand", "closure_requested")
UNSIGNED = ("received", "dispatched", "objected")


@dataclass(frozen=True)
class Limit:
    """Working days: to sign for it, to finish it, and the most an extension may add in all."""

    accept: int
    handle: int
    extension: int


@cache
def default_limits() -> dict[str, Limit]:
    """The limits every installation begins with, by category."""
    entries = tomllib.loads(DATA.read_text(encoding="utf-8"))["limits"]
    return {category: Limit(**entry) for category, entry in entries.items()}


def stopped(steps: Iterable[tuple[str, datetime]], now: datetime) -> list[tuple[datetime, datetime]]:
    """When the clock stood still, from (state, instant) of every step in order; a stop that lasts ends `now`."""
    spans, since = [], None
    for state, at in steps:
        if state == "waiting" and since is None:
            since = at
        elif state != "waiting" and since is not None:
            spans.append((since, at))
            since = None
    return spans if since is None else [*spans, (since, now)]


def due(start: datetime, days: int, pauses: Iterable[tuple[datetime, datetime]], calendar: Calendar) -> Closing:
    """When a limit of `days` working days that runs from `start` ends; the working days of a pause are free."""
    free = sum(working_days_between(beijing_date(first), beijing_date(last), calendar) for first, last in pauses if last > start)
    return closing(start, days + free, "working_day", calendar)


def check_extension(days: int, *, already: int, limit: Limit) -> None:
    """Refuse an extension of no days, or beyond what the setting allows in all."""
    if days < 1 or already + days > limit.extension:
        raise InvalidInput(N_("这类投诉累计最多延长 %(most)s 个工作日（内部设定），已经延长 %(already)s 个。"), field="days",
                           most=limit.extension, already=already)


def lateness(state: str, *, accept_by: datetime, due_at: datetime, now: datetime) -> str | None:
    """What is overdue now: "accept" (not signed for), "handle" (not done), or None; nothing while the clock stands still."""
    if state in RUNNING and now >= due_at:
        return "handle"
    return "accept" if state in UNSIGNED and now >= accept_by else None

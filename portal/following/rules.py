"""Rules of following: how often one is told, what may be followed by whom, and when a message may go out. Pure."""

import re
from datetime import date, datetime, timedelta

from portal.accounts.rules import is_email
from portal.clock import beijing
from portal.errors import N_, InvalidInput
from portal.text import clean, folded

KINDS = ("proposal", "street", "complaint", "circle")
PACES = ("at_once", "daily", "weekly")
RADII = (300, 500, 1000, 2000)  # metres
TOLD_FROM, TOLD_UNTIL = 8, 20  # hours in Beijing: nobody's telephone rings at night (internal setting)
SOON = timedelta(days=2)  # how long before a closing one is reminded of it
CONFIRM_WITHIN = timedelta(days=3)
SETTLED = timedelta(minutes=2)  # what was written a moment ago may not be visible to everybody yet
ASKED_AGAIN_AFTER = timedelta(minutes=10)
MOST_WAITING = 5  # follows of one address that nobody has confirmed yet
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


def checked_address(typed: str) -> str:
    """The e-mail address or mobile number somebody typed, written in one way. Raises InvalidInput."""
    text = folded(clean(typed or ""))
    if "@" in text:
        name, _, domain = text.rpartition("@")
        address = f"{name}@{domain.lower()}"
        if is_email(address):
            return address
        raise InvalidInput(N_("这个电子邮箱写得不完整，应当像 name@example.com 这样。"), field="address")
    found = _MOBILE.fullmatch(re.sub(r"[\s\-]", "", text))
    if not found:
        raise InvalidInput(N_("请填电子邮箱，或者11位的手机号码。"), field="address")
    return found[1]


def may_ask(asked_at: datetime | None, waiting: int, now: datetime) -> bool:
    """Whether an address may be sent one more question: strangers must not be able to fill somebody's letter box.

    `asked_at`: when the same was asked last, `waiting`: how many questions of this address have no answer yet.
    """
    if asked_at is not None:
        return now - asked_at >= ASKED_AGAIN_AFTER
    return waiting < MOST_WAITING


def is_time(pace: str, looked_at: datetime, now: datetime) -> bool:
    """Whether those who chose `pace` are told now, by day: at once, once a day, or once a week from Monday on.

    `looked_at`: when it was last looked for something to tell them.
    """
    here = beijing(now)
    if not TOLD_FROM <= here.hour < TOLD_UNTIL:
        return False
    last, today = beijing(looked_at).date(), here.date()
    return {"at_once": True, "daily": last < today, "weekly": _monday(last) < _monday(today)}[pace]


def reminded_at(opened_at: datetime, closes_at: datetime) -> datetime | None:
    """When the followers of a round are reminded of its closing; None when that would be as soon as it opens."""
    at = closes_at - SOON
    return at if at > opened_at else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""Rules of sending: when to try again, how an address is shown, what a server's words may keep."""

import re
from datetime import datetime, timedelta

from portal.accounts.rules import is_email

BACKOFF = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440, 1440))
SILENT_AFTER = timedelta(minutes=10)
LONGEST_REPLY = 300
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_DIGITS = re.compile(r"\d{5,}")


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When a message is tried again after so many attempts; None: no more, somebody must look."""
    return now + BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


def wrong(address: str) -> str:
    """ "refused" for what no mail server can take as an address, else ""."""
    return "" if is_email(address) else "refused"


def masked(address: str | None) -> str:
    """An address as staff may see it in a list: enough to recognise, not to use."""
    if not address:
        return ""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    return f"{address[:3]}****{address[-2:]}" if len(address) > 6 else "****"


def told(reply: str) -> str:
    """What a mail server said, without the addresses and long numbers in it."""
    return _DIGITS.sub("…", _ADDRESS.sub("…", reply))[:LONGEST_REPLY]

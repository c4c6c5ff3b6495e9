"""The limits that hold now: the office's own, or the internal defaults."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.complaints.models import ComplaintLimit
from portal.complaints.rules.limits import Limit, default_limits


def limits(session: Session) -> dict[str, Limit]:
    """The limits by category."""
    rows = session.scalars(select(ComplaintLimit))
    return default_limits() | {row.category: Limit(row.accept, row.handle, row.extension) for row in rows}

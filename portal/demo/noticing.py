"""The notices of the demo district: each looked at since it went up, and one that could not be read one night."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.clock import beijing_date, beijing_midnight
from portal.consultations.models import Round
from portal.notices.actions import propose_time
from portal.notices.models import Sighting
from portal.notices.queries import Watched, notices_up
from portal.notices.rules import EVERY
from portal.notices.watching import fingerprint

LIMIT = 120  # minutes
GONE = timedelta(hours=-22), timedelta(hours=-18)  # from the midnight before: yesterday from two to six


def look_at_notices(session: Session, now: datetime) -> None:
    """Every notice was found since it went up; of those up for two days, the first to close was gone for a night."""
    rounds = {each: session.get_one(Round, each.round_id) for each in notices_up(session, now)}
    old = [each for each, heard in rounds.items() if now - heard.opened_at > timedelta(days=2)]
    gone = min(old, key=lambda each: rounds[each].closes_at, default=None)
    for notice, heard in rounds.items():
        opened = heard.opened_at
        if notice is gone:
            start, end = (beijing_midnight(beijing_date(now)) + each for each in GONE)
            _found(session, notice, "served", opened, start - EVERY)
            _found(session, notice, "unreachable", start, end - EVERY)
            _found(session, notice, "served", end, now)
            propose_time(session, notice.round_id, LIMIT, now=now)
        else:
            _found(session, notice, "served", opened, now)


def _found(session: Session, notice: Watched, outcome: str, first_at: datetime, last_at: datetime) -> None:
    """The page and every attachment were found alike from one check to another."""
    is_up = outcome == "served"
    for attachment_id, sha256 in [(None, fingerprint(notice.words)), *((key, sha) for key, _, sha in notice.attachments)]:
        session.add(Sighting(round_id=notice.round_id, version_id=notice.version_id, attachment_id=attachment_id, outcome=outcome,
                             status=200 if is_up else None, sha256=sha256 if is_up else "", first_at=first_at, last_at=last_at,
                             checks=(last_at - first_at) // EVERY + 1))
    session.flush()

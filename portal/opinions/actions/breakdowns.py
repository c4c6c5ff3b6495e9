"""Keeping what the public may read of how its words divide."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.db import insert_if_new
from portal.opinions.models import Breakdown
from portal.opinions.queries.breakdowns import divided, still_counting


def keep_breakdown(session: Session, consultation_id: int, parts: dict, *, now: datetime) -> None:
    """Keep what was counted anew at `now`; where nothing has changed, the time stays that of the first count."""
    counted = {"counted_at": now, "parts": parts}
    if insert_if_new(session, Breakdown, consultation_id=consultation_id, **counted) is not None:
        return
    mine = Breakdown.consultation_id == consultation_id
    if session.scalar(select(Breakdown.parts).where(mine)) != parts:
        session.execute(update(Breakdown).where(mine).values(**counted))


def count_all(session: Session, *, least: int, now: datetime) -> None:
    """Count anew for every consultation under way."""
    for consultation_id in still_counting(session):
        keep_breakdown(session, consultation_id, divided(session, consultation_id, least), now=now)

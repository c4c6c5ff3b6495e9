"""Which opinions nobody on the desk has had before them yet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.opinions.models import Reading


def unread(session: Session, opinion_ids: Sequence[int]) -> list[int]:
    """Those of these opinions that no member of staff has opened."""
    read = set(session.scalars(select(Reading.opinion_id).where(Reading.opinion_id.in_(opinion_ids))))
    return [each for each in dict.fromkeys(opinion_ids) if each not in read]

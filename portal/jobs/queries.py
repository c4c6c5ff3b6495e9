"""Looking jobs up; who may see what a job left."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.files.visibility import register
from portal.jobs.models import UNDER_WAY, Job

register(Job, "job.follow")
PAGE = 30


def jobs_of(session: Session, user_id: int, *, and_nobodys: bool = False, before: int | None = None,
            limit: int = PAGE) -> list[Job]:
    """The jobs somebody asked for, with those nobody asked for if wanted, newest first, from the one after `before` on."""
    whose = or_(Job.owner_id == user_id, and_nobodys and Job.owner_id.is_(None))
    query = select(Job).where(whose).order_by(Job.id.desc()).limit(limit)
    return list(session.scalars(query if before is None else query.where(Job.id < before)))


def under_way(session: Session, key: str) -> Job | None:
    """The job with that key that waits or runs, or None."""
    return session.scalar(select(Job).where(Job.key == key, Job.state.in_(UNDER_WAY)))


def latest(session: Session, key: str) -> Job | None:
    """The newest job with that key, whatever became of it, or None."""
    return session.scalar(select(Job).where(Job.key == key).order_by(Job.id.desc()).limit(1))

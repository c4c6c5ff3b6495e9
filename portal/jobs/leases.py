"""Who runs which job: every step is one conditional UPDATE, so that two workers never both have it."""

from datetime import datetime, timedelta

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from portal.errors import N_
from portal.jobs.models import Job

MOST_ATTEMPTS = 2
HANDED_AGAIN_AFTER = timedelta(minutes=2)
INTERRUPTED_TWICE = N_("这项工作两次被中断（服务器重启或者资源不足），没有留下任何改动。可以重做；再不行请联系系统管理员。")


def claim(session: Session, job_id: int, lease: str, now: datetime) -> Job | None:
    """Take a waiting job for the worker `lease`; None when somebody else has it or it is over."""
    taken = update(Job).where(Job.id == job_id, Job.state == "queued").values(
        state="running", lease=lease, attempts=Job.attempts + 1, started_at=now, beat_at=now, done=0, total=0)
    return session.get_one(Job, job_id, populate_existing=True) if session.execute(taken).rowcount else None


def change(session: Session, job_id: int, held_by: str, **values) -> bool:
    """Change a running job, if the worker `held_by` still has it."""
    return bool(session.execute(_held(job_id, held_by).values(**values)).rowcount)


def release(session: Session, job_id: int, lease: str, now: datetime) -> None:
    """Give a job back untouched, as if it had never been taken."""
    values = {"state": "queued", "lease": None, "attempts": Job.attempts - 1, "done": 0, "total": 0, "handed_at": now}
    session.execute(_held(job_id, lease).values(**values))


def sweep(session: Session, now: datetime, lost_after: timedelta) -> list[int]:
    """Find what got lost, and give the numbers of the jobs to be handed to the queue again.

    A job whose worker has not been heard of for `lost_after` runs again once, then counts as failed, or as cancelled when
    somebody asked for that; one that waits but never reached a worker is handed over again.
    """
    lost = Job.state == "running", Job.beat_at < now - lost_after
    over = {"lease": None, "finished_at": now}
    session.execute(update(Job).where(*lost, Job.cancel_asked_at.is_not(None)).values(state="cancelled", **over))
    failed = {"state": "failed", "error": {"sentence": INTERRUPTED_TWICE, "params": {}}, **over}
    session.execute(update(Job).where(*lost, Job.attempts >= MOST_ATTEMPTS).values(**failed))
    session.execute(update(Job).where(*lost).values(state="queued", lease=None, handed_at=now - HANDED_AGAIN_AFTER))
    waiting = Job.state == "queued", Job.handed_at <= now - HANDED_AGAIN_AFTER
    ids = list(session.scalars(select(Job.id).where(*waiting).order_by(Job.id)))
    session.execute(update(Job).where(Job.id.in_(ids)).values(handed_at=now))
    return ids


def _held(job_id: int, lease: str) -> Update:
    return update(Job).where(Job.id == job_id, Job.state == "running", Job.lease == lease)

"""Asking for work, taking it back, asking again."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.db import insert_if_new
from portal.errors import N_, Refusal
from portal.jobs.models import UNDER_WAY, Job

COMMITTED = "jobs.to_hand_over"
MOST_FORGOTTEN = 500


def enqueue(session: Session, kind: str, *, owner: User | None = None, unit_id: int | None = None, key: str | None = None,
            now: datetime, **params) -> Job:
    """Ask for a job of a registered `kind`, in the caller's transaction: it runs once that has been committed, or never.

    With a `key`, a job with the same key that still waits or runs is given back instead. `params` are plain JSON values:
    ids and words, never personal data.
    """
    values = {"kind": kind, "params": params, "owner_id": getattr(owner, "id", None), "unit_id": unit_id, "key": key}
    while (job_id := insert_if_new(session, Job, **values, created_at=now, handed_at=now)) is None:
        if under_way := session.scalar(_with_key(key)):  # None: it ended this very moment
            return under_way
    job = session.get_one(Job, job_id)
    journal.record(session, "job.enqueue", job, actor=owner, now=now, unit_id=unit_id, kind=kind)
    _hand_over_later(session, job)
    return job


def cancel(session: Session, job: Job, *, actor: User, now: datetime) -> None:
    """Take a job back: at once when it still waits; when it runs, its worker stops at the next step.

    Raises Refusal when it is over.
    """
    if not job.is_under_way:
        raise Refusal(N_("这项工作已经结束，不能再取消。"))
    job.cancel_asked_at = now
    if job.state == "queued":
        job.state, job.finished_at = "cancelled", now
    journal.record(session, "job.cancel", job, actor=actor, now=now, unit_id=job.unit_id)


def retry(session: Session, job: Job, *, actor: User, now: datetime) -> None:
    """Run a failed or cancelled job again from its beginning. Raises Refusal when it did neither, or another one has its key."""
    if job.state not in ("failed", "cancelled"):
        raise Refusal(N_("只有没有办成或者已经取消的工作可以重做。"))
    if job.key and session.scalar(_with_key(job.key)):
        raise Refusal(N_("同样的工作正在进行，请等它结束。"))
    job.state, job.finished_at, job.cancel_asked_at, job.error = "queued", None, None, None
    job.attempts, job.done, job.total, job.handed_at = 0, 0, 0, now
    journal.record(session, "job.retry", job, actor=actor, now=now, unit_id=job.unit_id)
    _hand_over_later(session, job)


def forget_jobs(session: Session, days: int, now: datetime) -> int:
    """Delete the jobs that have been over for so many days, at most MOST_FORGOTTEN at once; gives how many.

    What a job made stays where it belongs; the journal keeps who asked for the job and when.
    """
    over = select(Job).where(Job.finished_at < now - timedelta(days=days)).order_by(Job.id).limit(MOST_FORGOTTEN)
    old = session.scalars(over).all()
    for job in old:
        session.delete(job)
    if old:
        journal.record(session, "job.forget", old[-1], actor=None, now=now, count=len(old))
    return len(old)


def to_hand_over(session: Session) -> list[int]:
    """The jobs this session has asked for since it was last asked; call it after the commit."""
    return session.info.pop(COMMITTED, [])


def _with_key(key: str):
    return select(Job).where(Job.key == key, Job.state.in_(UNDER_WAY))


def _hand_over_later(session: Session, job: Job) -> None:
    session.info.setdefault(COMMITTED, []).append(job.id)

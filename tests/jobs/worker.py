"""A worker for tests: does what waits, at once and in this thread."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.jobs.models import Job
from portal.jobs.runner import run

_WAITING = select(Job.id).where(Job.state == "queued").order_by(Job.id).limit(1)


def run_all(app) -> list[Job]:
    """Run every job that waits, and those they ask for, in their order; gives them as they ended."""
    done = []
    with app.app_context(), Session(db.engine) as session:
        while (job_id := session.scalar(_WAITING)) is not None:
            session.rollback()
            run(app, job_id)
            done.append(job_id)
        jobs = [session.get_one(Job, job_id) for job_id in done]
        session.expunge_all()
    return jobs

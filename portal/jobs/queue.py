"""The queue between pages and workers: huey on an SQLite file, PostgreSQL or Redis.

It carries numbers of jobs only. What it loses, the sweep hands over again from the rows.
"""

import logging
from functools import cached_property
from threading import Event

from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from sqlalchemy.orm import Session

from portal.config import Settings
from portal.jobs.actions import to_hand_over
from portal.jobs.runner import run

NAME = "portal"
_log = logging.getLogger(__name__)


def connect(settings: Settings) -> Huey:
    """The queue that `jobs_url` names: postgresql://…, redis://…, or empty for an SQLite file in the data folder.

    Raises ValueError for another address.
    """
    url = settings.jobs_url.replace("postgresql+psycopg://", "postgresql://", 1)
    if not url:
        return SqliteHuey(NAME, filename=str(settings.data_dir / "jobs.sqlite"), results=False, fsync=False)
    if url.startswith("postgresql://"):
        return PostgresHuey(NAME, dsn=url, results=False, table_prefix="jobs_queue")
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisHuey(NAME, url=url, results=False)
    raise ValueError(f"PORTAL_JOBS_URL must begin with postgresql:// or redis://, not {url.partition(':')[0]}:")


class Queue:
    """Hands jobs to the workers. `stopping` is set in a worker that must stop."""

    def __init__(self, app: Flask):
        self._app = app
        self.stopping = Event()

    @cached_property
    def huey(self) -> Huey:
        """The connection, made when it is first needed."""
        huey = connect(self._app.extensions["settings"])
        self._run = huey.task(name="job")(self._execute)
        return huey

    def hand_over(self, session: Session) -> None:
        """Give the workers the jobs that `session` has committed."""
        for job_id in to_hand_over(session):
            self.put(job_id)

    def put(self, job_id: int) -> None:
        """Give one job to the workers; when that fails the sweep does it later."""
        try:
            self.huey.enqueue(self._run.s(job_id))
        except Exception:
            _log.warning("job %s could not be handed over and waits for the sweep", job_id, exc_info=True)

    def _execute(self, job_id: int) -> None:
        run(self._app, job_id, self.stopping)

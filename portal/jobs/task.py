"""What a job's function holds in its hands."""

from contextlib import contextmanager
from threading import Event

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.jobs import leases
from portal.jobs.models import Job
from portal.transaction import write_transaction


class Cancelled(Exception):
    """Somebody took the job back."""


class Stopping(Exception):
    """The worker is asked to stop: the job waits for the next one."""


class Lost(Exception):
    """Another worker has taken this job over: nothing of this run counts."""


class Task:
    """A job being run: its `params`, a database `session` of its own, `storage`, `settings`, `clock`, and how far it is.

    All it changes belongs in one `with task.write() as now:`, which also marks the job done: a worker killed at any moment
    has done all of it or nothing, and a second run never does it twice. Slow reading and computing come before.
    """

    def __init__(self, job: Job, lease: str, session: Session, *, storage, settings, clock, stopping: Event):
        self.id, self.kind, self.params = job.id, job.kind, job.params
        self.owner_id, self.unit_id = job.owner_id, job.unit_id
        self.session, self.storage, self.settings, self.clock = session, storage, settings, clock
        self.result: dict | None = None
        self.is_done = False
        self._lease, self._stopping = lease, stopping
        self._is_writing, self._shown = False, None

    def progress(self, done: int, total: int = 0) -> None:
        """Show how far the job is, out of `total` (0: nobody knows); call it as often as you like: whole percents are stored.

        Raises Cancelled when somebody took the job back, Stopping when the worker must stop, Lost when another worker has the
        job: let them pass. Inside write() on SQLite nothing is stored, because there is one writer at a time.
        """
        shown = (done * 100 // total if total else done, total)
        if shown == self._shown:
            return
        self._shown = shown
        if self._stopping.is_set():
            raise Stopping
        with Session(self.session.get_bind()) as aside:
            self._check(aside)
            if not (self._is_writing and aside.get_bind().dialect.name == "sqlite"):
                self.change(aside, done=done, total=total)

    @contextmanager
    def write(self):
        """The one write transaction of this job: yields `now`; when the block ends well, the job is done with what
        `finish` was given, in the same commit."""
        with self.batch() as now:
            yield now
            self._keep(state="done", lease=None, result=self.result, finished_at=now)
        self.is_done = True

    @contextmanager
    def batch(self):
        """A write transaction in between, for work without end: what it did stays done when the job is killed later, so the
        next run must see by itself where this one stood."""
        with write_transaction(self.session, self.clock) as now:
            self._check(self.session)
            self._is_writing = True
            try:
                yield now
            finally:
                self._is_writing = False

    def finish(self, result: dict) -> None:
        """Say what waits for the person: {"address": "/desk/…"} to open, {"file": attachment id, "name": …} to download,
        {"sentence": N_("…"), "params": {…}} to read. Call it inside write()."""
        self.result = result

    def change(self, session: Session, **values) -> None:
        """Store values of the job's own row in a short transaction of `session`. Raises Lost when the job is somebody else's."""
        with write_transaction(session, self.clock) as now:
            if not leases.change(session, self.id, self._lease, beat_at=now, **values):
                raise Lost

    def end(self, state: str, **values) -> None:
        """The job is over without write(): failed, cancelled, or done with nothing to store."""
        with write_transaction(self.session, self.clock) as now:
            self._keep(state=state, lease=None, finished_at=now, **values)

    def give_back(self) -> None:
        """Let the next worker begin it anew."""
        with write_transaction(self.session, self.clock) as now:
            leases.release(self.session, self.id, self._lease, now)

    def _keep(self, **values) -> None:
        if not leases.change(self.session, self.id, self._lease, **values):
            raise Lost

    def _check(self, session: Session) -> None:
        found = session.execute(select(Job.lease, Job.cancel_asked_at).where(Job.id == self.id)).one()
        if found.lease != self._lease:
            raise Lost
        if found.cancel_asked_at:
            raise Cancelled

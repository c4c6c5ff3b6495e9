"""Running one job from its claim to its end."""

import logging
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from portal.errors import N_, Refusal
from portal.extensions import db
from portal.jobs import leases
from portal.jobs.registry import work_of
from portal.jobs.task import Cancelled, Lost, Stopping, Task
from portal.transaction import write_transaction

BROKEN = {"sentence": N_("系统出了差错，没有留下任何改动。可以重做；如果一直这样，请联系系统管理员。"), "params": {}}
BEATS_PER_LEASE = 4
_log = logging.getLogger(__name__)


def run(app: Flask, job_id: int, stopping: Event | None = None) -> None:
    """Run the job with that number, unless it is over or somebody else has it. `stopping` is set when the worker must stop."""
    lease, clock = uuid4().hex, app.extensions["clock"]
    with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        with write_transaction(session, clock) as now:
            job = leases.claim(session, job_id, lease, now)
        if job is None:
            return
        task = Task(job, lease, session, storage=app.extensions["storage"], settings=app.extensions["settings"], clock=clock,
                    stopping=stopping or Event())
        with _beating(task):
            _carry_out(task)
        app.extensions["jobs"].hand_over(session)


def _carry_out(task: Task) -> None:
    """Do the work and note how it ended."""
    try:
        _close(task, work_of(task.kind)(task))
    except Lost:
        _log.warning("job %s was taken over by another worker", task.id)
    except Stopping:
        task.give_back()
    except Cancelled:
        task.end("cancelled")
    except Refusal as refusal:
        task.end("failed", error=_told(refusal))
    except Exception:
        _log.exception("job %s (%s) broke", task.id, task.kind)
        task.end("failed", error=BROKEN)


def _close(task: Task, returned: dict | None) -> None:
    if not task.is_done:
        task.end("done", result=returned or task.result)


def _told(refusal: Refusal) -> dict:
    """A refusal as plain values."""
    params = {name: value if isinstance(value, int | float | str) else list(value) if isinstance(value, tuple) else _words(value)
              for name, value in refusal.params.items()}
    return {"sentence": refusal.sentence, "params": params}


def _words(value) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


@contextmanager
def _beating(task: Task):
    """Show every few seconds that the worker lives, while the block runs."""
    over, every = Event(), task.settings.jobs_lease_seconds / BEATS_PER_LEASE
    thread = Thread(target=_beat, args=(task, db.engine, over, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(task: Task, engine, over: Event, every: float) -> None:
    while not over.wait(every):
        try:
            with Session(engine) as session:
                task.change(session)
        except Lost:
            return
        except Exception:
            _log.exception("job %s could not show that it lives", task.id)

"""Real worker processes: killed in the middle, stopped in the middle, fed by a real queue."""

import signal
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.accounts.models import Unit
from portal.clock import SystemClock
from portal.jobs.actions import enqueue
from portal.jobs.models import Job
from portal.jobs.queue import connect
from tests.builders import a_unit
from tests.jobs.processes import says, stop, worker
from tests.settings import settings_in


@pytest.fixture
def clock():
    """Workers read the machine's clock, so the app does here: what is asked for now waits for the queue, not for the sweep."""
    return SystemClock()


@pytest.fixture
def asked(app, session, write):
    """`asked("test.halfway")` — a job somebody has asked for, handed to the queue."""

    def of(kind):
        with write() as now:
            a_unit(session, now)
            job = enqueue(session, kind, now=now)
        app.extensions["jobs"].hand_over(session)
        return job

    return of


def seen(session, job) -> tuple[str, int, str]:
    """The job's state, its attempts, and the name it was to change."""
    session.rollback()
    found = session.get_one(Job, job.id, populate_existing=True)
    return found.state, found.attempts, session.get_one(Unit, 1, populate_existing=True).section


def minutes_later(session, write, job) -> None:
    """Let time pass for the killed worker's job."""
    with write() as now:
        session.execute(update(Job).where(Job.id == job.id).values(beat_at=now - timedelta(minutes=5)))


def test_a_job_killed_halfway_leaves_nothing_and_runs_again_once(settings, session, write, asked):
    job = asked("test.halfway")
    with worker(settings) as first:
        says(first, "halfway")
        first.kill()
        first.wait()
        assert seen(session, job) == ("running", 1, "")
    minutes_later(session, write, job)
    with worker(settings) as second:
        says(second, "halfway")
        print("go", file=second.stdin, flush=True)
        says(second, "stored")
        assert seen(session, job) == ("done", 2, "甲")
        assert stop(second, signal.SIGINT) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_worker_gives_its_job_back(settings, session, asked, how):
    job = asked("test.endless")
    with worker(settings) as process:
        says(process, "running")
        assert stop(process, how) == 0
    assert seen(session, job) == ("queued", 0, "")


def test_the_queue_may_live_in_postgresql(app, settings, session, asked):
    """On SQLite, this is the file every installation begins with."""
    settings.jobs_url = app.extensions["settings"].jobs_url = settings.database_url
    job = asked("test.halfway")
    with worker(settings) as process:
        says(process, "halfway")
        print("go", file=process.stdin, flush=True)
        says(process, "stored")
    assert seen(session, job)[0] == "done"


def test_an_unknown_kind_of_queue_is_refused_in_words(tmp_path):
    with pytest.raises(ValueError, match="PORTAL_JOBS_URL must begin with"):
        connect(settings_in(tmp_path, jobs_url="mysql://queue"))


def test_a_queue_that_cannot_be_reached_costs_nothing(app, settings, session, asked, caplog):
    (settings.data_dir / "jobs.sqlite").mkdir()
    job = asked("test.halfway")
    assert seen(session, job)[0] == "queued"
    assert "waits for the sweep" in caplog.text

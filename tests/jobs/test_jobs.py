"""A job's life: asked for in a transaction, run once, shown, taken back, asked for again."""

from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Unit
from portal.errors import Refusal
from portal.extensions import db
from portal.jobs import leases
from portal.jobs.actions import cancel, enqueue, forget_jobs, retry, to_hand_over
from portal.jobs.models import Job
from portal.jobs.registry import _KINDS
from portal.jobs.runner import BROKEN, run
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.jobs import kinds
from tests.jobs.worker import run_all

LOST_AFTER = timedelta(seconds=60)


@pytest.fixture
def asked(session, write):
    """`asked("test.count", to=3)` — a job somebody has asked for."""

    def of(kind, **params):
        with write() as now:
            return enqueue(session, kind, owner=a_user(session, now, Role.HANDLER, a_unit(session, now)), now=now, **params)

    return of


@pytest.fixture
def renaming(asked):
    """A job that renames a unit."""
    return asked("test.rename", unit=1)


def again(session, job) -> Job:
    session.rollback()
    return session.get_one(Job, job.id, populate_existing=True)


def section(session) -> str:
    session.rollback()
    return session.get_one(Unit, 1, populate_existing=True).section


def test_a_job_changes_things_once_and_leaves_its_result(app, session, renaming):
    run_all(app)
    job = again(session, renaming)
    assert (job.state, job.attempts, job.result["address"]) == ("done", 1, f"/desk/units/{job.params['unit']}")
    assert section(session) == "甲"
    run(app, job.id)
    assert section(session) == "甲"


def test_what_was_rolled_back_was_never_asked_for(app, session, write):
    with pytest.raises(ZeroDivisionError), write() as now:
        enqueue(session, "test.count", now=now, to=1)
        raise ZeroDivisionError
    assert run_all(app) == []


def test_only_one_job_with_a_key_is_under_way(app, session, write):
    with write() as now:
        first = enqueue(session, "test.count", key="count", now=now, to=1)
        assert enqueue(session, "test.count", key="count", now=now, to=2) is first
    run_all(app)
    with write() as now:
        assert enqueue(session, "test.count", key="count", now=now, to=3).id != first.id


def test_the_database_holds_that_too(session, write):
    with write() as now:
        enqueue(session, "test.count", key="count", now=now)
    with pytest.raises(IntegrityError), write() as now:
        session.add(Job(kind="test.count", key="count", created_at=now, handed_at=now))
        session.flush()


@pytest.mark.parametrize(("kind", "error"), [
    ("test.refused", {"sentence": "第%(row)s行没有日期。", "params": {"row": 3}}),
    ("test.broken", BROKEN),
    ("test.nobody_knows_it", BROKEN),
])
def test_a_job_that_fails_says_why_and_leaves_nothing(app, session, asked, kind, error):
    job = asked(kind)
    run_all(app)
    job = again(session, job)
    assert (job.state, job.error) == ("failed", error)
    assert section(session) == ""


def test_a_failed_job_can_be_run_again(app, session, write, asked):
    job = asked("test.refused")
    run_all(app)
    with write() as now:
        retry(session, again(session, job), actor=None, now=now)
    assert to_hand_over(session)[-1] == job.id
    assert [each.attempts for each in run_all(app)] == [1]


def test_what_went_well_is_not_run_again(app, session, write, asked):
    job = asked("test.count", to=1)
    run_all(app)
    with pytest.raises(Refusal, match="没有办成"), write() as now:
        retry(session, again(session, job), actor=None, now=now)


def test_a_waiting_job_is_cancelled_at_once(app, session, write, renaming):
    with write() as now:
        cancel(session, renaming, actor=None, now=now)
    assert run_all(app) == []
    assert again(session, renaming).state == "cancelled"


def test_a_running_job_is_cancelled_at_its_next_step(app, session, write, renaming, monkeypatch):
    def while_running(task, *_):
        with write() as now:
            cancel(session, again(session, renaming), actor=None, now=now)
        return step(task, *_)

    step = kinds.rename
    monkeypatch.setitem(_KINDS, "test.rename", while_running)
    run_all(app)
    assert again(session, renaming).state == "cancelled"
    assert section(session) == ""


def test_a_job_that_is_over_cannot_be_cancelled(app, session, write, asked):
    job = asked("test.count", to=1)
    run_all(app)
    with pytest.raises(Refusal, match="已经结束"), write() as now:
        cancel(session, again(session, job), actor=None, now=now)


def test_progress_is_seen_while_the_job_runs_and_stored_once_for_each_percent(app, session, asked, monkeypatch):
    job, seen, stored = asked("test.watched"), [], []

    def watched(task):
        for number in range(1001):
            task.progress(number, 1000)
            if number % 500 == 0:
                seen.append((again(session, job).done, again(session, job).total))

    monkeypatch.setitem(_KINDS, "test.watched", watched)
    change = leases.change
    monkeypatch.setattr(leases, "change", lambda *args, **values: stored.append(values) or change(*args, **values))
    run_all(app)
    assert seen == [(0, 1000), (500, 1000), (1000, 1000)]
    assert sum("done" in values for values in stored) == 101


def test_a_stopping_worker_gives_the_job_back(app, session, renaming):
    stopping = Event()
    stopping.set()
    run(app, renaming.id, stopping)
    job = again(session, renaming)
    assert (job.state, job.attempts, section(session)) == ("queued", 0, "")
    assert [each.state for each in run_all(app)] == ["done"]


def killed(session, write, job, times=1):
    """Leave a job as a worker leaves it that is killed while it runs."""
    with write() as now:
        for number in range(times):
            assert leases.claim(session, job.id, f"dead{number}", now)
            if number < times - 1:
                leases.change(session, job.id, f"dead{number}", state="queued", lease=None)


def sweep(session, write) -> list[int]:
    with write() as now:
        return leases.sweep(session, now, LOST_AFTER)


def test_a_job_of_a_killed_worker_runs_again_once(app, session, write, clock, renaming):
    killed(session, write, renaming)
    assert sweep(session, write) == []
    clock.advance(timedelta(seconds=61))
    assert sweep(session, write) == [renaming.id]
    assert [(each.state, each.attempts) for each in run_all(app)] == [("done", 2)]
    assert section(session) == "甲"


def test_a_job_interrupted_twice_says_so(app, session, write, clock, renaming):
    killed(session, write, renaming, times=2)
    clock.advance(timedelta(seconds=61))
    assert sweep(session, write) == []
    job = again(session, renaming)
    assert (job.state, job.error["sentence"]) == ("failed", leases.INTERRUPTED_TWICE)


def test_a_job_taken_back_before_its_worker_was_killed_stays_taken_back(session, write, clock, renaming):
    killed(session, write, renaming)
    with write() as now:
        cancel(session, again(session, renaming), actor=None, now=now)
    clock.advance(timedelta(seconds=61))
    assert sweep(session, write) == []
    assert again(session, renaming).state == "cancelled"


def test_a_job_that_never_reached_a_worker_is_handed_over_again_and_not_too_often(session, write, clock, renaming):
    assert sweep(session, write) == []
    clock.advance(leases.HANDED_AGAIN_AFTER)
    assert sweep(session, write) == [renaming.id]
    assert sweep(session, write) == []


def test_a_worker_that_was_only_slow_stores_nothing_once_another_has_the_job(app, session, write, clock, renaming, monkeypatch):
    def slow(task):
        clock.advance(timedelta(seconds=61))
        sweep(session, write)
        monkeypatch.setitem(_KINDS, "test.rename", kinds.rename)
        run(app, task.id)
        return kinds.rename(task)

    monkeypatch.setitem(_KINDS, "test.rename", slow)
    run(app, renaming.id)
    job = again(session, renaming)
    assert (job.state, job.attempts, section(session)) == ("done", 2, "甲")


def test_two_workers_never_have_the_same_job(session, write, renaming):
    with write() as now:
        assert leases.claim(session, renaming.id, "one", now)
        assert leases.claim(session, renaming.id, "two", now) is None


def test_jobs_asked_for_by_a_job_run_too(app, session, write, asked, monkeypatch):
    def asks(task):
        with task.write() as now:
            enqueue(task.session, "test.count", now=now, to=1)

    monkeypatch.setitem(_KINDS, "test.asks", asks)
    asked("test.asks")
    assert [each.kind for each in run_all(app)] == ["test.asks", "test.count"]


def test_a_batch_stays_done_when_the_job_ends_badly(app, session, asked, monkeypatch):
    def two_batches(task):
        with task.batch() as now:
            enqueue(task.session, "test.count", key="kept", now=now, to=1)
        raise ZeroDivisionError

    monkeypatch.setitem(_KINDS, "test.batches", two_batches)
    job = asked("test.batches")
    run(app, job.id)
    assert again(session, job).state == "failed"
    assert session.scalar(select(func.count()).where(Job.key == "kept")) == 1


def test_the_error_and_the_end_are_one_commit(app, session, asked):
    """Nobody ever sees a job that changed things and is not done."""
    job, commits = asked("test.rename", unit=1), []
    with app.app_context():
        engine = db.engine
    listener = commits.append
    event.listen(engine, "commit", listener)
    run(app, job.id)
    event.remove(engine, "commit", listener)
    assert len(commits) == 3, "the claim, the progress, and the change together with the job's end"


def test_what_has_long_been_over_is_forgotten_and_what_waits_never(app, session, write, clock, asked):
    done = asked("test.count", to=1)
    run_all(app)
    waiting = asked("test.count", to=1)
    clock.advance(timedelta(days=90))
    with write() as now:
        assert forget_jobs(session, 90, now) == 0
    clock.advance(timedelta(seconds=1))
    with write() as now:
        assert forget_jobs(session, 90, now) == 1
    session.rollback()
    assert session.scalars(select(Job.id)).all() == [waiting.id] and done.id != waiting.id

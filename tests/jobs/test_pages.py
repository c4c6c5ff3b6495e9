"""The pages of jobs: how far they are, taking back, again, and what waits."""

from datetime import timedelta

import pytest

from portal.files.actions import attach
from portal.files.intake import PreparedFile
from portal.jobs import leases
from portal.jobs.actions import enqueue
from portal.jobs.models import Job
from portal.jobs.registry import _KINDS
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.jobs import kinds  # noqa: F401
from tests.jobs.worker import run_all


@pytest.fixture
def handler(session, write):
    """Somebody who asks for jobs."""
    with write() as now:
        return a_user(session, now, Role.HANDLER, a_unit(session, now))


@pytest.fixture
def person(sign_in, handler):
    """The handler's browser."""
    return sign_in(handler)


@pytest.fixture
def ask(session, write, handler):
    """`ask("test.count", to=3)` — the handler asks for a job; gives its address."""

    def of(kind, **params):
        with write() as now:
            return f"/desk/jobs/{enqueue(session, kind, owner=handler, now=now, **params).id}"

    return of


def test_a_waiting_job_says_so_and_its_page_comes_again(person, ask):
    page = person.get(ask("test.rename", unit=1))
    assert "排队等待" in page.text and "<h1>改名</h1>" in page.text
    assert page.headers["Refresh"] == "3"
    assert "改名" in person.get("/desk/jobs").text


def test_a_job_that_waits_for_no_worker_says_so(clock, person, ask):
    address = ask("test.rename", unit=1)
    assert "可能没有运行" not in person.get(address).text
    clock.advance(timedelta(minutes=6))
    assert "可能没有运行" in person.get(address).text


def test_a_running_job_shows_how_far_it_is(session, write, person, ask):
    address = ask("test.rename", unit=1)
    with write() as now:
        leases.claim(session, 1, "worker", now)
        leases.change(session, 1, "worker", done=30, total=120)
    page = person.get(address).text
    assert 'value="30" max="120"' in page and "30 / 120" in page


def test_a_finished_page_stays_as_it_is_and_leads_to_the_result(app, person, ask):
    address = ask("test.rename", unit=1)
    run_all(app)
    page = person.get(address)
    assert "Refresh" not in page.headers
    assert "已经改名。" in page.text and 'href="/desk/units/1"' in page.text


def test_a_job_is_taken_back_and_asked_for_again(app, person, ask):
    address = ask("test.count", to=1)
    assert "已取消" in person.post(f"{address}/cancel", follow_redirects=True).text
    assert "排队等待" in person.post(f"{address}/retry", data={"back": address}, follow_redirects=True).text
    assert [job.state for job in run_all(app)] == ["done"]
    assert "已经结束" in person.post(f"{address}/cancel", follow_redirects=True).text


def test_a_failed_job_says_why_in_the_readers_language(app, person, ask):
    address = ask("test.refused")
    run_all(app)
    assert "第3行没有日期。" in person.get(address).text
    assert person.get(f"/en{address}").status_code == 200


def test_a_file_waits_for_its_owner_alone(app, session, write, person, ask, sign_in, monkeypatch):
    def makes_a_file(task):
        whole = PreparedFile("全部.zip", b"PK", "application/zip")
        with task.write() as now:
            file = attach(task.session, task.storage, task.session.get_one(Job, task.id), whole, purpose="result",
                          visibility="internal", actor=None, now=now)
            task.finish({"file": file.id, "name": file.filename})

    monkeypatch.setitem(_KINDS, "test.file", makes_a_file)
    address = ask("test.file")
    run_all(app)
    link = "/files/1/%E5%85%A8%E9%83%A8.zip"
    assert link in person.get(address).text
    assert person.get(link).data == b"PK"
    with write() as now:
        stranger = a_user(session, now, Role.HANDLER, a_unit(session, now, "区教委"))
    assert sign_in(stranger).get(link).status_code == 404


def test_older_jobs_are_on_the_next_page(person, ask):
    for number in range(31):
        ask("test.count", to=number)
    page = person.get("/desk/jobs").text
    assert "/desk/jobs/31" in page and '/desk/jobs/1"' not in page
    assert '/desk/jobs/1"' in person.get("/desk/jobs?before=2").text


def test_an_administrator_sees_what_the_system_asked_for(app, session, write, sign_in, person):
    with write() as now:
        enqueue(session, "test.count", now=now, to=1)
        admin = a_user(session, now, Role.ADMIN, None)
    run_all(app)
    assert "/desk/jobs/1" in sign_in(admin).get("/desk/jobs").text
    assert "/desk/jobs/1" not in person.get("/desk/jobs").text
    assert sign_in(admin).get("/desk/jobs/1").status_code == 200
    assert person.get("/desk/jobs/1").status_code == 403

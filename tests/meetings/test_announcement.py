"""The announcement of what became of people's words: made once the decision is published, and then read by everybody."""

import pytest
from sqlalchemy import select

from portal.consultations.queries import consultation_of
from portal.jobs.models import Job
from portal.jobs.runner import run
from portal.meetings.actions import publish_decision
from portal.meetings.jobs import announce
from portal.reports.actions import compile_and_store
from portal.reports.models import Announcement
from tests.builders import a_handler, a_reviewer
from tests.meetings.story import agreed, answered, approved, decided, heard, on_a_meeting


@pytest.fixture
def decision(app, session, write, clock):
    """A decision recorded, not published yet."""
    with write() as now:
        proposal = heard(session, now)
    with write():
        answered(session, clock, proposal)
    with write() as now:
        agreed(session, now, proposal)
        approved(session, now, proposal)
        compile_and_store(session, app.extensions["storage"], consultation_of(session, proposal),
                          actor=a_handler(session, now), now=now)
        return decided(session, now, on_a_meeting(session, now, proposal))


def publish(session, write, decision):
    with write() as now:
        publish_decision(session, decision, notice="同意改为社区菜店，七点以后卸货。", reviewer="孙审查", leader="周主任",
                         actor=a_reviewer(session, now), now=now)


def work(app, session) -> list[int]:
    """What the workers do every minute, twice; the jobs that were asked for."""
    announce(app)
    announce(app)
    session.rollback()
    jobs = session.scalars(select(Job.id)).all()
    for job_id in jobs:
        run(app, job_id, app.extensions["jobs"].stopping)
    session.rollback()
    return jobs


def address_of(decision) -> str:
    return f"/proposals/{decision.item.proposal.number}/announcement"


def test_nothing_is_announced_before_the_decision_is_published(app, session, client, decision):
    assert work(app, session) == []
    assert client.get(address_of(decision)).status_code == 404


def test_it_is_made_once_and_everybody_reads_it(app, session, write, client, decision):
    publish(session, write, decision)
    assert "公告正在生成" in client.get(address_of(decision)).text
    assert len(work(app, session)) == 1
    assert len(session.scalars(select(Announcement)).all()) == 1
    page = client.get(address_of(decision)).text
    assert "意见采纳情况公告" in page and "错开卸货时间" in page and "卸货改在七点之后" in page
    assert "王秀英" not in page and "13800000000" not in page
    assert f'href="{address_of(decision)}"' in client.get(address_of(decision).removesuffix("/announcement")).text


@pytest.mark.parametrize(("least", "is_told"), [(5, True), (6, False)])
def test_the_page_tells_how_many_said_it_unless_they_are_few(app, session, write, client, decision, least, is_told):
    publish(session, write, decision)
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"small_group": least})
    page = client.get(address_of(decision).removesuffix("/announcement")).text
    assert ("5条意见这样说" in page) is is_told
    assert ("每一类的人数都少，不列条数" in page) is not is_told
    assert "居民的态度" not in page, "one resident alone is not told apart"

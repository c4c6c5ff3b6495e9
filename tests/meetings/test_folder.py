"""Everything a meeting reads in one zip, put together in the background."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from portal.complaints.actions import file_complaint
from portal.consultations.queries import consultation_of
from portal.files.models import Attachment
from portal.meetings.folder import safe
from portal.permissions import Role
from portal.reports.actions import compile_and_store
from tests.builders import a_handler, a_unit, a_user
from tests.jobs.worker import run_all
from tests.meetings.story import on_a_meeting
from tests.meetings.test_gate import ready


@pytest.fixture
def meeting(session, write, clock, app):
    """A meeting with one item, whose report is kept in the storage."""
    proposal = ready(session, write, clock)
    with write() as now:
        compile_and_store(session, app.extensions["storage"], consultation_of(session, proposal),
                          actor=a_handler(session, now, proposal.initiating_unit.name), now=now)
        file_complaint(session, category="nuisance", text="夜里卸货太吵", token="c1", now=now, space=proposal.space)
        return on_a_meeting(session, now, proposal).meeting


def test_the_office_gets_the_folder_of_all_papers(app, session, write, sign_in, meeting):
    with write() as now:
        office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"), login="bangongshi")
    answer = sign_in(office).post(f"/desk/meetings/{meeting.id}/folder")
    assert answer.status_code == 302 and answer.location.startswith("/desk/jobs/")
    assert [job.state for job in run_all(app)] == ["done"]
    session.rollback()
    kept = session.scalars(select(Attachment).where(Attachment.purpose == "folder")).one()
    data = sign_in(office).get(f"/files/{kept.id}/{kept.filename}").data
    names = ZipFile(BytesIO(data)).namelist()
    title = meeting.items[0].version.title
    report = f"01-{title}/征求意见情况汇总表"
    assert names[:4] == ["00-会议议程.docx", "00-会议议程.pdf", f"{report}.docx", f"{report}.pdf"]
    assert names[-2:] == [f"01-{title}/空间投诉情况.docx", f"01-{title}/空间投诉情况.pdf"]


@pytest.mark.parametrize(("title", "name"), [
    ("菜店/便利店：方案", "菜店_便利店：方案"), ("../../etc/passwd", "_.._etc_passwd"), ("..", "_"), ('a"b<c>|d', "a_b_c__d"),
    ("长" * 200, "长" * 80),
])
def test_names_in_the_folder_are_safe_everywhere(title, name):
    assert safe(title) == name

"""Plans, pictures and papers of a version: who reads them when, and what is fixed with the text."""

from io import BytesIO

import pytest
from sqlalchemy import select

from portal.consultations.actions import open_internal_round, publish, send_request
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.files.models import Attachment
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewed_draft, a_unit
from tests.files.samples import pdf, picture


@pytest.fixture
def upload(session, write, sign_in):
    """`upload(proposal, visibility)` puts a picture on the newest version; gives the answer."""

    def one(proposal, visibility, name="总平面图.png"):
        with write() as now:
            handler = a_handler(session, now)
        data = {"files": (BytesIO(picture("PNG")), name), "purpose": "plan", "visibility": visibility}
        return sign_in(handler).post(f"/desk/proposals/{proposal.number}/attachments", data=data)

    return one


def stored(session):
    """The address of the newest attachment."""
    session.rollback()
    newest = session.scalars(select(Attachment).order_by(Attachment.id.desc())).first()
    return f"/files/{newest.id}/{newest.filename}"


@pytest.mark.parametrize(("visibility", "for_invited"), [("public", 200), ("internal", 404)])
def test_public_files_go_with_the_text_to_whom_it_is_sent_and_internal_ones_stay(
    session, write, sign_in, client, upload, visibility, for_invited
):
    with write() as now:
        proposal = a_draft(session, now)
    assert upload(proposal, visibility).status_code == 302
    address = stored(session)
    with write() as now:
        handler, invited = a_handler(session, now), a_handler(session, now, "区商务局")
        stranger = a_handler(session, now, "区教委")
        opened = open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        send_request(session, opened, party="department", unit=a_unit(session, now, "区商务局"), actor=handler, now=now)
    assert sign_in(handler).get(address).status_code == 200
    assert sign_in(invited).get(address).status_code == for_invited
    assert sign_in(stranger).get(address).status_code == 404
    assert client.get(address).status_code == 404


def test_a_published_versions_pictures_are_fixed_and_internal_papers_may_follow(session, write, upload, client):
    with write() as now:
        proposal = a_published_proposal(session, now)
    answer = upload(proposal, "public")
    assert answer.status_code == 409
    assert "公开的附件不能再增加" in answer.text
    assert upload(proposal, "internal").status_code == 302
    assert client.get(stored(session)).status_code == 404


def test_nothing_chosen_is_said_in_a_sentence(session, write, sign_in):
    with write() as now:
        proposal, handler = a_draft(session, now), a_handler(session, now)
    typed = {"purpose": "plan", "visibility": "public"}
    answer = sign_in(handler).post(f"/desk/proposals/{proposal.number}/attachments", data=typed)
    assert answer.status_code == 422
    assert "请选择文件" in answer.text


def test_readers_are_told_pages_and_size_before_they_open_a_document(session, write, app, client):
    with write() as now:
        proposal = a_reviewed_draft(session, now)
        handler = a_handler(session, now)
        attach(session, app.extensions["storage"], proposal.latest, prepare("整体方案.pdf", pdf(12)), purpose="plan",
               visibility="public", actor=handler, now=now)
        publish(session, proposal.latest, period_value=5, period_unit="working_day", actor=handler, now=now)
    assert "12页 · 2 KB" in client.get(f"/proposals/{proposal.number}").text

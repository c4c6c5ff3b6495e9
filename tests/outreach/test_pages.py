"""The office's page of what did not go out."""

import pytest
from sqlalchemy import select

from portal.journal import JournalEntry
from portal.permissions import Role
from tests.builders import a_unit, a_user


@pytest.fixture
def office(session, write, sign_in):
    """The office's browser."""
    with write() as now:
        return sign_in(a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")))


@pytest.fixture
def rows_of(session):
    """`rows_of(Model)` — what is stored of it now."""

    def now(model):
        session.rollback()
        return session.scalars(select(model).order_by(model.id)).all()

    return now


def test_what_cannot_be_mailed_is_shown_without_the_address_and_noted_as_told(office, post, stored):
    post("request_sent", address="13812345678", due="2026-06-17", unit="区教委")
    page = office.get("/desk/outbox").text
    assert "征求意见函：红莲南里便民菜站" in page and "只留了电话" in page and "区教委 138****78" in page
    assert "13812345678" not in page and "再发一次" not in page
    assert "已记下" in office.post("/desk/outbox/1/told", follow_redirects=True).text
    assert "没有发不出去的通知" in office.get("/desk/outbox").text
    assert "已经有人处理过" in office.post("/desk/outbox/1/told", follow_redirects=True).text
    assert stored()[0].told_at


@pytest.mark.parametrize(("kind", "shows_link"), [("follow.confirm", True), ("complaint.follow_up", False)])
def test_a_number_is_opened_deliberately_with_what_to_say_and_that_is_journalled(office, post, rows_of, kind, shows_link):
    post(kind, address="13812345678", secret="only-for-the-owner", only="1")
    page = office.post("/desk/outbox/1/open")
    assert "13812345678" in page.text and page.headers["Cache-Control"] == "no-store"
    assert ("only-for-the-owner" in page.text) is shows_link, "no link with which staff could answer for somebody"
    assert [entry.object_id for entry in rows_of(JournalEntry) if entry.action == "contact.read"] == [1]


def test_what_goes_by_mail_has_no_number_to_open(office, post):
    post(address="wang@example.com")
    page = office.post("/desk/outbox/1/open")
    assert page.status_code == 409 and "不需要打电话" in page.text


def test_a_refused_mail_says_what_the_server_said_and_can_be_sent_again(office, post, send, server, stored):
    server.answers["wang@example.com"] = "550 mailbox <wang@example.com> full"
    post(address="wang@example.com")
    send()
    page = office.get("/desk/outbox").text
    assert "对方的邮件服务器拒收" in page and "550 mailbox &lt;…&gt; full" in page and "wang@example.com" not in page
    server.answers.clear()
    office.post("/desk/outbox/1/again")
    send()
    assert server.recipients == ["wang@example.com"]
    assert "没有发不出去的通知" in office.get("/desk/outbox").text


def test_an_uncertain_mail_is_left_to_a_person(office, post, send, server):
    server.on_mail = lambda smtp: smtp.transport.abort()
    post(address="wang@example.com")
    send()
    assert "不能确定有没有送到" in office.get("/desk/outbox").text


def test_what_waits_says_when_it_is_tried_next_and_that_there_is_no_server(office, post, send, server):
    server.answers["wang@example.com"] = "451 later"
    post(address="wang@example.com")
    send()
    page = office.get("/desk/outbox?state=waiting").text
    assert "已试 1 次，下次在" in page and "10:01" in page
    assert "还没有设置发信服务器" in page
    assert office.get("/en/desk/outbox?state=waiting").status_code == 200


def test_a_long_outbox_is_read_page_by_page(office, post):
    for number in range(51):
        post("request_sent", address="13812345678", title=f"第{number:03d}号")
    assert "第049号" in office.get("/desk/outbox").text
    assert "第050号" not in office.get("/desk/outbox").text
    assert "第050号" in office.get("/desk/outbox?state=failed&after=50").text

"""Signing in, out and up: lockout, sessions, and where people land."""

from datetime import timedelta

import pytest

from portal import journal
from portal.accounts.models import User
from portal.journal import JournalEntry
from portal.permissions import Role
from tests.builders import PASSWORD, a_unit, a_user


@pytest.fixture
def wang(session, write):
    with write() as now:
        return a_user(session, now, Role.HANDLER, a_unit(session, now), login="wang")


def try_in(client, password=PASSWORD, login="wang", **query):
    return client.post("/sign-in", data={"login": login, "password": password}, query_string=query)


def is_in(client):
    return client.get("/account").status_code == 200


@pytest.mark.parametrize(("role", "unit", "start"), [
    (Role.HANDLER, "区商务局", "/desk"),
    (Role.OFFICE, "区发展改革委", "/desk"),
    (Role.STREET_WORKER, "牛街街道办事处", "/desk"),
    (Role.DISCIPLINE, "区纪委区监委", "/desk"),
    (Role.ADMIN, None, "/desk"),
    (Role.PLANNER, "牛街街道办事处", "/requests"),
    (Role.EXPERT, None, "/requests"),
    (Role.RESIDENT, None, "/"),
])
def test_everybody_starts_where_their_work_begins(session, write, client, role, unit, start):
    with write() as now:
        a_user(session, now, role, unit and a_unit(session, now, unit), login="somebody")
    answer = try_in(client, login=" SomeBody ")
    assert (answer.status_code, answer.location) == (302, start)
    assert is_in(client)


@pytest.mark.parametrize(("asked", "landed"), [
    ("/desk/ledger?q=1", "/desk/ledger?q=1"),
    ("//evil.example/", "/"),
    ("/\\evil.example", "/"),
    ("https://evil.example/", "/"),
    ("/\t/evil.example", "/"),
    ("javascript:alert(1)", "/"),
    ("evil.example", "/"),
])
def test_only_an_address_of_this_site_is_opened_after_signing_in(client, wang, asked, landed):
    assert try_in(client, next=asked).location == landed


def test_a_page_for_staff_asks_to_sign_in_and_then_opens(client, wang):
    asked = client.get("/desk/units")
    assert asked.status_code == 302
    answer = client.post(asked.location, data={"login": "wang", "password": PASSWORD})
    assert answer.location == "/desk/units"


def test_english_readers_stay_in_english(client, wang):
    answer = client.post("/en/sign-in?next=/desk/units", data={"login": "wang", "password": PASSWORD})
    assert answer.location == "/en/desk/units"


@pytest.mark.parametrize(("login", "password"), [("wang", "wrong"), ("nobody", PASSWORD), ("wang\0", "x"), ("=1+1", "<script>")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(client, wang, login, password):
    answer = try_in(client, password, login)
    assert answer.status_code == 403
    assert "账号名或密码不对" in answer.text
    assert not is_in(client)


def test_empty_fields_are_told_and_the_name_is_kept(client):
    answer = try_in(client, "", "wang")
    assert answer.status_code == 422
    assert "请填写密码" in answer.text
    assert 'value="wang"' in answer.text


def test_too_many_wrong_passwords_lock_the_account_for_a_while(client, clock, wang):
    for _ in range(5):
        last = try_in(client, "wrong")
    assert "暂停登录到北京时间 10:15" in last.text
    assert "暂停登录" in try_in(client).text
    clock.advance(timedelta(minutes=15))
    assert try_in(client).status_code == 302


def test_the_right_password_forgets_the_wrong_ones(client, wang):
    for password in ["wrong"] * 4 + [PASSWORD] + ["wrong"] * 4:
        try_in(client, password)
    assert try_in(client).status_code == 302


def test_every_attempt_is_in_the_journal(session, client, wang):
    for password in ["wrong"] * 5 + [PASSWORD]:
        try_in(client, password)
    acts = [entry.action for entry in session.query(JournalEntry) if entry.action.startswith("session")]
    assert acts == ["session.wrong"] * 4 + ["session.locked"] * 2


def test_a_disabled_account_stays_out_and_its_session_ends(session, write, client, wang):
    try_in(client)
    with write() as now:
        session.get(User, wang.id).disabled_at = now
        journal.record(session, "user.disable", wang, actor=None, now=now)
    assert not is_in(client)
    assert "已经停用" in try_in(client).text


def test_signing_in_starts_a_session_of_its_own(client, wang):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    try_in(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_the_session_ends_after_half_an_hour_without_anything_done(client, clock, wang):
    try_in(client)
    clock.advance(timedelta(minutes=29))
    assert is_in(client)
    clock.advance(timedelta(minutes=29))
    assert is_in(client)
    clock.advance(timedelta(minutes=31))
    assert not is_in(client)
    assert "已自动退出" in client.get("/sign-in").text


def test_signing_out_is_a_post_and_ends_the_session(client, wang):
    try_in(client)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").location == "/"
    assert not is_in(client)


RESIDENT = {"login": "chen", "name": "陈𠮷", "password": "Huaishu-88", "again": "Huaishu-88"}


def test_a_resident_registers_and_is_signed_in(session, client):
    assert client.post("/register", data=RESIDENT).location == "/"
    assert is_in(client)
    user = session.query(User).one()
    assert (user.login, user.name) == ("chen", "陈𠮷")
    assert [each.role for each in user.memberships] == ["resident"]
    assert "Huaishu" not in user.password_hash


@pytest.mark.parametrize(("change", "said"), [
    ({"login": "wang"}, "已经有人用了"),
    ({"again": "other"}, "两次输入的密码不一样"),
    ({"password": "12345678", "again": "12345678"}, "太简单"),
    ({"name": " 　"}, "请填写称呼"),
    ({"name": "长" * 20_000}, "最多 60 个字"),
])
def test_a_registration_that_cannot_be_taken_keeps_what_was_typed(client, wang, change, said):
    answer = client.post("/register", data=RESIDENT | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{(RESIDENT | change)["login"]}"' in answer.text


def test_a_new_password_ends_the_sessions_elsewhere(client, app, wang):
    elsewhere = app.test_client()
    try_in(client)
    try_in(elsewhere)
    assert "现在的密码不对" in client.post("/account", data={"old": "x", "password": "Shichahai-9", "again": "Shichahai-9"}).text
    assert client.post("/account", data={"old": PASSWORD, "password": "Shichahai-9", "again": "Shichahai-9"}).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)


def test_an_address_for_notices_is_kept_changed_and_removed(client, session, wang):
    try_in(client)
    for typed, kept in (("wang@xicheng.example", "wang@xicheng.example"), (" w@x.cn ", "w@x.cn"), ("", None)):
        assert "邮箱已经保存" in client.post("/account/email", data={"email": typed}, follow_redirects=True).text
        session.rollback()
        assert session.get_one(User, wang.id, populate_existing=True).contact == kept


@pytest.mark.parametrize("typed", ["wang", "wang@", "王@例子.中国", "a@b", "x" * 200 + "@x.cn", "a@b.cn\nBcc: c@d.cn"])
def test_an_address_nobody_can_mail_to_is_refused_and_kept_in_the_form(client, session, wang, typed):
    try_in(client)
    answer = client.post("/account/email", data={"email": typed})
    assert answer.status_code == 422
    assert "现在的密码" in answer.text
    session.rollback()
    assert session.get_one(User, wang.id).contact is None

"""What everybody can read about a notice having stayed up, and the desk's decision where it did not."""

from datetime import timedelta

import pytest

from portal.notices.actions import note_sighting, propose_time
from portal.notices.rules import Finding
from tests.builders import a_handler

UP, GONE = Finding("served", 200, "a" * 64), Finding("missing", 404)


@pytest.fixture
def loss(session, write, clock, notice):
    """The page was up, then gone for two and a half hours, and is back."""
    for finding, checks in ((UP, 2), (GONE, 10), (UP, 2)):
        for _ in range(checks):
            with write() as now:
                for attachment_id in (None, notice.picture.id):
                    note_sighting(session, notice.round.id, notice.round.version_id, attachment_id, finding, now=now)
            clock.advance(timedelta(minutes=15))
    with write() as now:
        return propose_time(session, notice.round.id, 120, now=now)


@pytest.fixture
def staff(sign_in, notice):
    """The browser of the unit's handler."""
    return sign_in(notice.handler)


def test_before_the_first_check_the_record_says_so(client, notice):
    assert "还没有查看过" in client.get(f"/proposals/{notice.proposal.number}/notice").text
    assert "公示在线记录" not in client.get(f"/proposals/{notice.proposal.number}").text


def test_everybody_reads_how_often_it_was_looked_at_and_when_it_was_gone(client, loss, notice):
    page = client.get(f"/proposals/{notice.proposal.number}").text
    assert "公示在线记录：查看14次" in page and "有10次看不到" in page and f"/proposals/{notice.proposal.number}/notice" in page
    record = client.get(f"/proposals/{notice.proposal.number}/notice").text
    for expected in ("查看了14次", "查到看不到的时间合计2小时30分钟", "10:30", "13:00", "平面.png", "a" * 64, "内部设定"):
        assert expected in record, expected


def test_the_desk_is_asked_and_the_decision_is_public(client, staff, loss, notice):
    assert "件公示曾经看不到，等您决定是否延长" in staff.get("/desk").text
    assert f"/desk/notices/{loss.id}" in staff.get("/desk/notices").text
    asked = staff.get(f"/desk/notices/{loss.id}").text
    assert "建议延长1天，延长到" in asked and "6月18日" in asked
    answer = staff.post(f"/desk/notices/{loss.id}", data={"decision": "extend", "days": "1", "note": "上午停电，补一天。"})
    assert answer.location == "/desk/notices" and "已延长" in staff.get(answer.location).text
    page = client.get(f"/proposals/{notice.proposal.number}").text
    assert "公示延长了，理由是" in page and "上午停电，补一天。" in page and "6月18日" in page
    assert "上午停电，补一天。" in client.get(f"/proposals/{notice.proposal.number}/notice").text
    assert "件公示曾经看不到" not in staff.get("/desk").text


def test_no_more_time_needs_its_reason_too(client, staff, loss, notice):
    staff.post(f"/desk/notices/{loss.id}", data={"decision": "leave", "days": "", "note": "夜里的中断，白天都能看到。"})
    record = client.get(f"/proposals/{notice.proposal.number}/notice").text
    assert "没有延长公示，理由是" in record and "夜里的中断，白天都能看到。" in record
    assert "公示延长了" not in client.get(f"/proposals/{notice.proposal.number}").text


@pytest.mark.parametrize(("typed", "said"), [
    ({"decision": "extend", "days": "1", "note": " "}, "请写明理由"), ({"days": "1", "note": "停电"}, "请选一项"),
    ({"decision": "extend", "days": "", "note": "停电"}, "1到30"),
    ({"decision": "extend", "days": "99", "note": "停电"}, "1到30"),
    ({"decision": "extend", "days": "一天", "note": "停电"}, "请填整数"),
])
def test_what_cannot_be_decided_is_told_and_kept(staff, loss, typed, said):
    answer = staff.post(f"/desk/notices/{loss.id}", data=typed)
    assert answer.status_code == 422 and said in answer.text and typed["note"].strip() in answer.text


def test_another_unit_sees_that_it_waits_and_cannot_decide(session, write, sign_in, loss):
    with write() as now:
        other = sign_in(a_handler(session, now, "区教委"))
    assert "等待提请部门决定" in other.get("/desk/notices").text
    assert other.get(f"/desk/notices/{loss.id}").status_code == 403
    assert "件公示曾经看不到" not in other.get("/desk").text


def test_without_notices_the_list_says_what_will_come(sign_in, session, write):
    with write() as now:
        handler = a_handler(session, now)
    assert "还没有公示的记录" in sign_in(handler).get("/desk/notices").text

"""A complaint through the pages: filed by anyone, handled by the unit, followed by its receipt; who may not see it."""

import re
from io import BytesIO

import pytest

from portal.complaints.models import Complaint
from portal.permissions import Role
from tests.builders import a_handler, a_reviewer, a_space, a_unit, a_user

FORM = {"category": "nuisance", "text": "早上五点就卸货，吵得睡不着", "place": "", "name": "", "contact": "", "accused": "0"}


@pytest.fixture
def world(session, write):
    """A space of 区房管局, with people of that unit, of another one, of the office and the disciplinary contact."""
    with write() as now:
        space = a_space(session, now, name="红莲南里3号地下室")
        people = {
            "handler": a_handler(session, now), "reviewer": a_reviewer(session, now),
            "stranger": a_handler(session, now, "区教委"),
            "office": a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")),
            "discipline": a_user(session, now, Role.DISCIPLINE, a_unit(session, now, discipline_name(session, now))),
        }
        people["space"] = space
        return people


def discipline_name(session, now):
    from portal.complaints.queries import discipline_unit

    a_unit(session, now)
    return discipline_unit(session).name


def filed(client, query="", **changes):
    """File a complaint in the browser; gives its receipt."""
    token = re.search(r'name="token"[^>]*value="(\w+)"', client.get(f"/complaints/new{query}").text)[1]
    answer = client.post(f"/complaints/new{query}", data={**FORM, "token": token, **changes})
    assert answer.status_code == 302, answer.text
    return re.search(r"/complaints/receipts/([A-Z0-9-]+)", answer.location)[1]


def test_it_is_at_once_in_the_list_of_the_unit_that_brought_the_space(client, sign_in, world):
    filed(client, f"?space={world['space'].number}")
    assert "红莲南里3号地下室" in sign_in(world["handler"]).get("/desk/complaints").text
    assert "红莲南里3号地下室" not in sign_in(world["stranger"]).get("/desk/complaints").text


def test_the_complainant_follows_it_by_number_until_it_is_closed(client, sign_in, session, world):
    receipt = filed(client, f"?space={world['space'].number}")
    session.rollback()
    address = f"/desk/complaints/{session.query(Complaint).one().id}"
    handler, reviewer = sign_in(world["handler"]), sign_in(world["reviewer"])
    for browser, step, words in [(handler, "accept", ""), (handler, "handle", "已要求商户七点后卸货"), (reviewer, "close", "")]:
        revision = re.search(r'name="revision"[^>]*value="(\d+)"', browser.get(address).text)[1]
        data = {"step": step, "public_text": words, "internal_text": "内部备注", "revision": revision}
        answer = browser.post(f"{address}/steps", data=data)
        assert answer.status_code == 302, answer.text
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "已要求商户七点后卸货" in page
    assert "已办结" in page
    assert "内部备注" not in page


def test_a_place_nobody_knows_goes_to_the_office_which_sends_it_on(client, sign_in, session, world):
    filed(client, place="牛街5号院门口")
    office = sign_in(world["office"])
    assert "牛街5号院门口" in office.get("/desk/complaints").text
    session.rollback()
    complaint = session.query(Complaint).one()
    data = {"unit": world["handler"].memberships[0].unit_id, "revision": complaint.revision}
    answer = office.post(f"/desk/complaints/{complaint.id}/dispatch", data=data)
    assert answer.status_code == 302
    assert "牛街5号院门口" in sign_in(world["handler"]).get("/desk/complaints").text


def test_an_accusation_never_reaches_the_unit_accused(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}", category="accusation", text="你们单位的人收了商户的好处")
    session.rollback()
    complaint = session.query(Complaint).one()
    accused = sign_in(world["handler"])
    assert complaint.number not in accused.get("/desk/complaints").text
    assert accused.get(f"/desk/complaints/{complaint.id}").status_code == 404
    assert sign_in(world["office"]).get(f"/desk/complaints/{complaint.id}").status_code == 200


def test_an_accusation_against_the_office_goes_to_the_disciplinary_contact(client, sign_in, session, world):
    filed(client, category="accusation", accused=str(world["office"].memberships[0].unit_id))
    session.rollback()
    complaint = session.query(Complaint).one()
    assert sign_in(world["office"]).get(f"/desk/complaints/{complaint.id}").status_code == 404
    assert complaint.number in sign_in(world["discipline"]).get("/desk/complaints").text


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"text": "   "}, "请写下您要反映的事情"),
    ({"text": "吵" * 20_000}, "最多可以写 5000 个字"),
    ({"category": ""}, "请选一项最接近的"),
    ({"place": ""}, "请告诉我们是什么地方"),
    ({"files": (BytesIO(b"MZ\x90"), "a.exe")}, "a.exe"),
])
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(client, session, world, changes, sentence):
    data = {**FORM, "token": "t1", "place": "牛街", "name": "王秀英·𠮷", **changes}
    answer = client.post("/complaints/new", data=data, content_type="multipart/form-data")
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert "王秀英·𠮷" in answer.text
    session.rollback()
    assert not session.query(Complaint).count()


def test_a_double_click_makes_one_complaint(client, session, world):
    for _ in range(2):
        assert client.post("/complaints/new", data={**FORM, "token": "same", "place": "牛街"}).status_code == 302
    session.rollback()
    assert session.query(Complaint).count() == 1


def test_two_people_act_at_once_and_one_is_told(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}")
    session.rollback()
    complaint = session.query(Complaint).one()
    data = {"step": "accept", "revision": complaint.revision, "internal_text": "我来办"}
    assert sign_in(world["handler"]).post(f"/desk/complaints/{complaint.id}/steps", data=data).status_code == 302
    second = sign_in(world["reviewer"]).post(f"/desk/complaints/{complaint.id}/steps", data=data)
    assert "别人已经保存了修改" in second.text
    assert "我来办" in second.text


def test_markup_is_shown_as_text(client, world):
    receipt = filed(client, place="牛街", text="<script>alert(1)</script>")
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_receipt_is_found_however_it_is_typed(client, world):
    receipt = filed(client, place="牛街")
    assert client.post("/complaints/receipts", data={"receipt": receipt.lower().replace("-", " ")}).location.endswith(receipt)
    assert "没有找到这个回执编号" in client.post("/complaints/receipts", data={"receipt": "AAAA"}).text


def test_staff_enter_what_came_by_phone(sign_in, session, world):
    data = {**FORM, "token": "p1", "place": "牛街", "channel": "phone"}
    answer = sign_in(world["handler"]).post("/desk/complaints/enter", data=data)
    assert answer.status_code == 302
    session.rollback()
    entered = session.query(Complaint).one()
    assert (entered.channel, entered.recorded_by) == ("phone", world["handler"].id)

"""A complaint through the pages: filed by anyone, handled by the unit, followed by its receipt; who may not see it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from portal.complaints.models import Complaint
from portal.journal import JournalEntry
from portal.permissions import Role
from portal.workdays.actions import seed_calendar
from tests.builders import a_handler, a_reviewer, a_space, a_unit, a_user
from tests.files.samples import picture

FORM = {"category": "nuisance", "text": "早上五点就卸货，吵得睡不着", "place": "", "name": "", "contact": "", "accused": "0"}


@pytest.fixture
def world(session, write):
    """A space of 区房管局, with people of that unit, of another one, of the office and the disciplinary contact."""
    with write() as now:
        seed_calendar(session, now)
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


def steps(browser, complaint_id, *taken):
    """Take steps in the browser, each (name, data); every one is accepted."""
    for name, data in taken:
        address = f"/desk/complaints/{complaint_id}/steps/{name}"
        revision = re.search(r'name="revision"[^>]*value="(\d+)"', browser.get(address).text)[1]
        answer = browser.post(address, data={"revision": revision, **data})
        assert answer.status_code == 302, answer.text


def only(session) -> Complaint:
    session.rollback()
    return session.query(Complaint).one()


def test_the_complainant_follows_it_by_number_until_it_is_closed(client, sign_in, session, world):
    receipt = filed(client, f"?space={world['space'].number}")
    complaint = only(session)
    handler, reviewer = sign_in(world["handler"]), sign_in(world["reviewer"])
    steps(handler, complaint.id, ("accept", {}), ("start", {"internal_text": "内部备注"}),
          ("request_closure", {"public_text": "已要求商户七点后卸货"}))
    steps(reviewer, complaint.id, ("verify", {}))
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "已要求商户七点后卸货" in page
    assert "请告诉我们办得怎么样" in page
    answer = client.post(f"/complaints/receipts/{receipt}/answer", data={"solved": "yes", "satisfaction": "mostly"})
    assert answer.status_code == 302
    steps(reviewer, complaint.id, ("close", {}))
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "已销账" in page
    assert "内部备注" not in page
    assert world["handler"].name not in page


def test_a_place_nobody_knows_goes_to_the_office_which_sends_it_on(client, sign_in, session, world):
    filed(client, place="牛街5号院门口", text="饭馆油烟大")
    office, complaint = sign_in(world["office"]), only(session)
    assert "牛街5号院门口" in office.get("/desk/complaints").text
    page = office.get(f"/desk/complaints/{complaint.id}").text
    assert "提到“油烟”" in page
    steps(office, complaint.id, ("dispatch", {"unit": world["handler"].memberships[0].unit_id}))
    assert "牛街5号院门口" in sign_in(world["handler"]).get("/desk/complaints").text


def test_a_unit_objects_and_stays_in_charge_until_the_office_decides(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}")
    complaint = only(session)
    handler, office = sign_in(world["handler"]), sign_in(world["office"])
    steps(handler, complaint.id, ("object", {"internal_text": "归物业管"}))
    assert only(session).unit_id == world["handler"].memberships[0].unit_id
    assert complaint.number in handler.get("/desk/complaints").text
    assert "件派单异议等待裁定" in office.get("/desk").text
    other = world["stranger"].memberships[0].unit_id
    steps(office, complaint.id, ("uphold", {"unit": other, "internal_text": "由区教委办"}))
    assert (only(session).unit_id, only(session).state) == (other, "dispatched")
    assert handler.get(f"/desk/complaints/{complaint.id}").status_code == 403


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
    complaint = only(session)
    steps(sign_in(world["handler"]), complaint.id, ("accept", {}))
    revision = only(session).revision
    address, data = f"/desk/complaints/{complaint.id}/steps/note", {"revision": revision, "internal_text": "我来办"}
    assert sign_in(world["handler"]).post(address, data=data).status_code == 302
    second = sign_in(world["reviewer"]).post(address, data=data)
    assert "别人已经保存了修改" in second.text
    assert "我来办" in second.text


def test_a_step_somebody_else_has_taken_is_refused_with_a_sentence(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}")
    complaint = only(session)
    steps(sign_in(world["handler"]), complaint.id, ("accept", {}))
    again = sign_in(world["reviewer"]).post(f"/desk/complaints/{complaint.id}/steps/accept", data={"revision": 1})
    assert again.status_code == 409
    assert "可能别人刚刚办过" in again.text


def test_one_helps_and_the_other_stays_in_charge(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}")
    complaint, handler, helper = only(session), sign_in(world["handler"]), sign_in(world["stranger"])
    assert helper.get(f"/desk/complaints/{complaint.id}").status_code == 403
    unit = world["stranger"].memberships[0].unit_id
    steps(handler, complaint.id, ("accept", {}), ("start", {}),
          ("involve", {"unit": unit, "internal_text": "请核对权属", "due_on": "2026-06-20"}))
    assert complaint.number in helper.get("/desk/complaints?helping=y").text
    assert helper.post(f"/desk/complaints/{complaint.id}/steps/request_closure", data={}).status_code == 403
    steps(helper, complaint.id, ("assist", {"internal_text": "权属在原单位"}))
    assert "权属在原单位" in handler.get(f"/desk/complaints/{complaint.id}").text
    assert complaint.number not in helper.get("/desk/complaints?helping=y").text


def test_the_complainant_sees_why_it_takes_longer(client, sign_in, session, world):
    receipt = filed(client, f"?space={world['space'].number}")
    complaint = only(session)
    steps(sign_in(world["handler"]), complaint.id, ("accept", {}), ("start", {}))
    before = only(session).deadline.due_at
    assert sign_in(world["handler"]).get(f"/desk/complaints/{complaint.id}/steps/extend").status_code == 403
    steps(sign_in(world["reviewer"]), complaint.id, ("extend", {"days": "3", "public_text": "要等检测结果"}))
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "要等检测结果" in page
    assert "延长3个工作日" in page
    assert only(session).deadline.due_at > before


def test_what_the_complainant_adds_sets_the_clock_going_again(client, sign_in, session, clock, world):
    receipt = filed(client, f"?space={world['space'].number}")
    complaint, handler = only(session), sign_in(world["handler"])
    steps(handler, complaint.id, ("accept", {}), ("start", {}), ("ask", {"public_text": "请问是哪一家"}))
    due = only(session).deadline.due_at
    assert "承办单位在等您补充情况" in client.get(f"/complaints/receipts/{receipt}").text
    clock.advance(timedelta(days=7))
    data = {"token": "f1", "again": "no", "text": "一层东头那家", "files": (BytesIO(picture()), "夜里.jpg")}
    answer = client.post(f"/complaints/receipts/{receipt}/facts", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302
    again = only(session)
    assert again.state == "in_hand"
    assert again.deadline.due_at == due + timedelta(days=7)
    page = sign_in(world["handler"]).get(f"/desk/complaints/{complaint.id}").text
    assert "一层东头那家" in page
    assert "夜里.jpg" in page


def test_it_is_not_taken_up_and_the_channel_to_use_is_told(client, sign_in, session, world):
    receipt = filed(client, f"?space={world['space'].number}")
    data = {"channel": "lawsuit", "public_text": "判决的赔偿要向法院申请执行"}
    steps(sign_in(world["handler"]), only(session).id, ("decline", data))
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "不予受理" in page
    assert "诉讼" in page


def test_the_same_matter_is_offered_and_joined_without_showing_anybodys_words(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}", text="别人的话：夜里卸货")
    receipt = filed(client, f"?space={world['space'].number}", text="夜里又在卸货")
    page = client.get(f"/complaints/receipts/{receipt}?filed=1").text
    assert "可能有人已经反映过同一件事" in page
    assert "别人的话" not in page
    session.rollback()
    first, second = session.query(Complaint).order_by(Complaint.id)
    assert client.post(f"/complaints/receipts/{receipt}/join", data={"into": first.number}).status_code == 302
    page = client.get(f"/complaints/receipts/{receipt}").text
    assert "和别人反映的同一件事一起办理" in page
    assert "别人的话" not in page
    both = sign_in(world["handler"]).get(f"/desk/complaints/{first.id}").text
    assert "共2人反映同一件事" in both
    assert "夜里又在卸货" in both


def test_a_complaint_cannot_join_any_other_by_its_number(client, session, world):
    filed(client, place="牛街", text="油烟")
    receipt = filed(client, f"?space={world['space'].number}", text="夜里又在卸货")
    session.rollback()
    first = session.query(Complaint).order_by(Complaint.id).first()
    client.post(f"/complaints/receipts/{receipt}/join", data={"into": first.number})
    session.rollback()
    assert "merged" not in {each.state for each in session.query(Complaint)}


def test_reading_a_contact_is_written_down(client, sign_in, session, world):
    filed(client, f"?space={world['space'].number}", name="王秀英", contact="13800000000")
    complaint, handler = only(session), sign_in(world["handler"])
    assert "13800000000" not in handler.get(f"/desk/complaints/{complaint.id}").text
    assert "13800000000" in handler.post(f"/desk/complaints/{complaint.id}/contact").text
    session.rollback()
    entry = session.query(JournalEntry).filter_by(action="contact.read", object_id=complaint.id).one()
    assert entry.actor_id == world["handler"].id


def test_overdue_is_said_wherever_the_complaint_is_listed(client, sign_in, session, clock, world):
    filed(client, f"?space={world['space'].number}")
    complaint = only(session)
    assert complaint.number not in sign_in(world["handler"]).get("/desk/complaints?late=y").text
    clock.advance(timedelta(days=3))
    handler = sign_in(world["handler"])
    for address in ("/desk/complaints?late=y", f"/desk/complaints/{complaint.id}"):
        assert "逾期未签收" in handler.get(address).text
    assert "件投诉已经逾期" in handler.get("/desk").text
    clock.advance(timedelta(days=30))
    assert "逾期未办结" in sign_in(world["handler"]).get("/desk/complaints").text


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

"""Paper is entered by whoever may, under the day it came, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from portal.opinions.rules import last_day
from portal.permissions import Role
from tests.builders import a_user
from tests.opinions.desk import desk_of, listed, stored
from tests.opinions.matter import a_request
from tests.opinions.pages import send

PAPER = {"channel": "counter", "received_on": "2026-06-10", "source": "社区居委会，张主任转交", "party": "resident",
         "stance": "oppose", "text": "油烟太大。", "relation": "courtyard", "street": "0", "save": "1"}


def test_a_street_worker_enters_what_a_resident_said(session, write, sign_in, clock, matter):
    with write() as now:
        worker = a_user(session, now, Role.STREET_WORKER, matter.street)
    answer = send(sign_in(worker), clock, desk_of(matter) + "/enter", **PAPER)
    assert answer.status_code == 302
    [opinion] = stored(session)
    assert (opinion.channel, opinion.party, opinion.recorded_by) == ("counter", "resident", worker.id)
    assert opinion.source == PAPER["source"]


def test_save_and_enter_the_next_keeps_channel_day_and_source(staff, clock, session, matter):
    answer = send(staff, clock, desk_of(matter) + "/enter", **{**PAPER, "next": "1"})
    page = staff.get(answer.location).text
    assert "已录入第1号" in page and PAPER["source"] in page and 'value="2026-06-10"' in page and "油烟太大" not in page
    assert re.search(r'<input[^>]*checked[^>]*value="counter"', page)


@pytest.mark.parametrize(("change", "sentence"), [
    ({"channel": ""}, "请选一项来源"), ({"received_on": ""}, "请填写日期"), ({"received_on": "2026-06-11"}, "不能晚于今天"),
    ({"received_on": "2026-06-09"}, "早于开始征求意见的日期"), ({"received_on": "昨天"}, "日期"), ({"source": " "}, "请写明来源"),
    ({"text": "  "}, "只有空格"), ({"stance": "agree"}, "stance"), ({"phone": "1"}, "不完整"),
])
def test_a_paper_with_something_missing_keeps_what_was_typed(staff, clock, session, matter, change, sentence):
    typed = {**PAPER, "text": "保留的话", **change}
    answer = send(staff, clock, desk_of(matter) + "/enter", **typed)
    assert answer.status_code == 422 and sentence in answer.text and typed["text"].strip() in answer.text
    assert stored(session) == []


def test_a_late_paper_is_kept_and_said_to_be_late(staff, clock, session, matter):
    clock.instant = matter.round.closes_at + timedelta(days=3)
    late = (last_day(matter.round.closes_at) + timedelta(days=1)).isoformat()
    page = staff.get(send(staff, clock, desk_of(matter) + "/enter", **{**PAPER, "received_on": late}).location).text
    assert "作为逾期意见保存，不计入" in page
    assert listed(staff.get(desk_of(matter, bucket="late")).text) == [1]


def test_a_reply_on_paper_is_entered_under_its_letter(staff, clock, session, write, matter):
    with write() as now:
        letter = a_request(session, matter, now)
    page = staff.get(desk_of(matter) + "/enter").text
    assert f"letter={letter.id}" in page
    send(staff, clock, f"{desk_of(matter)}/enter?letter={letter.id}", channel="post", received_on="2026-06-10", source="复函1号",
         stance="amend", text="请补消防意见。")
    [opinion] = stored(session)
    assert (opinion.request_id, opinion.party, opinion.stance) == (letter.id, "department", "amend")

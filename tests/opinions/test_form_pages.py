"""Staff who scan a printed form, or type its number, and enter what stands on it."""

import re

import pytest

from portal import formnumbers
from portal.permissions import Role
from tests.builders import a_published_proposal, a_user
from tests.opinions.pages import send

WRITTEN = {"channel": "counter", "received_on": "2026-06-10", "source": "纸质意见表", "party": "resident", "stance": "oppose",
           "text": "油烟太大。", "relation": "courtyard", "street": "0"}


@pytest.fixture
def number(matter):
    """A form of the matter's public round."""
    return formnumbers.issue("test-secret", matter.round.id)


@pytest.fixture
def worker(session, write, sign_in, matter):
    """The browser of somebody who enters residents' words in the matter's street."""
    with write() as now:
        return sign_in(a_user(session, now, Role.STREET_WORKER, matter.street))


@pytest.fixture
def opened(worker, number):
    """The entry page a scanned form leads to: its address."""
    return worker.get(f"/desk/forms/{number.digits}").location


def test_a_scanned_form_opens_the_entry_page_of_its_proposal(worker, matter, number, opened):
    page = worker.get(opened).text
    assert f"/proposals/{matter.number}/opinions/enter" in opened
    assert f"纸质意见表，编号 {number}" in page and re.search(r'<input[^>]*checked[^>]*value="counter"', page)


@pytest.mark.parametrize("typed", ["{digits}", "{number}", "http://portal/desk/forms/{digits}"])
def test_a_number_typed_at_the_desk_leads_there_too(worker, number, typed):
    assert 'name="number"' in worker.get("/desk").text
    answer = worker.get("/desk/forms", query_string={"number": typed.format(digits=number.digits, number=number)})
    assert answer.location == f"/desk/forms/{number.digits}"


def test_a_wrong_number_is_told_and_kept(worker):
    answer = worker.get("/desk/forms?number=1234+5678")
    assert answer.status_code == 422 and "没有这个编号" in answer.text and 'value="1234 5678"' in answer.text


def test_a_form_scanned_twice_is_told_with_the_number_it_was_entered_under(worker, clock, number, opened):
    send(worker, clock, opened, **WRITTEN, save="1")
    again = worker.get(worker.get(f"/desk/forms/{number.digits}").location).text
    assert "这张表已经录过" in again and "录为第1号" in again
    answer = send(worker, clock, opened, **{**WRITTEN, "text": "另写的话"}, save="1")
    assert answer.status_code == 409 and "这张表已经录过，是第1号" in answer.text and "另写的话" in answer.text
    copied = send(worker, clock, opened, **{**WRITTEN, "text": "另写的话"}, is_copy="y", save="1")
    assert copied.status_code == 302 and "已录入第2号" in worker.get(copied.location).text


def test_after_one_form_the_next_can_be_scanned(worker, clock, opened):
    answer = send(worker, clock, opened, **WRITTEN, next="1")
    assert answer.location == "/desk/forms" and "已录入第1号" in worker.get(answer.location).text


def test_a_form_of_another_proposal_is_not_entered_here(session, write, sign_in, matter, number):
    with write() as now:
        other = a_published_proposal(session, now, space=matter.consultation.proposal.space)
    address = f"/desk/proposals/{other.number}/opinions/enter?form={number.digits}"
    assert "这张表是另一个方案的" in sign_in(matter.handler).get(address).text


def test_a_resident_who_scans_it_is_asked_to_sign_in(client, number):
    assert client.get(f"/desk/forms/{number.digits}").location.startswith("/sign-in")

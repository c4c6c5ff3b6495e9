"""The desk's pages of a consultation: publishing, letters, waivers, and the list of an invited person."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.consultations import actions
from portal.consultations.models import Waiver
from portal.consultations.queries import consultation_of, is_circulated_to
from portal.permissions import Actor, Role
from portal.proposals.models import Proposal
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewed_draft, a_reviewer, a_unit, a_user, an_area


def anew(session):
    """Forget what was read, so that what a request has stored since is seen."""
    session.rollback()
    session.expire_all()


@pytest.fixture
def desk(session, write, sign_in):
    """`desk(make)` makes a proposal, and gives it with a browser in which its unit's 经办人 is signed in."""

    def as_handler(make=a_reviewed_draft, **fields):
        with write() as now:
            proposal = make(session, now, **fields)
            handler = a_handler(session, now, proposal.initiating_unit.name)
        return proposal, sign_in(handler)

    return as_handler


def seen_closing(page):
    return re.search(r'name="seen_closing" value="([^"]+)"', page).group(1)


def test_the_closing_is_read_in_words_before_it_is_confirmed(session, desk, client):
    proposal, browser = desk()
    address = f"/desk/proposals/{proposal.number}/publish"
    page = browser.get(address).text
    assert "2026年6月17日" in page or "6月17日（周三） 24:00" in page
    typed = {"period_value": "10", "period_unit": "day", "shortened_reason": ""}
    shown = browser.post(address, data=typed | {"preview": "1", "seen_closing": seen_closing(page)}).text
    assert "6月20日（周六） 24:00" in shown
    stale = browser.post(address, data=typed | {"confirm": "1", "seen_closing": seen_closing(page)})
    assert "6月20日（周六） 24:00" in stale.text
    anew(session)
    assert session.get(Proposal, proposal.id).published is None
    answer = browser.post(address, data=typed | {"confirm": "1", "seen_closing": seen_closing(shown)})
    assert answer.status_code == 302
    assert client.get(f"/proposals/{proposal.number}").status_code == 200


@pytest.mark.parametrize(("draft", "typed", "sentence", "clause"), [
    ({}, {"period_value": "3", "period_unit": "working_day"}, "写明缩短的理由", "内部设定"),
    ({"is_planning_draft": True}, {"period_value": "20", "period_unit": "day", "shortened_reason": "急"}, "不得少于30日",
     "城乡规划"),
    ({}, {"period_value": "五天", "period_unit": "day"}, "有几处需要改一改", ""),
    ({}, {"period_value": "0", "period_unit": "day"}, "1到365", ""),
])
def test_a_period_the_rules_do_not_allow_is_refused_and_kept(desk, draft, typed, sentence, clause):
    proposal, browser = desk(**draft)
    answer = browser.post(f"/desk/proposals/{proposal.number}/publish", data=typed | {"confirm": "1", "seen_closing": ""})
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert clause in answer.text
    assert f'value="{typed["period_value"]}"' in answer.text


@pytest.mark.parametrize(("make", "fields", "sentence"), [
    (a_draft, {}, "还没有做保密审查"), (a_draft, {"meaning": ""}, "这对我意味着什么"),
])
def test_the_page_says_what_stands_between_a_draft_and_the_public(desk, make, fields, sentence):
    proposal, browser = desk(make, **fields)
    page = browser.get(f"/desk/proposals/{proposal.number}/publish").text
    assert sentence in page
    typed = {"period_value": "5", "period_unit": "working_day", "confirm": "1", "seen_closing": seen_closing(page)}
    assert browser.post(f"/desk/proposals/{proposal.number}/publish", data=typed).status_code == 409


def open_round(browser, number):
    data = {"round-period_value": "5", "round-period_unit": "working_day"}
    return browser.post(f"/desk/proposals/{number}/requests/round", data=data, follow_redirects=True)


def test_everybody_the_rules_name_is_asked_with_one_button(session, desk):
    proposal, browser = desk()
    address = f"/desk/proposals/{proposal.number}/requests"
    assert "现在没有正在进行的征求轮次" in browser.post(f"{address}/all", data={"all-form": "written"}).text
    assert "区市场监管局" in open_round(browser, proposal.number).text
    page = browser.post(f"{address}/all", data={"all-form": "written"}, follow_redirects=True).text
    assert "已经发出4份征求意见函" in page
    assert page.count("已发出") >= 4
    anew(session)
    letters = consultation_of(session, proposal).rounds[0].requests
    assert {each.unit.name for each in letters} == {
        "广安门外街道办事处", "区商务局", "区市场监管局", "市规划自然资源委西城分局"}


def test_a_letter_that_comes_too_early_is_refused_with_its_clause_and_keeps_the_choice(session, write, desk):
    with write() as now:
        area = an_area(session, now)
        expert = a_user(session, now, Role.EXPERT, name="梁专家")
    proposal, browser = desk(a_published_proposal, area=area, business_forms=["社区议事厅"])
    open_round(browser, proposal.number)
    answer = browser.post(f"/desk/proposals/{proposal.number}/requests/one", data={
        "one-party": "expert", "one-unit": "", "one-user": str(expert.id), "one-invitee": "", "one-form": "expert_review"})
    assert answer.status_code == 409
    assert "请先征求相关部门意见" in answer.text
    assert "/rules/clauses/" in answer.text
    assert f'selected value="{expert.id}"' in answer.text


def test_letters_show_overdue_and_late_in_words(session, write, clock, desk, sign_in):
    proposal, browser = desk()
    open_round(browser, proposal.number)
    browser.post(f"/desk/proposals/{proposal.number}/requests/all", data={"all-form": "written"})
    anew(session)
    letter = consultation_of(session, proposal).rounds[0].requests[0]
    clock.advance(timedelta(days=10))
    with write() as now:
        session.add(letter)
        actions.mark_answered(session, letter, now)
        actions.journal.record(session, "opinion.give", letter, actor=None, now=now)
        handler = a_handler(session, now)
    page = sign_in(handler).get(f"/desk/proposals/{proposal.number}/requests").text
    assert "逾期反馈" in page
    assert "逾期未反馈" in page


def test_an_invited_person_sees_the_letter_and_nobody_elses(session, write, sign_in):
    with write() as now:
        proposal, handler = a_published_proposal(session, now), a_handler(session, now)
        invited, other = a_user(session, now, Role.EXPERT), a_user(session, now, Role.EXPERT)
        opened = actions.open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        actions.send_request(session, opened, party="expert", user=invited, actor=handler, now=now)
        actions.send_request(session, opened, party="department", unit=a_unit(session, now, "区商务局"), actor=handler, now=now)
        colleague = a_handler(session, now, "区商务局")
    title = proposal.latest.title
    assert title in sign_in(invited).get("/requests").text
    assert title in sign_in(colleague).get("/requests").text
    assert "现在没有发给您" in sign_in(other).get("/requests").text


def test_a_version_not_public_yet_is_circulated_to_whom_it_was_sent(session, write):
    with write() as now:
        proposal, handler = a_draft(session, now), a_handler(session, now)
        opened = actions.open_internal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        asked, stranger = a_unit(session, now, "区商务局"), a_unit(session, now, "区教委")
        actions.send_request(session, opened, party="department", unit=asked, actor=handler, now=now)
        session.flush()
        for unit, reads in ((asked, True), (stranger, False)):
            someone = Actor(999, frozenset({(Role.HANDLER, unit.id)}))
            assert is_circulated_to(session, proposal.latest, someone) is reads
        assert not is_circulated_to(session, proposal.latest, Actor())


def test_a_waiver_is_recorded_by_the_reviewer_with_reason_and_approver(session, write, sign_in):
    with write() as now:
        proposal, reviewer = a_published_proposal(session, now, business_forms=["口袋公园"]), a_reviewer(session, now)
    browser, address = sign_in(reviewer), f"/desk/proposals/{proposal.number}/waivers"
    typed = {"target": "subdistrict|广安门外街道办事处", "reason": "地下空间不临街，不影响街区", "approver_name": "周主任",
             "approved_on": "2026-06-09"}
    refused = browser.post(address, data=typed | {"target": "department|"})
    assert refused.status_code == 409
    assert "不能免于征求" in refused.text
    assert "地下空间不临街" in refused.text
    assert browser.post(address, data=typed | {"reason": " "}).status_code == 422
    assert "地下空间不临街" in browser.post(address, data=typed, follow_redirects=True).text
    assert session.scalars(select(Waiver.approved_on)).all() == [date(2026, 6, 9)]


@pytest.mark.parametrize("path", ["/requests/round", "/requests/all", "/requests/one", "/publish"])
def test_another_unit_runs_nobody_elses_consultation(session, write, sign_in, path):
    with write() as now:
        proposal, stranger = a_reviewed_draft(session, now), a_handler(session, now, "区商务局")
    assert sign_in(stranger).post(f"/desk/proposals/{proposal.number}{path}").status_code == 403

"""The public site: what stands first, what can be found, and what it says when there is nothing."""

from datetime import timedelta

import pytest

from portal.meetings.actions import publish_decision
from tests.builders import a_published_proposal, a_reviewer
from tests.i18n_check import chinese_outside, everything_translated
from tests.meetings.story import agreed, answered, approved, compiled, decided, heard, on_a_meeting


@pytest.fixture
def published(session, write):
    """A cellar in 广安门外 that becomes a vegetable shop: five working days to speak."""
    with write() as now:
        return a_published_proposal(session, now)


@pytest.fixture
def finished(session, write, clock):
    """The same cellar after the meeting: answered, decided, published."""
    with write() as now:
        proposal = heard(session, now)
    with write():
        answered(session, clock, proposal)
    with write() as now:
        agreed(session, now, proposal)
        approved(session, now, proposal)
        compiled(session, now, proposal).numbers = NUMBERS
        decision = decided(session, now, on_a_meeting(session, now, proposal))
        publish_decision(session, decision, notice="同意改为社区菜店，七点以后卸货。", reviewer="孙审查", leader="周主任",
                         actor=a_reviewer(session, now), now=now)
    return proposal


NUMBERS = {"received": 5, "repeated": 0, "withdrawn": 0, "invalid": 0, "late": 0, "counted": 5, "draft": False}


def test_an_empty_district_says_what_to_do(client):
    page = client.get("/").text
    assert "现在没有正在征求意见的方案" in page
    assert 'href="/proposals"' in page


def test_home_shows_what_is_open_with_the_button_to_speak(client, published):
    page = client.get("/").text
    assert "红莲南里3号地下室改为社区菜店" in page
    assert f'href="/proposals/{published.number}/opinions/new"' in page


def test_home_has_six_cards_at_most_closing_soonest_first(client, session, write):
    with write() as now:
        for days in (16, 9, 12, 8, 14, 10, 11):
            a_published_proposal(session, now, title=f"{days}天的方案", period_value=days, period_unit="day")
    page = client.get("/").text
    found = [page.find(f"{days}天的方案") for days in (8, 9, 10, 11, 12, 14)]
    assert -1 not in found and found == sorted(found)
    assert page.count("/opinions/new") == 6


@pytest.mark.parametrize(("query", "is_found"), [
    ("", True), ("?street=广安门外街道", True), ("?street=牛街街道", False), ("?type=地下", True), ("?type=文物", False),
    ("?state=open", True), ("?state=decided", False), ("?q=菜店", True), ("?q=菜店 红莲", True), ("?q=影院", False),
    ("?q=%25", False), ("?state=nonsense", True), ("?after=abc", True),
])
def test_proposals_are_found_by_street_type_state_and_words(client, published, query, is_found):
    assert ("红莲南里3号地下室改为社区菜店" in client.get("/proposals" + query).text) is is_found


def test_after_the_closing_it_is_being_put_together(client, published, clock):
    clock.advance(timedelta(days=30))
    assert "汇总中" in client.get("/proposals?state=compiling").text
    assert "红莲南里3号地下室改为社区菜店" not in client.get("/proposals?state=open").text
    page = client.get(f"/proposals/{published.number}").text
    assert "征求意见已经截止" in page
    assert "/opinions/new" not in page


def test_the_list_leads_on_to_older_ones(client, session, write):
    with write() as now:
        for number in range(14):
            a_published_proposal(session, now, title=f"第{number}号方案")
    first = client.get("/proposals").text
    assert "第13号方案" in first and "第1号方案" not in first
    older = first.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert "第1号方案" in client.get(older).text


def test_a_proposal_says_what_it_is_who_is_asked_and_why(client, published):
    page = client.get(f"/proposals/{published.number}").text
    order = ["这件事是什么", "这对我意味着什么", "什么时候能说，怎么说", "还征求谁的意见，为什么", "大家怎么说",
             "怎么定的，为什么", "方案改了哪里", "文件", "进展"]
    places = [page.index(f"<h2>{words}</h2>") for words in order]
    assert places == sorted(places)
    assert "腾退空间的再利用原则上均需充分征求属地街道和居民意见" in page
    assert "未收到意见" in page


def test_an_unpublished_or_unknown_proposal_is_not_found(client):
    assert client.get("/proposals/nothing").status_code == 404


def test_after_the_decision_everybody_reads_what_became_of_the_words(client, finished):
    page = client.get(f"/proposals/{finished.number}").text
    assert "联席会议的决定：通过" in page and "同意改为社区菜店，七点以后卸货。" in page
    assert "收到意见5条：重复0条，撤回0条，无效0条，逾期0条，计入5条。" in page
    assert "错开卸货时间" in page and "卸货改在七点之后" in page
    assert "区商务局" in page.partition("部门和受邀方的意见")[2]
    assert "错开卸货时间" in client.get("/").text


def test_nobody_reads_what_units_replied_before_the_decision(client, session, write):
    with write() as now:
        proposal = heard(session, now)
    page = client.get(f"/proposals/{proposal.number}").text
    assert "部门和受邀方的意见" not in page
    assert "一共收到1条居民意见，其中撤回0条。" in page


PAGES = ("/", "/proposals", "/proposals/{number}", "/help", "/privacy", "/accessibility")


@pytest.mark.parametrize("moment", ["published", "finished"])
def test_public_pages_take_at_most_eight_statements(client, request, moment, count_statements):
    number = request.getfixturevalue(moment).number
    assert {path: taken for path in PAGES if (taken := len(count_statements(client, path.format(number=number)))) > 8} == {}


def test_english_pages_have_no_chinese_that_is_not_announced(client, finished):
    with everything_translated():
        pages = {path: client.get("/en" + path.format(number=finished.number)).text for path in PAGES}
    assert {path: found for path, page in pages.items() if (found := chinese_outside(page))} == {}



"""The public site: what stands first, what can be found, and what it says when there is nothing."""

from datetime import timedelta

import pytest

from tests.builders import a_published_proposal
from tests.statements import counted


@pytest.fixture
def published(session, write):
    """A cellar in 广安门外 that becomes a vegetable shop: five working days to speak."""
    with write() as now:
        return a_published_proposal(session, now)


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
    order = ["这件事是什么", "这对我意味着什么", "我能怎么说", "要征求谁的意见，为什么", "大家怎么说", "基本情况", "文件"]
    places = [page.index(f"<h2>{words}</h2>") for words in order]
    assert places == sorted(places)
    assert "腾退空间的再利用原则上均需充分征求属地街道和居民意见" in page
    assert "未收到意见" in page


def test_an_unpublished_or_unknown_proposal_is_not_found(client):
    assert client.get("/proposals/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/", "/proposals", "/proposals/{number}", "/help", "/privacy", "/accessibility"])
def test_public_pages_take_at_most_eight_statements(client, published, path):
    with counted() as seen:
        assert client.get(path.format(number=published.number)).status_code == 200
    assert len(seen) <= 8


def test_large_print_is_remembered_and_leads_back(client):
    answer = client.get("/display?elder=1&next=/proposals?q=a")
    assert answer.location == "/proposals?q=a"
    assert 'class="elder"' in client.get("/").text
    client.get("/display?elder=0")
    assert 'class="elder"' not in client.get("/").text


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_large_print_never_leads_to_another_site(client, address):
    assert client.get("/display", query_string={"elder": "1", "next": address}).location == "/"

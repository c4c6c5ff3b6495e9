"""One search for everything public, and the first page that begins with one's own street."""

import pytest

from portal.complaints.actions import file_complaint
from portal.consultations.queries import consultation_of
from portal.opinions.actions import give_opinion
from tests.builders import a_draft, a_published_proposal, a_space


@pytest.fixture
def shop(session, write):
    """A published proposal and a draft nobody may find."""
    with write() as now:
        a_draft(session, now, title="还没公布的菜店打算")
        return a_published_proposal(session, now)


@pytest.mark.parametrize("typed", ["菜店", "店", "红莲南里", "红莲 菜店", "３号地下室", "TT-", "地下一层", "tt-"])
def test_words_are_found_in_whatever_part_of_a_word(client, shop, typed):
    page = client.get("/search", query_string={"q": typed}).text
    assert "红莲南里3号" in page
    assert "还没公布" not in page


@pytest.mark.parametrize("typed", ["影院", "%", "_", "<b>", "菜店 影院", "'"])
def test_what_is_not_there_is_not_found_and_says_what_to_do(client, shop, typed):
    page = client.get("/search", query_string={"q": typed}).text
    assert f"/proposals/{shop.number}" not in page
    assert "没有找到" in page


def test_words_run_together_find_what_comes_nearest(client, shop):
    page = client.get("/search?q=红莲南里菜店").text
    assert "没有完全一样的" in page and f"/proposals/{shop.number}" in page


def test_a_street_leads_to_its_map(client, shop):
    assert "/map?street=" in client.get("/search?q=牛街").text


def test_a_receipt_leads_to_what_became_of_it(client, session, write, shop):
    with write() as now:
        opinion = give_opinion(session, consultation_of(session, shop), stance="support", text="好", relation="neighbour",
                               token="searched", now=now)
        complaint = file_complaint(session, category="other", place="胡同口", text="夜里太吵", token="searched", now=now)
    typed = opinion.receipt.lower().replace("-", " ")
    assert client.get("/search", query_string={"q": typed}).location == f"/receipts/{opinion.receipt}"
    assert client.get("/search", query_string={"q": complaint.receipt}).location == f"/complaints/receipts/{complaint.receipt}"
    assert client.get("/search/suggest", query_string={"q": opinion.receipt}).json == []
    part = client.get("/search", query_string={"q": opinion.receipt[:9]})
    assert part.status_code == 200 and "回执编号要输全" in part.text
    assert opinion.receipt not in part.text


def test_suggestions_say_what_they_are_and_where_they_lead(client, session, write, shop):
    with write() as now:
        a_space(session, now, "XC-7", name="红莲菜站")
    hits = client.get("/search/suggest?q=红莲").json
    found = {(each["kind"], each["address"]) for each in hits}
    assert found >= {("方案", f"/proposals/{shop.number}"), ("腾退空间", "/spaces/XC-7")}
    assert client.get("/search/suggest").json == []


def test_the_first_page_begins_with_ones_own_street(client, session, write):
    with write() as now:
        a_published_proposal(session, now, title="远处的方案", period_value=8, period_unit="day")
        here = a_space(session, now, street="牛街街道")
        a_published_proposal(session, now, title="家门口的方案", space=here, period_value=9, period_unit="day")
    before = client.get("/").text
    assert before.index("远处的方案") < before.index("家门口的方案")
    assert client.get("/near?street=牛街街道").location == "/"
    after = client.get("/").text
    assert after.index("家门口的方案") < after.index("别的街道正在征求意见") < after.index("远处的方案")
    client.get("/near?street=椿树街道")
    assert "您这个街道现在没有正在征求意见的方案" in client.get("/").text
    client.get("/near?street=")
    assert "别的街道" not in client.get("/").text


def test_a_street_nobody_knows_is_not_remembered(client, shop):
    client.get("/near?street=<script>")
    assert "别的街道" not in client.get("/").text

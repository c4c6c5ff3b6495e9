"""The outcome library: every finished consultation is there, nothing else is, and it is found by what people said."""

from tests.builders import a_published_proposal

FILTERS = {
    "": True, "?q=电梯": True, "?q=红莲南里": True, "?q=游泳池": False, "?verdict=adopted": True, "?verdict=not_adopted": False,
    "?outcome=passed": True, "?outcome=deferred": False, "?street=广安门外街道": True, "?street=牛街街道": False,
    "?type=地下": True, "?type=文物": False, "?year=2026": True, "?year=2020": False, "?year=never&verdict=perhaps": True,
}


def test_a_finished_consultation_is_found_by_what_was_said_where_and_how_it_ended(client, finish):
    proposal = finish({"电梯": 2})
    for asked, is_found in FILTERS.items():
        page = client.get(f"/outcomes{asked}").text
        assert (f'href="/proposals/{proposal.number}"' in page) == is_found, asked


def test_it_tells_the_numbers_the_verdicts_and_the_words_looked_for(client, finish):
    finish({"电梯": 1, "树荫": 2, "长椅": 3, "车位": 4})
    page = client.get("/outcomes").text
    assert "归为5类" in page and "收到意见15条" in page
    assert "电梯" not in page, "only the weightiest are shown"
    assert "电梯" in client.get("/outcomes?q=电梯").text.split("</form>")[1], "unless one looks for it"


def test_what_is_not_finished_is_not_there(client, session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
    page = client.get("/outcomes").text
    assert proposal.number not in page and "还没有公布过结果" in page


def test_older_outcomes_follow_on_further_pages(client, finish, monkeypatch):
    monkeypatch.setattr("portal.pages.outcome_views.PAGE", 1)
    older, newer = finish(title="先办的方案").number, finish(title="后办的方案").number
    first = client.get("/outcomes").text
    assert newer in first and older not in first
    address = first.split('class="pager"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    following = client.get(address).text
    assert older in following and newer not in following

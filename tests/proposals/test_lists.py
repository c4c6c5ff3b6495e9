"""The lists of proposals at the desk, and what the public reads of one."""

import re

import pytest

from portal.permissions import Role
from portal.proposals.actions import new_version, withdraw_proposal
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewed_draft, a_space, a_unit, a_user


def test_the_public_reads_what_changed_between_published_versions_only(session, write, desk, client):
    proposal, _browser = desk(a_published_proposal)
    with write() as now:
        new_version(session, proposal, actor=a_handler(session, now), now=now)
    page = client.get(f"/proposals/{proposal.number}/versions").text
    assert "第1版" in page
    assert "第2版" not in page


@pytest.mark.parametrize("make", [a_draft, a_reviewed_draft])
@pytest.mark.parametrize("path", ["", "/versions"])
def test_the_public_is_told_in_a_sentence_that_nothing_is_published(desk, client, make, path):
    proposal, _browser = desk(make)
    answer = client.get(f"/proposals/{proposal.number}{path}")
    assert answer.status_code == 404
    assert "没有找到" in answer.text


def test_the_list_shows_the_own_units_proposals_by_state_and_words(session, write, desk, sign_in):
    draft, browser = desk(title="月坛北街车棚改造")
    other, others = desk(a_published_proposal, space=None, title="牛街菜市场提升")
    with write() as now:
        gone = a_draft(session, now, title="不做了的方案")
        withdraw_proposal(session, gone, "不做了", actor=a_handler(session, now), now=now)
        office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    assert "月坛北街车棚改造" in browser.get("/desk/proposals?state=draft").text
    page = browser.get("/desk/proposals?state=open").text
    assert "牛街菜市场提升" in page
    assert "月坛北街车棚改造" not in page
    assert "不做了的方案" in browser.get("/desk/proposals?state=withdrawn&q=不做").text
    assert "没有符合条件" in browser.get("/desk/proposals?q=没有这个词").text
    assert draft.number in sign_in(office).get("/desk/proposals").text


def test_a_street_worker_sees_what_is_published_in_the_own_street_and_may_enter_opinions(session, write, sign_in):
    with write() as now:
        here = a_published_proposal(session, now, title="本街道已经公布的方案")
        a_draft(session, now, title="本街道还没公布的方案")
        elsewhere = a_space(session, now, street="牛街街道")
        a_published_proposal(session, now, space=elsewhere, title="别的街道的方案")
        worker = a_user(session, now, Role.STREET_WORKER, a_unit(session, now, "广安门外街道办事处"))
    page = sign_in(worker).get("/desk/proposals").text
    assert "本街道已经公布的方案" in page
    assert f'href="/desk/proposals/{here.number}/opinions/enter"' in page
    assert f'href="/proposals/{here.number}"' in page
    assert "本街道还没公布的方案" not in page
    assert "别的街道的方案" not in page


def test_the_list_is_read_page_by_page(session, write, sign_in, monkeypatch):
    monkeypatch.setattr("portal.proposals.desk_views.PAGE", 2)
    with write() as now:
        titles = [a_draft(session, now, title=f"第{number}个方案").latest.title for number in range(5)]
        handler = a_handler(session, now)
    browser, address, seen = sign_in(handler), "/desk/proposals", []
    while address:
        page = browser.get(address).text
        seen += [title for title in reversed(titles) if title in page]
        older = re.search(r'class="button older" href="([^"]+)"', page)
        address = older and older.group(1).replace("&amp;", "&")
    assert seen == titles[::-1]

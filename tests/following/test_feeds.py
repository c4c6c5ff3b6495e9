"""Feeds and calendars for everybody, read as a feed reader reads them."""

from datetime import timedelta

import feedparser
import pytest
from icalendar import Calendar

from portal.meetings.actions import publish_decision
from portal.proposals.actions import withdraw_proposal
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewer, a_space
from tests.i18n_check import everything_translated
from tests.meetings import story

HERE, THERE = "广安门外街道", "德胜街道"


@pytest.fixture
def published(session, write, clock):
    """`published(street=…, title=…)` — one more proposal before the public."""

    def one(street=HERE, **about):
        clock.advance(timedelta(minutes=1))
        with write() as now:
            return a_published_proposal(session, now, space=a_space(session, now, street=street), **about)

    return one


def titles(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    read = feedparser.parse(answer.data)
    assert not read.bozo, "a feed reader takes it"
    return [entry.title for entry in read.entries]


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_the_newest_comes_first_and_drafts_never(session, write, client, published, kind):
    published(title="第一件 <b>&</b>")
    published(title="第二件")
    with write() as now:
        a_draft(session, now, title="还没有公布")
    assert titles(client, f"/feeds/proposals.{kind}") == ["开始征求意见：第二件", "开始征求意见：第一件 <b>&</b>"]


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_an_entry_leads_to_its_page_and_keeps_its_key(client, published, kind):
    proposal = published()
    first, again = (feedparser.parse(client.get(f"/feeds/proposals.{kind}").data).entries[0] for _ in range(2))
    assert first.link == f"http://localhost/proposals/{proposal.number}"
    assert first.id == again.id and proposal.number in first.id
    assert first.get("published_parsed") or first.get("updated_parsed")


def test_a_subdistrict_has_its_own(client, published):
    published(HERE, title="这边的事")
    published(THERE, title="那边的事")
    assert titles(client, f"/feeds/streets/{HERE}.atom") == ["开始征求意见：这边的事"]
    assert client.get("/feeds/streets/不存在.atom").status_code == 404


def test_what_was_decided_and_withdrawn(session, write, clock, client, published):
    with write() as now:
        proposal = story.heard(session, now, space=a_space(session, now))
    with write():
        story.answered(session, clock, proposal)
    assert titles(client, "/feeds/outcomes.atom") == []
    with write() as now:
        story.compiled(session, now, proposal)
        story.approved(session, now, proposal)
        decision = story.decided(session, now, story.on_a_meeting(session, now, proposal))
        publish_decision(session, decision, notice="同意。", reviewer="孙审查", leader="周主任",
                         actor=a_reviewer(session, now), now=now)
    assert titles(client, "/feeds/outcomes.atom") == [f"结果公布：{proposal.latest.title}"]
    gone = published(title="不做了的事")
    clock.advance(timedelta(minutes=1))
    with write() as now:
        withdraw_proposal(session, gone, "权属有争议", actor=a_handler(session, now), now=now)
    assert titles(client, "/feeds/proposals.atom")[0] == "方案撤回：不做了的事"


def test_what_has_not_changed_is_not_sent_again(client, published):
    published()
    first = client.get("/feeds/proposals.atom")
    assert "public" in first.headers["Cache-Control"]
    again = client.get("/feeds/proposals.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    published()
    assert client.get("/feeds/proposals.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_feeds_speak_the_readers_language(client, published):
    published(title="菜站")
    with everything_translated():
        assert titles(client, "/en/feeds/proposals.rss")[0].endswith("菜站")
        read = feedparser.parse(client.get("/en/feeds/proposals.atom").data)
    assert "开始" not in read.entries[0].title and read.entries[0].link.startswith("http://localhost/en/proposals/")


def events(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_calendars_of_a_subdistrict_and_of_one_proposal(client, published):
    proposal = published(HERE, title="这边的事")
    published(THERE, title="那边的事")
    assert events(client, f"/feeds/streets/{HERE}.ics") == ["截止提意见：这边的事"]
    assert events(client, f"/proposals/{proposal.number}/closing.ics") == ["截止提意见：这边的事"]
    assert client.get("/proposals/XC-2026-999/closing.ics").status_code == 404


def test_the_site_tells_readers_where_its_feed_lies(client):
    assert 'type="application/atom+xml" href="/feeds/proposals.atom"' in client.get("/").text

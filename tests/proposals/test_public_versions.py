"""Everybody sees the versions side by side, the words marked, each change beside the words of the people that caused it."""

from datetime import timedelta

import pytest

from portal import journal
from portal.consultations.queries import consultation_of
from portal.opinions.actions import decide_theme, give_opinion, group_points
from portal.opinions.queries.changes import changed_places
from tests.builders import a_handler, a_published_proposal, a_reviewer
from tests.opinions.matter import a_pledge
from tests.proposals.test_cost import another_version


@pytest.fixture
def changed(session, write, clock):
    """A proposal whose second version changed because of one theme, and not because of another."""
    with write() as now:
        proposal = a_published_proposal(session, now)
        handler, reviewer = a_handler(session, now), a_reviewer(session, now)
        consultation = consultation_of(session, proposal)
        said = [give_opinion(session, consultation, stance="suggest", text=text, relation="neighbour", token=text, now=now)
                for text in ("想要写清楚营业时间", "想要长椅")]
        themes = [group_points(session, consultation, title, each.points, actor=handler, now=now)
                  for title, each in zip(("营业时间写清楚", "放几把长椅"), said, strict=True)]
        another_version(session, now, proposal, handler, reviewer)
    with write() as now:
        behind = ({"places": changed_places(session, consultation)}, {"pledge": a_pledge(proposal.initiating_unit, now)})
        for theme, why in zip(themes, behind, strict=True):
            decide_theme(session, theme, verdict="adopted", reason="营业时间会写清楚，也会放几把长椅。",
                         changed_place="见第二版。", seen_revision=theme.revision, actor=handler, now=now, **why)
        clock.advance(timedelta(days=30))
    return proposal


def publish_answers(session, write, proposal):
    with write() as now:
        consultation = consultation_of(session, proposal)
        consultation.answers_published_at = now
        journal.record(session, "answers.publish", consultation, actor=None, now=now)


def test_both_texts_stand_beside_each_other_with_the_words_marked(client, changed):
    page = client.get(f"/proposals/{changed.number}/versions").text
    assert "改前（第1版）" in page and "改后（第2版）" in page
    assert "<del>" in page and "<ins>" in page
    assert "版的话" in page.partition("改后（第2版）")[2]


def test_a_change_leads_to_the_words_that_caused_it_once_they_are_answered(session, write, client, changed):
    address = f"/proposals/{changed.number}/versions"
    assert "营业时间写清楚" not in client.get(address).text
    publish_answers(session, write, changed)
    page = client.get(address).text
    assert "因为大家说" in page and "营业时间写清楚" in page and "放几把长椅" not in page
    anchor = page.partition(f'href="/proposals/{changed.number}#')[2].partition('"')[0]
    assert f'id="{anchor}"' in client.get(f"/proposals/{changed.number}").text


def test_one_version_alone_says_that_nothing_changed(session, write, client):
    with write() as now:
        proposal = a_published_proposal(session, now)
    assert "这个方案只公布过一版" in client.get(f"/proposals/{proposal.number}/versions").text

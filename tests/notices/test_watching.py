"""The portal really served, and looked at from outside: what is kept of it."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from portal.extensions import db
from portal.journal import JournalEntry
from portal.notices.models import Loss, Sighting
from portal.notices.watching import fingerprint, page_found, watch_all
from portal.outbox import Message
from portal.proposals.actions import withdraw_proposal
from tests.browser.serving import served

LIMIT = 120
NOBODY_THERE = "http://127.0.0.1:9"


@pytest.fixture
def site(app):
    """The address of the portal."""
    app.config["PROPAGATE_EXCEPTIONS"] = False  # what breaks is answered as to a reader
    with served(app) as address:
        yield address


@pytest.fixture
def look(app, session, site, notice):
    """`look(times, site=…)` — the worker looks so many times, a quarter of an hour apart; gives what is kept."""

    def some(times=1, site=site):
        for _ in range(times):
            with app.app_context():
                watch_all(db.engine, app.extensions["clock"], site, LIMIT, app.extensions["jobs"].stopping)
            app.extensions["clock"].advance(timedelta(minutes=15))
        session.rollback()
        session.expire_all()
        return session.scalars(select(Sighting).order_by(Sighting.id)).all()

    return some


def kept(sightings) -> list[tuple[bool, str, int]]:
    """Whether it is an attachment, what was found, how often."""
    return [(each.attachment_id is not None, each.outcome, each.checks) for each in sightings]


def test_what_is_up_is_proved_with_the_fingerprints_of_its_words_and_files(look, notice):
    page, picture = look()
    version = notice.proposal.published
    words = fingerprint((version.title, version.summary, version.meaning))
    assert (page.outcome, page.status, page.sha256) == ("served", 200, words)
    assert (picture.outcome, picture.sha256) == ("served", notice.picture.file.sha256)


def test_what_stays_the_same_is_one_stretch(look):
    assert kept(look(5)) == [(False, "served", 5), (True, "served", 5)]


def test_a_notice_nobody_can_reach_is_told_as_that(look):
    look()
    found = look(2, site=NOBODY_THERE) and look()
    assert kept(found) == [(False, "served", 1), (True, "served", 1), (False, "unreachable", 2), (True, "unreachable", 2),
                           (False, "served", 1), (True, "served", 1)]


def test_a_file_that_changed_on_the_disk_is_altered_and_one_that_is_gone_is_missing(look, app, notice):
    [path] = app.extensions["storage"].root.rglob(notice.picture.file.sha256)
    path.write_bytes(b"other bytes")
    altered = look()[1]
    assert (altered.outcome, altered.sha256) == ("altered", sha256(b"other bytes").hexdigest())
    path.unlink()
    missing = look()[-1]
    assert (missing.outcome, missing.status) == ("missing", 500)


@pytest.mark.parametrize(("page", "outcome"), [
    ("<h1>菜店</h1><p>开一家\n社区菜店。</p>", "served"), ("<h1>菜店</h1><p>开一家社区酒馆。</p>", "altered"), ("", "altered"),
    ("<h1>菜店</h1><!-- 开一家社区菜店。 -->", "altered"),
], ids=["whole", "another word", "empty", "hidden"])
def test_a_page_without_its_words_is_altered(page, outcome):
    assert page_found(200, page.encode(), ("菜店", "开一家社区菜店。")).outcome == outcome


def test_two_workers_at_once_count_once(look, clock):
    look()
    clock.advance(timedelta(minutes=-15))
    assert kept(look()) == [(False, "served", 1), (True, "served", 1)]


def test_after_the_closing_nobody_looks(look, clock, notice):
    clock.instant = notice.round.closes_at
    assert look() == []


def test_a_withdrawn_proposal_is_not_looked_at(look, session, write, notice):
    with write() as now:
        withdraw_proposal(session, notice.proposal, "房屋另有安排。", actor=notice.handler, now=now)
    assert look() == []


def test_every_change_of_what_is_found_is_in_the_journal(look, session):
    look()
    look(3, site=NOBODY_THERE)
    entries = session.scalars(select(JournalEntry).where(JournalEntry.action == "notice.see").order_by(JournalEntry.id)).all()
    assert [each.details["outcome"] for each in entries] == ["served", "served", "unreachable", "unreachable"]


def test_two_hours_without_proof_propose_more_time_once_and_tell_the_unit(look, session, notice):
    look()
    look(8, site=NOBODY_THERE)
    assert session.scalars(select(Loss)).all() == []
    look(3, site=NOBODY_THERE)
    [loss] = session.scalars(select(Loss)).all()
    assert (loss.round_id, loss.answered_at) == (notice.round.id, None) and loss.lost_minutes >= 120
    told = session.scalars(select(Message).where(Message.kind == "notice.lost")).all()
    assert notice.handler.id in {each.user_id for each in told} and len({each.user_id for each in told}) == len(told)


def test_a_worker_that_was_away_is_no_proof_either(look, session, clock):
    look()
    clock.advance(timedelta(hours=3))
    look()
    [loss] = session.scalars(select(Loss)).all()
    assert loss.lost_minutes == 195

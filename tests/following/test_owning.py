"""An address belongs to its owner: confirmed once, changed by nobody else, forgotten with the last follow."""

from datetime import timedelta

from sqlalchemy import text

from portal.following.actions.following import confirm, forget_unconfirmed, stop
from portal.following.models import Follow, Telling
from portal.following.queries.lookup import by_address
from portal.journal import JournalEntry
from tests.following.conftest import WANG, ZHAO


def test_stopping_the_last_forgets_the_address_and_what_waits_for_it(session, write, published, follows, tell, send, stored,
                                                                       forgotten, street_id):
    follows("street", street_id=street_id)
    send()
    published()
    tell()
    with write() as now:
        follower = by_address(session, WANG)
        stop(session, follower, [each.id for each in follower.follows], now=now)
    assert send() == 0 and forgotten()
    assert [message.address for message in stored()] == [None], "only the question that was sent is left, without its address"


def test_an_address_nobody_confirmed_is_forgotten_after_three_days(session, write, published, ask, clock, forgotten, rows):
    proposal = published()
    ask("proposal", proposal_id=proposal.id)
    clock.advance(timedelta(days=3) - timedelta(seconds=1))
    with write() as now:
        assert forget_unconfirmed(session, now) == 0
    clock.advance(timedelta(seconds=1))
    with write() as now:
        assert forget_unconfirmed(session, now) == 1
    assert forgotten()


def test_asking_again_and_again_sends_one_question(published, ask, send, clock):
    proposal = published()
    for _ in range(3):
        ask("proposal", proposal_id=proposal.id)
    assert send() == 1
    clock.advance(timedelta(minutes=10))
    ask("proposal", proposal_id=proposal.id)
    assert send() == 1


def test_somebody_else_cannot_change_what_one_follows(session, published, follows, ask, clock, rows):
    proposal = published()
    follows("proposal", proposal_id=proposal.id)
    clock.advance(timedelta(minutes=10))
    ask("proposal", proposal_id=proposal.id, pace="weekly")
    assert [each.pace for each in rows(Follow)] == ["at_once"]


def test_no_address_and_no_secret_stands_anywhere_in_clear(session, published, follows, rows, stored):
    follower = follows("proposal", proposal_id=published().id)
    journal = [f"{entry.details} {entry.action}" for entry in rows(JournalEntry)]
    clear = [*journal, *(str(message.params) + (message.key or "") for message in stored())]
    for table in ("followers", "outbox"):
        clear += [str(row) for row in session.execute(text(f"SELECT * FROM {table}")).all()]
    assert not [line for line in clear if WANG in line or follower.secret in line]
    assert rows(Telling)


def test_a_confirmed_follow_is_confirmed_once(session, write, published, follows):
    follower = follows("proposal", proposal_id=published().id)
    with write() as now:
        assert confirm(session, follower, [each.id for each in follower.follows], now=now) == []


def test_who_follows_two_addresses_are_two_people(published, follows, tell, send, server, street_id):
    for address in (WANG, ZHAO):
        follows("street", street_id=street_id, address=address)
    send()
    del server.mails[:]
    published()
    tell()
    send()
    assert sorted(server.recipients) == [WANG, ZHAO]

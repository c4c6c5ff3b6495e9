"""Real workers find what waits in the outbox and send it, without anybody asking; one is killed while it does."""

from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import update

from portal.clock import SystemClock
from portal.outbox import Message
from portal.transaction import write_transaction
from tests.jobs.processes import worker


@pytest.fixture
def clock():
    """Workers read the machine's clock, so everybody does here."""
    return SystemClock()


def test_a_worker_empties_the_outbox(post, mailing, server):
    arrived = Event()
    server.on_mail = lambda _smtp: arrived.set()
    post(address="wang@example.com")
    with worker(mailing):
        assert arrived.wait(timeout=120)
    assert server.recipients == ["wang@example.com"]


def test_a_worker_killed_between_the_answer_and_the_mark_repeats_nothing(post, mailing, server, send, session, clock, stored):
    post(address="wang@example.com")
    with worker(mailing) as process:
        server.on_mail = lambda _smtp: process.kill()
        process.wait(timeout=120)
    server.on_mail = None
    message, = stored()
    assert message.claimed_at and not message.sent_at
    assert send() == 0
    with write_transaction(session, clock) as now:
        session.execute(update(Message).values(claimed_at=now - timedelta(minutes=11)))
    assert send() == 0
    assert server.recipients == ["wang@example.com"]
    assert stored()[0].failure == "uncertain"

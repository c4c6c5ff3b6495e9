"""Everybody who spoke and can be written to is told when what became of their words is published."""

import pytest
from sqlalchemy import select

from portal.consultations.queries import consultation_of
from portal.following.actions.answers import tell_authors
from portal.meetings.actions import publish_decision
from portal.opinions.actions import give_opinion
from portal.opinions.models import Opinion
from portal.permissions import Role
from portal.transaction import write_transaction
from tests.builders import a_reviewer, a_space, a_user
from tests.jobs.worker import run_all
from tests.meetings import story
from tests.opinions.matter import WORDS


@pytest.fixture
def decision(session, write, clock, tell):
    """A decision, published a moment ago, on a proposal about which five people have spoken."""
    tell()
    with write() as now:
        proposal = story.heard(session, now, space=a_space(session, now))
        resident = a_user(session, now, Role.RESIDENT, login="resident")
        resident.contact = "account@example.com"
        for number, about in enumerate(({"email": "wang@example.com"}, {"email": "gone@example.com"}, {"phone": "13800000000"},
                                        {"author": resident})):
            give_opinion(session, consultation_of(session, proposal), token=f"o{number}", now=now, **WORDS, **about)
    with write():
        story.answered(session, clock, proposal)
    with write() as now:
        _withdrawn(session, now)
        story.compiled(session, now, proposal)
        story.approved(session, now, proposal)
        made = story.decided(session, now, story.on_a_meeting(session, now, proposal))
        reviewer = a_reviewer(session, now)
        publish_decision(session, made, notice="同意。", reviewer="孙审查", leader="周主任", actor=reviewer, now=now)
    return made


def _withdrawn(session, now):
    """The one who gave the second address took the opinion back in time."""
    session.scalars(select(Opinion).where(Opinion.token == "o1")).one().withdrawn_at = now


@pytest.fixture
def work(app, session):
    """`work()` — the workers do every job that waits."""

    def run():
        session.rollback()
        run_all(app)

    return run


def told(server):
    return sorted(address for addresses, mail in server.mails if "结果" in mail["Subject"] for address in addresses)


def test_authors_are_told_once_with_the_way_to_their_own_answer(decision, tell, work, send, server, session, stored):
    tell()
    work()
    send()
    assert told(server) == ["account@example.com", "wang@example.com"], "not who withdrew, nor who left a telephone only"
    mail = next(mail for addresses, mail in server.mails if addresses == ["wang@example.com"] and "结果" in mail["Subject"])
    assert "https://portal.example/receipts/" in mail.get_content() and "电梯" not in mail.get_content()
    assert not [each for each in stored() if each.secret], "the receipt is kept no longer than the message waits"
    tell()
    work()
    assert send() == 0


def test_telling_twice_sends_once(decision, session, clock, send, server):
    send()
    del server.mails[:]
    consultation = consultation_of(session, decision.item.proposal)
    for _ in range(2):
        with write_transaction(session, clock) as now:
            assert tell_authors(session, decision, consultation.id, 0, now=now) is None
    send()
    assert told(server) == ["account@example.com", "wang@example.com"]


def test_many_are_told_in_turns(decision, session, clock, send, server):
    consultation, last, turns = consultation_of(session, decision.item.proposal), 0, 0
    while last is not None:
        with write_transaction(session, clock) as now:
            last = tell_authors(session, decision, consultation.id, last, now=now, limit=1)
        turns += 1
    send()
    assert turns == 3 and told(server) == ["account@example.com", "wang@example.com"]



"""The outbox is emptied over a real SMTP server: everybody gets one mail, whatever goes wrong on the way."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy.orm import Session

from portal import outbox
from portal.outreach.rules import BACKOFF
from portal.outreach.sending import claim_next, send_waiting
from portal.transaction import write_transaction
from tests.postgres import free_port

RESIDENT = "wang.xiuying@example.com"


def test_a_resident_gets_one_mail_with_the_receipt_in_both_languages(post, send, server, stored):
    post(address=RESIDENT)
    assert (send(), send()) == (1, 0)
    (addresses, mail), = server.mails
    assert addresses == [RESIDENT]
    assert mail["Subject"] == "您的意见已收到（FA-2026-0001）"
    assert (mail["From"].addresses[0].addr_spec, mail["Auto-Submitted"]) == ("noreply@xicheng.example", "auto-generated")
    text = mail.get_content()
    assert "回执编号：AAAA-BBBB" in text and "https://portal.example/receipts/AAAA-BBBB" in text
    assert "Receipt number: AAAA-BBBB" in text and "https://portal.example/en/receipts/AAAA-BBBB" in text
    message, = stored()
    assert message.sent_at and not message.claimed_at
    assert message.address is None, "what is no longer needed is not kept"


def test_a_user_gets_it_at_the_address_of_the_account(post, send, server, person, stored):
    post(user_id=person("li@unit.example").id)
    post(user_id=person(None).id)
    send()
    assert server.recipients == ["li@unit.example"]
    assert [message.failure for message in stored()] == ["", "no_address"]


@pytest.mark.parametrize(("address", "failure"), [
    ("13800000000", "phone"), (None, "no_address"), ("王@例子.中国", "refused"), ("a@b@c", "refused"),
    ("a\r\nBcc: x@y.cn", "refused"),
])
def test_what_cannot_be_mailed_stays_and_says_why(post, send, server, stored, address, failure):
    post(address=address)
    post(address=RESIDENT)
    send()
    assert server.recipients == [RESIDENT]
    assert [message.failure for message in stored()] == [failure, ""]
    assert stored()[0].sent_at is None


def test_a_refused_recipient_is_noted_and_the_others_get_theirs(post, send, server, stored):
    server.answers[RESIDENT] = f"550 5.1.1 <{RESIDENT}> unknown, call 13800000000"
    for address in (RESIDENT, "zhao@example.com"):
        post(address=address)
    send()
    assert server.recipients == ["zhao@example.com"]
    refused = stored()[0]
    assert (refused.failure, refused.last_error) == ("refused", "550 5.1.1 <…> unknown, call …")


def test_a_busy_server_is_tried_again_later_and_later_and_then_somebody_must_look(post, send, server, stored, clock):
    server.answers[RESIDENT] = "451 try again later"
    post(address=RESIDENT)
    for wait in BACKOFF:
        send()
        assert stored()[0].next_attempt_at == clock.now() + wait
        clock.advance(wait - timedelta(seconds=1))
        send()
        clock.advance(timedelta(seconds=1))
    assert stored()[0].attempts == len(BACKOFF)
    send()
    assert stored()[0].failure == "unreachable"


def test_a_busy_server_that_recovers_gets_the_mail_once(post, send, server, clock):
    server.answers[RESIDENT] = "451 try again later"
    post(address=RESIDENT)
    send()
    server.answers.clear()
    clock.advance(BACKOFF[0])
    assert (send(), send()) == (1, 0)
    assert server.recipients == [RESIDENT]


def test_while_the_server_is_down_everything_waits_and_nothing_is_counted_against_it(post, send, server, stored):
    post(address=RESIDENT)
    down = {"smtp_port": free_port()}
    assert send(**down) == 0
    message, = stored()
    assert (message.attempts, message.failure, message.claimed_at) == (0, "", None)
    assert send() == 1
    assert server.recipients == [RESIDENT]


def test_without_a_mail_server_everything_waits(post, send, stored):
    post(address=RESIDENT)
    assert send(smtp_host="") == 0
    assert stored()[0].claimed_at is None


def test_a_server_that_goes_down_between_two_mails_gets_the_second_later(post, send, server, stored):
    for address in (RESIDENT, "zhao@example.com"):
        post(address=address)
    server.answers["zhao@example.com"] = "421 going down"
    send()
    assert [message.attempts for message in stored()] == [1, 0]
    server.answers.clear()
    send()
    assert server.recipients == [RESIDENT, "zhao@example.com"]


def test_a_connection_lost_after_the_mail_was_handed_over_is_uncertain_and_not_repeated(post, send, server, stored):
    server.on_mail = lambda smtp: smtp.transport.abort()
    post(address=RESIDENT)
    send()
    server.on_mail = None
    send()
    assert server.recipients == [RESIDENT]
    assert stored()[0].failure == "uncertain"


def test_a_sender_killed_halfway_leaves_no_second_mail_but_a_question(session, clock, post, send, server, stored):
    post(address=RESIDENT)
    with write_transaction(session, clock) as now:
        assert claim_next(session, now)
    send()
    assert server.recipients == [] and stored()[0].failure == ""
    clock.advance(timedelta(minutes=11))
    send()
    assert server.recipients == [] and stored()[0].failure == "uncertain"


def test_two_senders_send_each_mail_once(session, clock, mailing, post, server):
    for number in range(12):
        post(address=f"{number}@example.com")
    session.rollback()
    senders = [Thread(target=send_waiting, args=(session.get_bind(), clock, mailing, Event())) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(server.recipients) == sorted(f"{number}@example.com" for number in range(12))


def test_what_one_sender_is_claiming_another_does_not_wait_for(session, clock, post):
    """Rows are passed over on PostgreSQL; on SQLite the second sender's turn comes after the first's."""
    post(address=RESIDENT)
    post(address="zhao@example.com")
    with write_transaction(session, clock) as now:
        first = [message.id for message in claim_next(session, now)]
    with Session(session.get_bind()) as other, write_transaction(other, clock) as now:
        assert [message.id for message in claim_next(other, now)] != first


def test_several_reminders_for_one_person_become_one_mail(post, send, server, person, stored):
    handler = person("li@unit.example")
    for number in ("FA-2026-0001", "FA-2026-0002"):
        post("letter.soon", user_id=handler.id, number=number, due="2026-06-12")
    post("letter.soon", user_id=person("qian@unit.example").id, due="2026-06-12")
    assert send() == 2
    mail = server.mails[0][1]
    assert mail["Subject"] == "有 2 份征求意见函快到期了"
    assert "FA-2026-0001" in mail.get_content() and "FA-2026-0002" in mail.get_content()
    assert all(message.sent_at for message in stored())


def test_a_message_nobody_wrote_a_text_for_says_so(post, send, server, stored):
    post("nobody.knows.it", address=RESIDENT)
    post("request_sent", address=RESIDENT)
    send()
    assert server.mails == []
    assert [message.failure for message in stored()] == ["no_text", "no_text"]


def test_a_key_is_posted_once(session, write, stored):
    with write() as now:
        assert outbox.post(session, "letter.soon", now=now, user_id=1, key="letter.soon:1:1")
    with write() as now:
        assert not outbox.post(session, "letter.soon", now=now, user_id=1, key="letter.soon:1:1")
    assert len(stored()) == 1


def test_a_stopping_worker_sends_no_more(session, clock, mailing, post, server):
    stopping = Event()
    server.on_mail = lambda _smtp: stopping.set()
    for number in range(3):
        post(address=f"{number}@example.com")
    session.rollback()
    assert send_waiting(session.get_bind(), clock, mailing, stopping) == 1
    assert server.recipients == ["0@example.com"]

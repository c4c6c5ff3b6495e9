"""An outbox, a mail server, and somebody who sends."""

from threading import Event

import pytest
from sqlalchemy import select

from portal import journal, outbox
from portal.outbox import Message
from portal.outreach.sending import send_waiting
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.outreach.mailserver import HOST, mail_server


@pytest.fixture
def server():
    """A mail server that takes everything."""
    with mail_server() as handler:
        yield handler


@pytest.fixture
def mailing(settings, server):
    """Settings that lead to the mail server."""
    return settings.model_copy(update={"smtp_host": HOST, "smtp_port": server.port, "smtp_security": "none",
                                       "mail_from": "意见征集 <noreply@xicheng.example>", "site_address": "https://portal.example/"})


@pytest.fixture
def send(session, clock, mailing):
    """`send()` — one round of the sender, as the worker does it; gives how many mails went out."""

    def once(**changes):
        session.rollback()
        return send_waiting(session.get_bind(), clock, mailing.model_copy(update=changes), Event())

    return once


@pytest.fixture
def post(session, write):
    """`post(address=…)` — put a message about an opinion in the outbox."""

    def one(kind="opinion.received", **about):
        params = {"title": "红莲南里便民菜站", "number": "FA-2026-0001", "receipt": "AAAA-BBBB"} | about
        with write() as now:
            unit = a_unit(session, now)
            outbox.post(session, kind, now=now, **params)
            journal.record(session, "unit.note", unit, actor=None, now=now)

    return one


@pytest.fixture
def person(session, write):
    """`person("w@example.com")` — a handler with that address."""

    def of(contact, unit="区房管局"):
        with write() as now:
            user = a_user(session, now, Role.HANDLER, a_unit(session, now, unit))
            user.contact = contact
        return user

    return of


@pytest.fixture
def stored(session):
    """`stored()` — the outbox as it is now, oldest first."""

    def now():
        session.rollback()
        return list(session.scalars(select(Message).order_by(Message.id).execution_options(populate_existing=True)))

    return now

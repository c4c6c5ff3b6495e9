"""Somebody who follows things by mail, and a round of the workers."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.following.actions.answers import look_for_answers
from portal.following.actions.following import Subject, ask_to_follow, confirm
from portal.following.actions.telling import tell_next
from portal.following.models import Follow, Follower
from portal.following.queries.lookup import by_address
from portal.following.rules import PACES
from portal.transaction import write_transaction
from tests.builders import a_published_proposal, a_space, a_unit
from tests.outreach.conftest import mailing, send, server, stored  # noqa: F401

STREET, OTHER_STREET = "广安门外街道", "德胜街道"
WANG, ZHAO = "wang@example.com", "zhao@example.com"
LINK = re.compile(r"https://portal\.example(/follows/\S+)")


@pytest.fixture
def ask(session, write):
    """`ask("proposal", proposal_id=…)` — somebody asks to follow that; `address` and `pace` differ when given."""

    def one(kind, *, address=WANG, pace="at_once", **what):
        with write() as now:
            ask_to_follow(session, Subject(kind, **what), address, pace, now=now)

    return one


@pytest.fixture
def follows(session, write, ask, clock):
    """`follows("street", street_id=…)` — the same, and the owner of the address says yes."""

    def one(kind, *, address=WANG, **what):
        ask(kind, address=address, **what)
        with write() as now:
            follower = by_address(session, address)
            confirm(session, follower, [each.id for each in follower.follows], now=now)
        clock.advance(timedelta(minutes=1))
        return follower

    return one


@pytest.fixture
def tell(session, clock):
    """`tell()` — a round of the workers, five minutes later; `limit` followers in one turn."""

    def once(*, after=timedelta(minutes=5), limit=500):
        session.rollback()
        clock.advance(after)
        for pace in PACES:
            has_more = True
            while has_more:
                with write_transaction(session, clock) as now:
                    has_more = tell_next(session, pace, now=now, limit=limit)
        with write_transaction(session, clock) as now:
            look_for_answers(session, now=now)

    return once


@pytest.fixture
def rows(session):
    """`rows(Follow)` — what is stored of it now."""

    def of(model):
        session.rollback()
        return list(session.scalars(select(model).order_by(model.id).execution_options(populate_existing=True)))

    return of


@pytest.fixture
def forgotten(rows):
    """`forgotten()` — whether nothing is kept of anybody."""
    return lambda: not rows(Follow) and not rows(Follower)


def link_in(mail) -> str:
    """The path of the link that a mail carries for what one follows."""
    return LINK.search(mail.get_content()).group(1)


@pytest.fixture
def published(session, write):
    """`published(title=…)` — one more proposal before the public for ten days."""

    def one(*, street=STREET, at=None, **about):
        with write() as now:
            longitude, latitude = at or ("", "")
            space = a_space(session, now, street=street, longitude=longitude, latitude=latitude)
            return a_published_proposal(session, now, space=space, period_value=10, period_unit="day", **about)

    return one


@pytest.fixture
def street_id(session, write):
    """The id of the unit of STREET."""
    with write() as now:
        return a_unit(session, now, "广安门外街道办事处").id

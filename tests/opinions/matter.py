"""A published proposal with an open public round, made of rows, for tests that are about opinions only."""

from dataclasses import dataclass
from datetime import timedelta

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date, end_of_day
from portal.consultations.models import Consultation, Request, Round
from portal.ledger.models import Space
from portal.opinions.actions import give_opinion
from portal.permissions import Role
from portal.proposals.models import Proposal, ProposalVersion, Publication
from tests.builders import a_unit, a_user

DAYS = 10


@dataclass
class Matter:
    """What most tests need at hand."""

    consultation: Consultation
    handler: User
    unit: Unit
    street: Unit

    @property
    def round(self) -> Round:
        return self.consultation.rounds[0]


def a_matter(session, now, number="XC-2026-001") -> Matter:
    """The 区商务局 asks the public for ten days, from `now`, about a space in 牛街街道."""
    unit, street = a_unit(session, now), a_unit(session, now, "牛街街道办事处")
    handler = a_user(session, now, Role.HANDLER, unit)
    space = Space(number=f"K{number}", name="牛街菜市场二层", address="牛街甲1号", space_type="产业", space_subtype="商市场",
                  initiating_unit_id=unit.id, updated_at=now, streets=[street])
    proposal = Proposal(number=number, space=space, initiating_unit=unit, created_by=handler.id, created_at=now)
    version = ProposalVersion(proposal=proposal, ordinal=1, title="菜市场二层改为便民食堂", created_by=handler.id, created_at=now,
                              edited_at=now, sealed_at=now, publication=Publication(published_by=handler.id, published_at=now))
    session.add(version)
    session.flush()
    consultation = Consultation(proposal=proposal, rulebook="test", opened_at=now)
    consultation.rounds = [a_round(version, handler, now)]
    session.add(consultation)
    session.flush()
    return Matter(consultation, handler, unit, street)


def a_round(version, opener, now, kind="public") -> Round:
    return Round(version=version, kind=kind, opened_by=opener.id, opened_at=now, period_value=DAYS, period_unit="day",
                 closes_at=end_of_day(beijing_date(now) + timedelta(days=DAYS)))


def a_request(session, matter, now, party="department", unit=None, user=None) -> Request:
    """A letter in a round of its own; without `unit` and `user` it goes to 区市场监管局."""
    unit = unit or (None if user else a_unit(session, now, "区市场监管局"))
    letters = a_round(matter.round.version, matter.handler, now, kind="formal")
    request = Request(party=party, unit=unit, user=user, sent_at=now, due_at=letters.closes_at)
    letters.requests = [request]
    matter.consultation.rounds.append(letters)
    session.flush()
    journal.record(session, "request.send", request, actor=matter.handler, now=now)
    return request


_words = {"stance": "suggest", "text": "二层应当有电梯。", "relation": "neighbour"}


def an_opinion(session, matter, now, token, **changes):
    """An opinion of a resident on the web."""
    return give_opinion(session, matter.consultation, token=token, now=now, **{**_words, **changes})

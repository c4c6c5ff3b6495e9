"""A published proposal with an open public round, for tests that are about opinions only."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import Membership, Unit, User
from portal.clock import beijing_date
from portal.consultations.actions import open_formal_round, send_request
from portal.consultations.models import Consultation, Request, Round
from portal.opinions.actions import Pledge, enter_paper, give_opinion
from portal.opinions.models import Opinion
from tests.builders import a_published_proposal, a_space, a_unit

DAYS = 10
WORDS = {"stance": "suggest", "text": "二层应当有电梯。", "relation": "neighbour"}


@dataclass
class Matter:
    """What most tests need at hand."""

    consultation: Consultation
    handler: User
    unit: Unit
    street: Unit

    @property
    def round(self) -> Round:
        return self.consultation.public_round

    @property
    def number(self) -> str:
        return self.consultation.proposal.number


def a_matter(session, now) -> Matter:
    """The 区商务局 asks the public for ten days, from `now`, about a market hall in 牛街街道."""
    space = a_space(session, now, subtype="商市场", promoter="区商务局", street="牛街街道办事处")
    a_published_proposal(session, now, period_value=DAYS, period_unit="day", space=space)
    return the_matter(session)


def the_matter(session) -> Matter:
    """The newest matter there is, with a handler of its unit."""
    consultation = session.scalars(select(Consultation).order_by(Consultation.id.desc())).first()
    proposal = consultation.proposal
    handler = session.scalars(select(User).join(User.memberships).where(Membership.role == "handler")).first()
    return Matter(consultation, handler, proposal.initiating_unit, proposal.streets[0])


def a_request(session, matter, now, party="department", unit=None, user=None) -> Request:
    """A letter in a round of its own; without `unit` and `user` it goes to 区市场监管局."""
    unit = unit or (None if user else a_unit(session, now, "区市场监管局"))
    asked = {"actor": matter.handler, "now": now}
    letters = open_formal_round(session, matter.round.version, period_value=DAYS, period_unit="day", **asked)
    return send_request(session, letters, party=party, unit=unit, user=user, **asked)


def a_pledge(unit, now) -> Pledge:
    """The unit sees to it within sixty days."""
    return Pledge(unit, beijing_date(now) + timedelta(days=60))


def an_opinion(session, matter, now, token, **changes):
    """An opinion of a resident on the web."""
    return give_opinion(session, matter.consultation, token=token, now=now, **{**WORDS, **changes})


def a_paper(session, matter, now, token, **changes) -> Opinion:
    """A letter by post that objects, entered today; `changes` go over its values."""
    values = {"channel": "post", "stance": "oppose", "text": "油烟太大。", "received_on": beijing_date(now),
              "source": "来信第3号", "relation": "neighbour", "actor": matter.handler}
    return enter_paper(session, matter.consultation, token=token, now=now, **{**values, **changes})

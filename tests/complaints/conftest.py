"""The district's part of the complaints' tests: a space of 区房管局, and people near and far."""

from dataclasses import dataclass
from itertools import count

import pytest

from portal.accounts.models import User
from portal.complaints.actions import file_complaint
from portal.complaints.models import Complaint
from portal.ledger.models import Space
from portal.permissions import Role
from portal.workdays.actions import seed_calendar
from tests.builders import a_handler, a_reviewer, a_space, a_unit, a_user

_tokens = count(1)


@dataclass
class Town:
    """A space of 区房管局 and people of that unit, of others, of the office and the disciplinary contact."""

    space: Space
    handler: User
    reviewer: User
    leader: User
    stranger: User
    office: User
    discipline: User

    def unit(self, who: str):
        """The unit somebody works in."""
        return getattr(self, who).memberships[0].unit

    def complain(self, session, now, **about) -> Complaint:
        """One more complaint, about the space unless said otherwise."""
        given = {"category": "nuisance", "text": "夜里卸货太吵", "token": f"town{next(_tokens)}", "space": self.space} | about
        return file_complaint(session, now=now, **given)


@pytest.fixture
def town(session, write) -> Town:
    """The town, on its first day."""
    with write() as now:
        seed_calendar(session, now)
        office, discipline = a_unit(session, now, "区发展改革委"), a_unit(session, now, "区纪委区监委")
        return Town(
            a_space(session, now, name="红莲南里3号地下室"), a_handler(session, now), a_reviewer(session, now),
            a_user(session, now, Role.LEADER, a_unit(session, now, "区房管局"), name="周局长"),
            a_handler(session, now, "区教委"), a_user(session, now, Role.OFFICE, office),
            a_user(session, now, Role.DISCIPLINE, discipline))

"""A proposal with its unit's 经办人 at the desk."""

import pytest

from tests.builders import a_draft, a_handler


@pytest.fixture
def desk(session, write, sign_in):
    """`desk(make)` makes a proposal, and gives it with a browser in which its unit's 经办人 is signed in."""

    def as_handler(make=a_draft, **fields):
        with write() as now:
            proposal = make(session, now, **fields)
            handler = a_handler(session, now, proposal.initiating_unit.name)
        return proposal, sign_in(handler)

    return as_handler

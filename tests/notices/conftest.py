"""A notice that is up: a published proposal with a picture, before the public for five working days."""

from dataclasses import dataclass

import pytest

from portal.accounts.models import User
from portal.consultations.actions import publish
from portal.consultations.models import Round
from portal.consultations.queries import consultation_of
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.files.models import Attachment
from portal.proposals.models import Proposal
from portal.proposals.queries import proposal_by_number
from tests.builders import a_handler, a_reviewed_draft
from tests.files.samples import picture


@dataclass
class Notice:
    """What is up, and who answers for it."""

    proposal: Proposal
    round: Round
    picture: Attachment
    handler: User


@pytest.fixture
def notice(session, write, app) -> Notice:
    """The 区房管局 asks until the end of 17 June."""
    with write() as now:
        draft, handler = a_reviewed_draft(session, now), a_handler(session, now)
        plan = attach(session, app.extensions["storage"], draft.latest, prepare("平面.png", picture("PNG", (400, 200))),
                      purpose="plan", visibility="public", actor=handler, now=now)
        heard = publish(session, draft.latest, period_value=5, period_unit="working_day", actor=handler, now=now)
    return Notice(proposal_by_number(session, draft.number), consultation_of(session, draft).public_round or heard, plan, handler)

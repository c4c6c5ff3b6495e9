"""A space with repeated complaints: the unit inspects it, or the office asks the unit to, before the next complaint comes."""

import pytest
from sqlalchemy import select

from portal.outbox import Message
from portal.proposals.actions import mark_approved
from tests.builders import a_handler, a_published_proposal


@pytest.fixture
def spot(town, session, write):
    """Three complaints in June about the town's space, whose reuse was decided; the decided proposal."""
    with write() as now:
        proposal = a_published_proposal(session, now, space=town.space)
        mark_approved(session, proposal, actor=a_handler(session, now), now=now)
        for _ in range(3):
            town.complain(session, now)
    return proposal


def test_the_unit_goes_from_the_figure_to_the_inspection_with_its_reason(town, sign_in, spot):
    handler = sign_in(town.handler)
    page = handler.get("/desk/complaints/figures?when=2026-06").text
    address = f"/desk/proposals/{spot.number}/follow-up?complaints=3"
    assert f'href="{address}"' in page and "请提请部门去检查" not in page
    assert "因为反复投诉（3件）去现场检查" in handler.get(address).text


def test_what_changed_its_use_goes_back_to_the_meeting(town, sign_in, session, write, spot):
    assert "重新上会" not in sign_in(town.handler).get("/desk/complaints/figures?when=2026-06").text
    with write() as now:
        town.complain(session, now, category="use_changed")
    page = sign_in(town.handler).get("/desk/complaints/figures?when=2026-06").text
    assert f"/desk/proposals/new?space={town.space.number}" in page


def test_the_office_asks_the_unit_once_a_month(town, sign_in, session, spot):
    office = sign_in(town.office)
    assert "请提请部门去检查" in office.get("/desk/complaints/figures?when=2026-06").text
    for _ in range(2):
        answer = office.post(f"/desk/complaints/spots/{town.space.number}", data={"when": "2026-06"}, follow_redirects=True)
        assert "已经请提请部门去现场检查" in answer.text
    session.rollback()
    asked = session.scalars(select(Message).where(Message.kind == "complaint.spot")).all()
    assert {town.handler.id, town.reviewer.id} <= {each.user_id for each in asked}
    assert len({each.user_id for each in asked}) == len(asked)


def test_a_space_without_repeated_complaints_is_not_asked_about(town, sign_in, spot):
    answer = sign_in(town.office).post(f"/desk/complaints/spots/{town.space.number}", data={"when": "2026-05"})
    assert answer.status_code == 404

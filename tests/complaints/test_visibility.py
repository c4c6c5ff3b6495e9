"""An accusation stays unseen by the unit accused: page, list, count, search, file, message, journal, suggestion."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.actions import grant
from portal.accounts.queries import actor_of
from portal.accounts.seed import GUIDELINE_DATE
from portal.complaints.actions.reminding import post_reminders
from portal.complaints.models import Complaint
from portal.complaints.queries import visible
from portal.complaints.queries.desk import waiting_counts
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.files.storage import FolderStorage
from portal.outbox import Message
from portal.permissions import Role, may
from portal.workdays.queries import calendar
from tests.builders import a_unit, a_user
from tests.complaints.story import helped, take
from tests.files.samples import picture

BRIBE = "你们单位的人收了商户的好处"


@pytest.fixture
def accused(town, session, write, tmp_path):
    """A complaint against 区房管局's people, with a photo, and somebody of the unit who is also an administrator."""
    with write() as now:
        complaint = town.complain(session, now, category="accusation", text=BRIBE, contact="a@example.cn")
        photo = attach(session, FolderStorage(tmp_path / "files"), complaint, prepare("收钱.jpg", picture()), purpose="complaint",
                       visibility="internal", actor=None, now=now)
        admin = a_user(session, now, Role.ADMIN)
        admin_there = a_user(session, now, Role.ADMIN)
        grant(session, admin_there, Role.HANDLER, town.unit("handler"), valid_from=GUIDELINE_DATE, actor=None, now=now)
        return complaint, photo, admin, admin_there


PAGES = ("/desk", "/desk/complaints", "/desk/complaints?category=accusation", "/desk/complaints?q=收了商户",
         "/desk/complaints?late=y", "/desk/complaints?open=y", "/desk/jobs")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["handler", "reviewer", "leader", "stranger"])
def test_it_is_on_no_page_of_the_accused_or_of_others(accused, town, sign_in, page, who):
    answer = sign_in(getattr(town, who)).get(page)
    assert accused[0].number not in answer.text
    assert BRIBE not in answer.text


def test_its_own_page_and_photo_are_missing_for_the_accused(accused, town, sign_in):
    complaint, photo, _, admin_there = accused
    for who in (town.handler, town.reviewer, town.leader, admin_there):
        browser = sign_in(who)
        for address in (f"/desk/complaints/{complaint.id}", f"/desk/complaints/{complaint.id}/steps/accept",
                        f"/desk/complaints/{complaint.id}/follow-up", f"/files/{photo.id}/x.jpg"):
            assert browser.get(address).status_code == 404, address


def test_the_journal_does_not_tell_somebody_of_the_accused_unit(accused, sign_in):
    complaint, photo, admin, admin_there = accused
    told, kept = (sign_in(who).get("/desk/journal?object_type=complaints").text for who in (admin, admin_there))
    assert "complaint.file" in told
    assert "complaint.file" not in kept
    told, kept = (sign_in(who).get("/desk/journal?object_type=attachments").text for who in (admin, admin_there))
    assert f"complaints/{complaint.id}" in told
    assert f"complaints/{complaint.id}" not in kept


def test_no_message_speaks_of_it(accused, town, session, write, clock):
    clock.advance(timedelta(days=90))
    with write() as now:
        take(session, now, accused[0], "accept", actor=town.office)
        take(session, now, accused[0], "start", actor=town.office)
        post_reminders(session, now, calendar(session))
    assert session.scalars(select(Message)).all() == []


def test_it_is_offered_to_nobody_as_the_same_matter(accused, town, session, client, write):
    with write() as now:
        receipt = town.complain(session, now, text=BRIBE).receipt
    assert "可能有人已经反映过同一件事" not in client.get(f"/complaints/receipts/{receipt}").text


def test_it_counts_for_the_unit_in_charge_alone(accused, town, session, clock):
    now = clock.now()
    counted = {who: waiting_counts(session, actor_of(session, getattr(town, who), now), now)
               for who in ("handler", "leader", "stranger", "office", "discipline")}
    assert counted == {"handler": {}, "leader": {}, "stranger": {}, "office": {"dispatched": 1}, "discipline": {}}


def test_what_the_list_shows_is_what_a_page_opens(town, session, write, clock):
    with write() as now:
        _plain, help_asked = town.complain(session, now), town.complain(session, now)
        helped(session, now, help_asked, town.unit("stranger"))
        town.complain(session, now, space=None, place="胡同口")
        town.complain(session, now, category="accusation")
        town.complain(session, now, category="accusation", accused=town.unit("office"))
        town.complain(session, now, category="accusation", space=None)
        people = [a_user(session, now, role, a_unit(session, now, unit)) for role, unit in (
            (Role.HANDLER, "区房管局"), (Role.LEADER, "区房管局"), (Role.STREET_WORKER, "广安门外街道办事处"),
            (Role.HANDLER, "区教委"), (Role.LEADER, "区教委"), (Role.OFFICE, "区发展改革委"), (Role.LEADER, "区发展改革委"),
            (Role.DISCIPLINE, "区纪委区监委"))]
    everything = session.scalars(select(Complaint)).all()
    for person in people:
        actor = actor_of(session, person, clock.now())
        listed = set(session.scalars(select(Complaint.id).where(visible(actor))))
        assert listed == {each.id for each in everything if may(actor, "complaint.read", each.owners)}, person.memberships[0].role

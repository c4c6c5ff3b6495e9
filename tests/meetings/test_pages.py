"""The submission page: every missing thing leads to where it is done, and the refusal keeps the gate shut."""

from portal.permissions import Role
from tests.builders import a_handler, a_reviewer, a_unit, a_user
from tests.meetings.story import heard


def test_what_is_missing_leads_to_where_it_is_done(session, write, sign_in):
    with write() as now:
        proposal = heard(session, now, stances={"区商务局": None})
        handler = a_handler(session, now)
    page = sign_in(handler).get(f"/desk/proposals/{proposal.number}").text
    for place in ("/requests", "/opinions", "/report", "/submission"):
        assert f'href="/desk/proposals/{proposal.number}{place}">去办' in page


def test_the_refused_submission_says_so_and_names_each_thing_with_its_clause(session, write, sign_in):
    with write() as now:
        proposal = heard(session, now, stances={"区商务局": None})
        reviewer = a_reviewer(session, now)
    answer = sign_in(reviewer).post(f"/desk/proposals/{proposal.number}/submit")
    assert answer.status_code == 409
    assert "还不能报送：还缺" in answer.text
    assert "区商务局" in answer.text
    assert "提请联席会议讨论的议题，会前应由提请部门征求相关部门意见" in answer.text


def test_a_meeting_is_planned_and_moved(session, write, sign_in):
    with write() as now:
        office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    browser = sign_in(office)
    planned = browser.post("/desk/meetings", data={"held_on": "2026-06-25", "title": "六月联席会议", "place": "区政府"})
    data = {"held_on": "2026-06-26", "title": "六月第二次联席会议", "place": "二楼会议室"}
    assert browser.post(planned.location, data=data).status_code == 302
    page = browser.get(planned.location).text
    assert "2026年6月26日" in page
    assert "六月第二次联席会议" in page
    wrong = browser.post(planned.location, data=data | {"held_on": "9999-12-31"})
    assert "核对年份" in wrong.text

"""The submission page: every missing thing leads to where it is done, and the refusal keeps the gate shut."""

from tests.builders import a_handler, a_reviewer
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

"""The staff day: what waits for each role, each number leading to its rows."""

from datetime import timedelta

import pytest

from portal.complaints.actions import file_complaint
from portal.consultations.queries import consultation_of
from portal.opinions.actions import give_opinion
from portal.permissions import Role
from tests.builders import a_draft, a_handler, a_published_proposal, a_unit, a_user


@pytest.fixture
def handler(session, write):
    """An 经办人 of the unit that brings the cellar to the meeting."""
    with write() as now:
        return a_handler(session, now)


def give(session, proposal, now, count):
    consultation = consultation_of(session, proposal)
    for number in range(count):
        give_opinion(session, consultation, stance="oppose", text="夜里太吵。", relation="neighbour",
                     token=f"{proposal.id}-{number}", now=now)


def test_a_quiet_day_says_so(sign_in, handler):
    assert "今天没有等着您办的事" in sign_in(handler).get("/desk").text


def test_opinions_without_an_answer_lead_to_them(sign_in, handler, session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
        give(session, proposal, now, 3)
    page = sign_in(handler).get("/desk").text
    assert "处意见还没有答复" in page
    assert f'<a href="/desk/proposals/{proposal.number}/opinions?answered=no">3</a>' in page


def test_what_is_urgent_stands_first_and_the_dates_ahead_beside_it(sign_in, handler, session, write, clock):
    """三(二)3: the papers of the month are due on the 15th."""
    with write() as now:
        a_draft(session, now, title="还没写完的方案")
        proposal = a_published_proposal(session, now)
    clock.advance(timedelta(days=5))
    page = sign_in(handler).get("/desk").text
    assert page.index("个方案三天内截止") < page.index("还等着您的") < page.index("个方案还在起草")
    beside = page[page.index("接下来的日子"):]
    assert beside.index('<time datetime="2026-06-15">') < beside.index("当月上会材料报送截止") < beside.index("截止提意见")
    assert f'href="/desk/proposals/{proposal.number}"' in beside and "每月 15 日前" in beside


def test_an_expert_sees_dates_of_their_own_only(sign_in, session, write):
    with write() as now:
        a_published_proposal(session, now)
        expert = a_user(session, now, Role.EXPERT)
    page = sign_in(expert).get("/desk").text
    assert "近期没有要到期的事" in page and "15 日前" not in page


def test_drafts_and_closings_lead_to_the_list(sign_in, handler, session, write, clock):
    with write() as now:
        a_draft(session, now, title="还没写完的方案")
    page = sign_in(handler).get("/desk").text
    assert "还没写完的方案" in page
    assert 'href="/desk/proposals?state=draft"' in page


def test_another_units_work_is_not_shown(sign_in, session, write):
    with write() as now:
        a_published_proposal(session, now)
        stranger = a_handler(session, now, "区商务局")
    assert "红莲南里" not in sign_in(stranger).get("/desk").text


def test_a_street_worker_finds_what_can_be_entered(sign_in, session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
        here = a_user(session, now, Role.STREET_WORKER, a_unit(session, now, "广安门外街道办事处"))
        elsewhere = a_user(session, now, Role.STREET_WORKER, a_unit(session, now, "牛街街道办事处"))
    assert f"/desk/proposals/{proposal.number}/opinions/enter" in sign_in(here).get("/desk").text
    assert proposal.number not in sign_in(elsewhere).get("/desk").text


def test_a_complaint_waits_for_the_unit_it_went_to(sign_in, handler, session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
        file_complaint(session, category="nuisance", text="油烟太大。", token="c1", space=proposal.space, now=now)
    assert 'href="/desk/complaints?state=' in sign_in(handler).get("/desk").text


@pytest.mark.parametrize(("role", "unit"), [
    (Role.HANDLER, "区房管局"), (Role.LEADER, "区房管局"), (Role.OFFICE, "区发展改革委"),
    (Role.STREET_WORKER, "广安门外街道办事处"), (Role.DISCIPLINE, "区纪委区监委"), (Role.EXPERT, None), (Role.ADMIN, None),
])
def test_the_day_costs_the_same_however_much_there_is(sign_in, session, write, count_statements, role, unit):
    with write() as now:
        client = sign_in(a_user(session, now, role, unit and a_unit(session, now, unit)))
        a_published_proposal(session, now)
    few = count_statements(client, "/desk")
    with write() as now:
        for _ in range(4):
            give(session, a_published_proposal(session, now), now, 2)
    assert len(count_statements(client, "/desk")) == len(few)


def test_a_resident_has_no_desk(sign_in, session, write):
    with write() as now:
        resident = a_user(session, now, Role.RESIDENT)
    assert sign_in(resident).get("/desk").status_code == 403


def test_the_style_page_shows_every_piece(sign_in, handler):
    page = sign_in(handler).get("/style").text
    for piece in ("status", "card", "notice", "clause", "checklist", "timeline", "bars", "verdict", "receipt", "facts", "table",
                  "pager", "files", "empty", "progress", "error-summary", "choices"):
        assert f'class="{piece}' in page, f"{piece} is not on the style page"

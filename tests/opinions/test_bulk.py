"""Bulk actions: exactly what was selected, shown before it is done, taken back as one step."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.opinions.actions import group_points, withdraw
from portal.opinions.actions.work import assign
from portal.opinions.models import Assignment, Point, Step, Theme
from portal.opinions.queries.desk import PAGE
from tests.builders import a_handler
from tests.opinions.matter import an_opinion

MANY = PAGE + 7


@pytest.fixture
def many(session, write, matter):
    """More opinions than a page holds; every third asks for a toilet."""
    with write() as now:
        return [an_opinion(session, matter, now, f"t{at}", text="要厕所。" if at % 3 == 0 else "要电梯。") for at in range(MANY)]


def desk_of(matter, query=""):
    return f"/desk/proposals/{matter.number}/opinions{query}"


def ticks_on(page):
    return re.search(r'name="points" value="([^"]*)"', page).group(1)


def confirmed(staff, address, page, **fields):
    return staff.post(address, data={"points": ticks_on(page), "confirm": "1", **fields}, follow_redirects=True).text


def stored(session, query):
    session.rollback()
    session.expire_all()
    return session.scalars(query).all()


def test_nothing_happens_before_it_is_shown_and_confirmed(staff, session, matter, many):
    page = staff.post(desk_of(matter), data={"points": [f"{each.points[0].id}.0" for each in many[:3]], "goal": "new"}).text
    assert "将要处理3条意见" in page and [f"第{n}号" in page for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert stored(session, select(Theme)) == []
    assert "已处理 3 条意见" in confirmed(staff, desk_of(matter), page, goal="new", title="电梯和厕所")
    assert len(stored(session, select(Theme))[0].points) == 3


def test_all_that_match_are_resolved_to_exactly_these(staff, session, write, matter, many):
    toilets = [each for each in many if "厕所" in each.text]
    with write() as now:
        withdraw(session, toilets[-1], now=now)
    address = desk_of(matter, "?q=厕所")
    page = staff.post(address, data={"goal": "new", "all": "1"}).text
    ids = [int(each.split(".")[0]) for each in ticks_on(page).split()]
    assert ids == [each.points[0].id for each in toilets[:-1]]
    with write() as now:
        an_opinion(session, matter, now, "later", text="也要厕所。")
    assert f"已处理 {len(ids)} 条意见" in confirmed(staff, address, page, goal="new", title="厕所")
    [theme] = stored(session, select(Theme))
    assert sorted(point.id for point in theme.points) == ids


def test_a_filter_by_theme_selects_the_points_of_that_theme(staff, session, write, matter, many):
    with write() as now:
        theme = group_points(session, matter.consultation, "电梯", [many[0].points[0], many[1].points[0]],
                             actor=matter.handler, now=now)
    page = staff.post(desk_of(matter, f"?theme={theme.id}"), data={"goal": "none", "all": "1"}).text
    assert ticks_on(page) == f"{many[0].points[0].id}.{theme.id} {many[1].points[0].id}.{theme.id}"
    page = staff.post(desk_of(matter, "?theme=none"), data={"goal": str(theme.id), "all": "1"}).text
    assert len(ticks_on(page).split()) == MANY - 2 and "放进“电梯”" in page


def test_work_is_given_out_and_taken_back_in_one_step(staff, session, write, matter, many):
    with write() as now:
        colleague = a_handler(session, now, matter.unit.name)
    page = staff.post(desk_of(matter), data={"points": [f"{each.points[0].id}.0" for each in many[:2]], "goal": "assign"}).text
    confirmed(staff, desk_of(matter), page, goal="assign", assignee=colleague.id, due_on="2026-06-20")
    assert [each.assignee_id for each in stored(session, select(Assignment))] == [colleague.id] * 2
    [step] = stored(session, select(Step))
    staff.post(f"/desk/steps/{step.id}/undo")
    assert stored(session, select(Assignment)) == []


def test_many_are_marked_invalid_for_one_reason_and_counted_again(staff, session, matter, many):
    data = {"points": [f"{each.points[0].id}.0" for each in many[:3]], "goal": "invalid"}
    page = staff.post(desk_of(matter), data=data).text
    refused = staff.post(desk_of(matter), data={"points": ticks_on(page), "goal": "invalid", "reason": " ", "confirm": "1"})
    assert refused.status_code == 422 and "为什么这样标记" in refused.text
    confirmed(staff, desk_of(matter), page, goal="invalid", reason="广告。")
    places = select(Point).where(Point.id.in_([each.points[0].id for each in many[:3]]))
    assert {point.opinion.bucket for point in stored(session, places)} == {"invalid"}
    [step] = stored(session, select(Step))
    staff.post(f"/desk/steps/{step.id}/undo")
    assert {point.opinion.bucket for point in stored(session, places)} == {"counted"}


def test_the_list_is_narrowed_to_ones_own_work_and_what_is_due(staff, session, write, sign_in, matter, many):
    with write() as now:
        colleague = a_handler(session, now, matter.unit.name)
        theme = group_points(session, matter.consultation, "电梯", [many[1].points[0], many[2].points[0]],
                             actor=matter.handler, now=now)
        today = now.date()
        assign(session, matter.consultation, themes=[theme], assignee=matter.handler, due_on=today, actor=colleague, now=now)
        assign(session, matter.consultation, points=many[5].points, assignee=colleague, due_on=today + timedelta(days=3),
               actor=colleague, now=now)

    def numbers(client, query):
        page = client.get(desk_of(matter, query)).text
        return [int(each) for each in re.findall(r'打开<span class="hidden-text">第(\d+)号', page)]

    assert numbers(staff, "?work=mine") == [3, 2] and numbers(sign_in(colleague), "?work=mine") == [6]
    assert numbers(staff, "?work=due") == [3, 2] and numbers(staff, "?work=open") == [6, 3, 2]
    assert numbers(staff, "?work=accepted") == [] and numbers(staff, "?work=mine&sort=oldest") == [2, 3]

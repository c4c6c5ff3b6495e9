"""Staff and invited parties at work: grouping, answering, settling; and who may do what."""

import re

from portal.journal import JournalEntry
from portal.opinions.actions import answer_request, create_theme, decide_theme, mark, place_points
from portal.opinions.models import Theme
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.i18n_check import chinese_outside, everything_translated
from tests.opinions.desk import desk_of, stored
from tests.opinions.matter import a_pledge, a_request, an_opinion
from tests.opinions.pages import send


def place(client, matter, points, **fields):
    ticked = [f"{point.id}.{point.theme_id or 0}" for point in points]
    return client.post(desk_of(matter), data={"points": ticked, "title": "", "confirm": "1", **fields})


def test_what_is_ticked_is_grouped_and_answered(staff, session, write, matter):
    with write() as now:
        opinions = [an_opinion(session, matter, now, each) for each in "abc"]
    page = staff.get(desk_of(matter)).text
    assert "没有归类的意见：3条" in page
    place(staff, matter, [opinions[0].points[0], opinions[1].points[0]], goal="new", title="二层要有电梯")
    [theme] = stored(session, Theme)
    assert [point.opinion.number for point in theme.points] == [1, 2]
    page = staff.get(f"/desk/themes/{theme.id}").text
    assert "没有采纳情况的归类" in page and "没有归类的意见：1条" in page
    answer = staff.post(f"/desk/themes/{theme.id}/verdict", data={
        "verdict": "adopted", "reason": "结构允许加装电梯。", "changed_place": "第三节。", "revision": theme.revision,
        "keeper": matter.unit.id, "promise_due": "2026-09-01"})
    assert answer.status_code == 302
    assert stored(session, Theme)[0].verdict == "adopted"


def test_a_selection_that_cannot_be_taken_is_kept(staff, session, write, matter):
    with write() as now:
        opinions = [an_opinion(session, matter, now, each) for each in "ab"]
    points = [opinions[0].points[0], opinions[1].points[0]]
    for fields, sentence in (({"goal": "new", "title": " "}, "起一个80字以内的题目"), ({"goal": "no_demand"}, "必须逐条答复")):
        answer = place(staff, matter, points, **fields)
        assert answer.status_code in (409, 422) and sentence in answer.text
        assert f'value="{points[0].id}.0 {points[1].id}.0"' in answer.text
        assert place(staff, matter, points, **fields, back="1").text.count(" checked") == 2
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        place_points(session, theme, [points[0]], actor=matter.handler, now=now)
    moved = staff.post(desk_of(matter), data={"points": [f"{each.id}.0" for each in points], "goal": "new", "title": "厕所",
                                           "confirm": "1"})
    assert moved.status_code == 409 and "别人刚刚归了类" in moved.text
    assert len(stored(session, Theme)) == 1
    assert "请先勾选" in staff.post(desk_of(matter), data={"goal": str(theme.id)}).text


def test_a_verdict_saved_over_somebody_elses_shows_theirs_and_keeps_mine(staff, session, write, matter):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
    with write() as now:
        decide_theme(session, theme, verdict="not_adopted", reason="别人写的电梯理由。", changed_place="", seen_revision=1,
                     actor=matter.handler, now=now)
    mine = {"verdict": "explained", "reason": "我写的电梯理由。", "changed_place": ""}
    answer = staff.post(f"/desk/themes/{theme.id}/verdict", data={**mine, "revision": "1"})
    assert answer.status_code == 409 and "别人写的电梯理由。" in answer.text and "我写的电梯理由。" in answer.text
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text).group(1)
    assert staff.post(f"/desk/themes/{theme.id}/verdict", data={**mine, "revision": revision}).status_code == 302
    assert stored(session, Theme)[0].reason == "我写的电梯理由。"


def test_contact_data_opens_only_by_a_journalled_click(staff, session, write, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a", name="王建国", phone="66039988")
    assert "66039988" not in staff.get(f"/desk/opinions/{opinion.id}").text + staff.get(desk_of(matter)).text
    assert "66039988" in staff.post(f"/desk/opinions/{opinion.id}/contact").text
    assert [each.action for each in stored(session, JournalEntry)][-1] == "contact.read"


def test_marking_and_taking_it_back(staff, session, write, matter):
    with write() as now:
        opinions = [an_opinion(session, matter, now, each) for each in "ab"]
    address = f"/desk/opinions/{opinions[1].id}"
    repeated = {"kind": "repeated", "reason": "同一人"}
    for fields, sentence in (({**repeated, "kept": "99"}, "编号"), ({**repeated, "kept": "乱写"}, "整数"),
                             ({"reason": "无关"}, "请选一项")):
        answer = staff.post(address + "/mark", data=fields)
        assert answer.status_code == 422 and sentence in answer.text and fields["reason"] in answer.text
    staff.post(address + "/mark", data={"kind": "repeated", "reason": "同一人", "kept": "1"})
    assert "看保留的第1号" in staff.get(address).text
    staff.post(address + "/unmark")
    assert stored(session)[1].bucket == "counted"


def test_a_department_answers_disagrees_and_is_settled(staff, clock, session, write, sign_in, matter):
    with write() as now:
        letter = a_request(session, matter, now)
        officer = a_user(session, now, Role.HANDLER, letter.unit)
    office = sign_in(officer)
    refused = send(office, clock, f"/requests/{letter.id}", stance="disagree", text="")
    assert refused.status_code == 422 and "需要写出内容" in refused.text
    send(office, clock, f"/requests/{letter.id}", stance="disagree", text="消防通道不足。")
    assert "已经答复" in office.get(f"/requests/{letter.id}").text
    [reply] = stored(session)
    assert "分歧还没有协商一致" in staff.get(desk_of(matter)).text
    wrong = staff.post(f"/desk/opinions/{reply.id}/settle", data={"is_settled": "yes", "how": "会商", "settled_on": "2026-06-30"})
    assert wrong.status_code == 422 and "协商日期" in wrong.text and "会商" in wrong.text
    staff.post(f"/desk/opinions/{reply.id}/settle", data={"is_settled": "yes", "how": "现场会商一致", "settled_on": "2026-06-10"})
    assert "分歧还没有协商一致" not in staff.get(desk_of(matter)).text


def test_a_letter_is_opened_answered_withdrawn_and_answered_again(clock, session, write, sign_in, matter):
    with write() as now:
        expert = a_user(session, now, Role.EXPERT)
        letter = a_request(session, matter, now, "expert", user=expert)
    mine = sign_in(expert)
    undeclared = send(mine, clock, f"/requests/{letter.id}", stance="agree", text="可行。")
    assert undeclared.status_code == 422 and "没有直接利害关系" in undeclared.text and "可行。" in undeclared.text
    send(mine, clock, f"/requests/{letter.id}", stance="agree", text="可行。", has_no_interest="y")
    mine.post(f"/requests/{letter.id}/withdraw")
    send(mine, clock, f"/requests/{letter.id}", stance="amend", text="结构要复核。", has_no_interest="y")
    session.rollback()
    session.refresh(letter)
    assert letter.opened_at is not None and letter.reply.stance == "amend"


def test_a_matter_is_settled_and_reopened_by_its_unit(sign_in, staff, clock, session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "a", stance="support", text="")
    early = staff.post(f"{desk_of(matter)}/settle", follow_redirects=True)
    assert "还没有截止" in early.text
    clock.instant = matter.round.closes_at
    staff = sign_in(matter.handler)
    assert "已经办结" in staff.post(f"{desk_of(matter)}/settle", follow_redirects=True).text
    assert "已重新办理" in staff.post(f"{desk_of(matter)}/reopen", follow_redirects=True).text


def people(session, now, matter):
    other = a_unit(session, now, "区教委")
    return {
        "handler": matter.handler, "stranger": a_user(session, now, Role.HANDLER, other), "resident": a_user(session, now),
        "office": a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委")),
        "worker": a_user(session, now, Role.STREET_WORKER, matter.street),
        "worker elsewhere": a_user(session, now, Role.STREET_WORKER, a_unit(session, now, "德胜街道办事处")),
        "expert": a_user(session, now, Role.EXPERT), "admin": a_user(session, now, Role.ADMIN),
    }


READS = {"handler", "office"}
HANDLES = {"handler"}
ENTERS = {"handler", "worker"}


def test_who_may_read_handle_and_enter(session, write, sign_in, client, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        letter = a_request(session, matter, now)
        everybody = people(session, now, matter)
    pages = {
        ("GET", desk_of(matter)): READS, ("GET", f"/desk/opinions/{opinion.id}"): READS,
        ("GET", f"/desk/themes/{theme.id}"): READS, ("GET", f"/desk/proposals/{matter.number}/themes"): READS,
        ("GET", desk_of(matter) + "/enter"): ENTERS, ("GET", f"{desk_of(matter)}/enter?letter={letter.id}"): HANDLES,
        ("GET", f"/requests/{letter.id}"): set(), ("POST", f"/requests/{letter.id}/withdraw"): set(),
        ("POST", f"/desk/opinions/{opinion.id}/contact"): HANDLES, ("POST", f"/desk/opinions/{opinion.id}/mark"): HANDLES,
        ("POST", f"/desk/opinions/{opinion.id}/unmark"): HANDLES, ("POST", f"/desk/opinions/{opinion.id}/settle"): HANDLES,
        ("POST", f"/desk/themes/{theme.id}/verdict"): HANDLES, ("POST", f"/desk/themes/{theme.id}/title"): HANDLES,
        ("POST", f"{desk_of(matter)}/settle"): HANDLES, ("POST", f"{desk_of(matter)}/reopen"): HANDLES,
        ("POST", desk_of(matter)): HANDLES,
    }
    browsers = {name: sign_in(each) for name, each in everybody.items()}
    let_in = {
        page: {name for name, browser in browsers.items() if browser.open(page[1], method=page[0]).status_code != 403}
        for page in pages
    }
    assert let_in == pages
    assert all(client.open(address, method=method).status_code == 302 for method, address in pages)


def test_an_unknown_thing_is_not_found(staff):
    for address in ("/desk/opinions/999", "/desk/themes/999", "/desk/proposals/XC-2026-999/opinions", "/requests/999"):
        assert staff.get(address).status_code == 404


def test_published_answers_leave_nothing_to_press(staff, session, write, matter):
    with write() as now:
        opinion = an_opinion(session, matter, now, "a")
        reply = answer_request(session, a_request(session, matter, now), stance="amend", text="改。", token="b",
                               actor=matter.handler, now=now)
        matter.consultation.answers_published_at = now
    for page in (desk_of(matter), f"/desk/opinions/{opinion.id}", f"/desk/opinions/{reply.id}"):
        text = staff.get(page).text
        assert "照办" not in text and "/mark" not in text and "保存协商结果" not in text


def test_english_pages_have_no_unmarked_chinese(session, write, sign_in, client, matter):
    with write() as now:
        planner = a_user(session, now, Role.PLANNER, matter.street)
        opinions = [an_opinion(session, matter, now, each, street=matter.street, author=planner) for each in "abc"]
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        place_points(session, theme, opinions[0].points, actor=matter.handler, now=now)
        decide_theme(session, theme, verdict="adopted", reason="可以加装电梯。", changed_place="第三节。", seen_revision=1,
                     pledge=a_pledge(matter.unit, now), actor=matter.handler, now=now)
        mark(session, opinions[1], "repeated", "同一人。", opinions[0], actor=matter.handler, now=now)
        letter = a_request(session, matter, now, "planner", user=planner)
        reply = answer_request(session, a_request(session, matter, now), stance="disagree", text="不同意。", token="d",
                               actor=matter.handler, now=now)
    pages = {
        matter.handler: [desk_of(matter), desk_of(matter) + "/enter", f"{desk_of(matter)}/enter?letter={letter.id}",
                         f"/desk/proposals/{matter.number}/themes", f"/desk/themes/{theme.id}"]
        + [f"/desk/opinions/{each.id}" for each in (*opinions, reply)],
        planner: [f"/requests/{letter.id}", "/my/opinions", "/receipts", f"/receipts/{opinions[0].receipt}",
                  f"/proposals/{matter.number}/opinions/new"],
    }
    with everything_translated():
        said = {page: chinese_outside(sign_in(who).get("/en" + page).text) for who, list_ in pages.items() for page in list_}
        with write() as now:
            matter.consultation.answers_published_at = now
            an_opinion(session, matter, now, "e")
        for each in opinions:
            said[each.receipt] = chinese_outside(client.get(f"/en/receipts/{each.receipt}").text)
    assert said == dict.fromkeys(said, [])

"""What staff see of likeness and of suggested themes, without JavaScript."""

import re

import pytest

from tests.jobs.worker import run_all
from tests.opinions.matter import an_opinion

LIFT = "二层应当装一部电梯，住在楼上的老人每天上下楼买菜很不方便，轮椅更是进不来，请优先考虑。"


@pytest.fixture
def desk(session, write, sign_in, matter):
    """The handler's browser, with six opinions received: three of the same words but for a name, and three about smoke."""
    texts = [f"我是{name}，{LIFT}" for name in ("王敏", "李建国", "赵红")]
    texts += ["饭馆的油烟太大，冲着窗户。", "油烟呛人，饭馆窗户对着我家。", "饭馆油烟请从楼顶排走。"]
    with write() as now:
        for number, text in enumerate(texts):
            an_opinion(session, matter, now, f"token-{number}", text=text)
    return sign_in(matter.handler)


def look(desk, app, matter, page):
    desk.post(f"/desk/proposals/{matter.number}/{page}")
    assert [job.state for job in run_all(app)] == ["done"]
    return desk.get(f"/desk/proposals/{matter.number}/{page}").text


def link(page, pattern):
    return re.search(pattern, page).group(0)


def words(page):
    return re.sub(r"<[^>]+>|\s+", "", page)


def test_nobody_has_looked_yet(desk, matter):
    assert "还没有查找过" in desk.get(f"/desk/proposals/{matter.number}/likeness").text
    assert "还没有整理过" in desk.get(f"/desk/proposals/{matter.number}/suggestions").text


def test_what_says_the_same_is_listed_with_every_number(desk, app, matter):
    page = words(look(desk, app, matter, "likeness"))
    assert "3份文本相近，由3人提出" in page
    assert "第1号、第2号、第3号" in page


def test_the_differing_words_are_marked_and_a_person_confirms_and_undoes(desk, app, matter):
    address = link(look(desk, app, matter, "likeness"), r"/desk/bundles/\d+")
    page = desk.get(address).text
    assert len(re.findall(r"<ins>", page)) == len(re.findall(r"<del>", page)) == 2
    done = desk.post(address, data={"act": "confirm"}, follow_redirects=True).text
    assert "已认定相同" in done
    assert "已认定相同" in desk.get(address).text
    desk.post(link(done, r"/desk/steps/\d+/undo"))
    assert "等待认定" in desk.get(address).text


def test_one_is_left_out_and_the_rest_refused(desk, app, matter):
    address = link(look(desk, app, matter, "likeness"), r"/desk/bundles/\d+")
    first = re.search(r'name="opinions" value="(\d+)"', desk.get(address).text).group(1)
    assert "请先勾选" in desk.post(address, data={"act": "leave"}, follow_redirects=True).text
    desk.post(address, data={"act": "leave", "opinions": [first]})
    assert "2份文本相近" in words(desk.get(address).text)
    desk.post(address, data={"act": "refuse"})
    assert "没有等待认定的" in look(desk, app, matter, "likeness")
    assert "3份" not in words(desk.get(f"/desk/proposals/{matter.number}/likeness?state=refused").text)


def test_a_confirmed_bundle_is_put_under_a_theme(desk, app, matter):
    _lift, smoke = re.findall(r"/desk/suggestions/\d+", look(desk, app, matter, "suggestions"))
    desk.post(smoke, data={"act": "take", "title": "油烟"})
    address = link(look(desk, app, matter, "likeness"), r"/desk/bundles/\d+")
    desk.post(address, data={"act": "confirm"})
    theme = re.search(r'<option value="(\d+)"', desk.get(address).text).group(1)
    assert "已放进归类“油烟”" in desk.post(address, data={"act": "place", "theme": theme}, follow_redirects=True).text


def test_a_suggestion_says_why_and_is_taken_under_another_title(desk, app, matter):
    page = look(desk, app, matter, "suggestions")
    address = link(page, r"/desk/suggestions/\d+")
    one = desk.get(address).text
    points = re.findall(r'name="points" value="(\d+)"', one)
    assert "为什么放在一起" in one
    why = words(desk.get(f"{address}?one={points[0]}&other={points[1]}").text)
    assert "第1号和第2号共有的词：" in why
    assert "请给归类起一个" in desk.post(address, data={"act": "take", "title": " "}, follow_redirects=True).text
    taken = desk.post(address, data={"act": "take", "title": "二层要有电梯"}, follow_redirects=True).text
    assert "已建立归类“二层要有电梯”，放进3条意见" in taken
    assert "二层要有电梯" in desk.get(f"/desk/proposals/{matter.number}/themes").text


def test_a_theme_is_split_moved_and_merged(desk, app, matter):
    address = link(look(desk, app, matter, "suggestions"), r"/desk/suggestions/\d+")
    desk.post(address, data={"act": "take", "title": "电梯"})
    theme = link(desk.get(address).text, r"/desk/themes/\d+")
    points = re.findall(r'name="points" value="(\d+)"', desk.get(f"{theme}/regroup").text)
    say = {"follow_redirects": True}
    split = desk.post(f"{theme}/regroup", data={"act": "split", "title": "轮椅", "points": points[:1]}, **say).text
    assert "已把1条意见拆分到“轮椅”" in split
    other = re.search(r'<option value="(\d+)"', desk.get(f"{theme}/regroup").text).group(1)
    moved = desk.post(f"{theme}/regroup", data={"act": "move", "goal": other, "points": points[1:2]}, **say).text
    assert "已移动1条意见" in moved
    stale = desk.post(f"{theme}/regroup", data={"act": "move", "goal": "none", "points": points[:1]}, **say).text
    assert "别人刚刚移走了" in stale
    assert "已把“轮椅”合并进来" in desk.post(f"{theme}/regroup", data={"act": "merge", "other": other}, **say).text
    assert len(re.findall(r'name="points" value="(\d+)"', desk.get(f"{theme}/regroup").text)) == 3

"""Splitting an opinion and hiding what is personal, on the pages, without a script."""

import re

import pytest

from portal.opinions.models import Opinion
from portal.opinions.redacting import HIDDEN
from tests.opinions.matter import an_opinion

TEXT = "二层要有电梯。早上别卸货！\n还想要个食堂。"
PRIVATE = "我是王秀英，电话13812345678，住3号楼。王秀英谢谢"
PHONE, HOUSE = "8-19-phone", "21-24-house_number"


@pytest.fixture
def desk(sign_in, matter):
    return sign_in(matter.handler)


@pytest.fixture
def say(session, write, matter):
    def words(text):
        with write() as now:
            return an_opinion(session, matter, now, text, text=text).id
    return words


def pieces(page):
    return re.findall(r'name="pieces" value="([\d-]+)"', page)


def chosen(page):
    return re.findall(r'name="how-[\d-]+" value="(\w+)" checked', page)


def test_each_sentence_can_begin_a_point(session, desk, say):
    where = f"/desk/opinions/{say(TEXT)}"
    page = desk.get(f"{where}/points").text
    assert (pieces(page), chosen(page)) == (["0-7", "7-13", "14-21"], ["new", "join", "join"])
    answer = desk.post(f"{where}/points", data={"pieces": pieces(page), "how-0-7": "new", "how-7-13": "new", "how-14-21": "join"},
                       follow_redirects=True)
    assert "现在有2个要点" in answer.text and "撤销" in answer.text and "1-2" in answer.text
    assert session.get(Opinion, int(where.rpartition("/")[2])).text == TEXT
    assert chosen(desk.get(f"{where}/points").text) == ["new", "new", "join"]


def test_words_marked_inside_a_sentence_are_shown_as_pieces_afterwards(desk, say):
    where = f"/desk/opinions/{say(TEXT)}/points"
    desk.post(where, data={"pieces": ["0-3", "3-7", "7-13", "14-21"], "how-0-3": "none", "how-3-7": "new", "how-7-13": "none",
                           "how-14-21": "new"})
    page = desk.get(where).text
    assert (pieces(page), chosen(page)) == (["0-3", "3-7", "7-13", "14-21"], ["none", "new", "none", "new"])


def test_joined_back_to_one(desk, say):
    where = f"/desk/opinions/{say(TEXT)}/points"
    desk.post(where, data={"pieces": ["0-7", "7-13"], "how-0-7": "new", "how-7-13": "new"})
    assert "现在有1个要点" in desk.post(where, data={"whole": "1"}, follow_redirects=True).text


@pytest.mark.parametrize(("sent", "told"), [
    ({"pieces": ["0-7"], "how-0-7": "none"}, "至少要留下一个要点"), ({}, "至少要留下一个要点"),
    ({"pieces": ["0-99"]}, "不在原文里"), ({"pieces": ["x"]}, "不在原文里"),
    ({"pieces": ["0-7", "3-9"], "how-0-7": "new", "how-3-9": "new"}, "重叠"),
])
def test_a_split_that_cannot_be_is_told(desk, say, sent, told):
    answer = desk.post(f"/desk/opinions/{say(TEXT)}/points", data=sent)
    assert answer.status_code == 422 and told in answer.text


def test_what_is_found_is_confirmed_or_let_stand_with_a_reason(desk, say):
    where = f"/desk/opinions/{say(PRIVATE)}"
    page = desk.get(f"{where}/redactions").text
    assert re.findall(r'name="passages" value="([^"]+)"', page) == [PHONE, HOUSE]
    assert page.count("还没有确认，先隐去") == 2 and f"我是王秀英，电话{HIDDEN}，住{HIDDEN}。" in page
    answer = desk.post(f"{where}/redactions", follow_redirects=True, data={
        "passages": [PHONE, HOUSE], f"how-{PHONE}": "hide", f"how-{HOUSE}": "keep", f"reason-{HOUSE}": "说的是方案里的楼",
        "words": "王秀英", "kind": "name", "reason": "本人姓名"})
    assert "已经记下" in answer.text and "撤销" in answer.text
    page = desk.get(where).text
    assert f"我是{HIDDEN}，电话{HIDDEN}，住3号楼。{HIDDEN}谢谢" in page and PRIVATE in page
    assert "隐去 · 个人信息：电话号码" in page and "可以公开 · 说的是方案里的楼" in page and "隐去 · 本人姓名" in page


@pytest.mark.parametrize(("sent", "told"), [
    ({"passages": [HOUSE], f"how-{HOUSE}": "keep"}, "为什么可以公开"), ({"words": "没有的字"}, "原文里没有这几个字"),
    ({}, "请先选择"), ({"passages": ["0-99-phone"], "how-0-99-phone": "hide"}, "不在原文里"),
    ({"passages": ["x"], "how-x": "hide"}, "不在原文里"),
])
def test_a_decision_that_cannot_be_is_told_and_what_was_typed_stays(desk, say, sent, told):
    answer = desk.post(f"/desk/opinions/{say(PRIVATE)}/redactions", data={"reason": "我写的理由", **sent})
    assert answer.status_code == 422 and told in answer.text and "我写的理由" in answer.text


def test_an_opinion_with_nothing_personal_says_so(desk, say):
    where = f"/desk/opinions/{say('多种树。')}"
    assert "和原文一样" in desk.get(where).text and "没有找到电话" in desk.get(f"{where}/redactions").text

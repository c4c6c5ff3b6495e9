"""What goes wrong in front of a page: nothing typed is lost, nothing is stored twice, and a sentence says what to do."""

from datetime import timedelta

import pytest

from tests.browser.actors import Resident, Staff
from tests.builders import a_draft, a_published_proposal, a_unit

TITLE = "红莲南里3号地下室改为社区菜店"
WORDS = "早上六点前别卸货，大车一响全楼都醒。𠮷、䶮·<b>"


@pytest.fixture
def published(district, session, write):
    """A proposal everybody may speak about."""
    with write() as now:
        a_published_proposal(session, now, title=TITLE)


@pytest.fixture
def draft(district, session, write):
    """A draft two colleagues work on; its desk page."""
    with write() as now:
        return f"/desk/proposals/{a_draft(session, now, unit=a_unit(session, now, '区房管局'), title=TITLE).number}/edit"


@pytest.fixture
def resident(published, person):
    """Somebody on a phone who has begun to write."""
    return person(Resident, phone=True).begins(TITLE, "有条件支持", WORDS)


def test_a_double_click_is_one_opinion(resident):
    resident.takes(minutes=3).double_clicks("提交意见").sees("谢谢，您的意见收到了", WORDS)
    resident.opens("/proposals").clicks(TITLE).sees("一共收到1条居民意见")


def test_going_back_and_sending_again_is_the_same_opinion(resident):
    resident.takes(minutes=3).clicks("提交意见").sees("谢谢，您的意见收到了")
    receipt = resident.reads(".receipt-number")
    resident.goes_back().clicks("提交意见").sees("谢谢，您的意见收到了", receipt)


def test_a_consultation_that_closes_meanwhile_says_so_and_keeps_the_words(resident, clock):
    clock.advance(timedelta(days=30))
    resident.clicks("提交意见").sees("截止")
    assert resident.has_typed("您想说的话") == WORDS


def test_a_page_left_open_too_long_is_sent_by_a_second_click(resident, clock):
    clock.advance(timedelta(days=1, minutes=1))
    resident.clicks("提交意见").sees("这一页打开得太久了")
    assert resident.has_typed("您想说的话") == WORDS
    resident.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了", WORDS)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_words_that_are_only_blanks_are_asked_for_again(published, person, scripts):
    resident = person(Resident, phone=not scripts, scripts=scripts).begins(TITLE, "只想提建议", "   ")
    resident.fills("怎么称呼您", "王女士").takes(minutes=3).clicks("提交意见").sees("有几处需要改一改")
    assert resident.has_typed("怎么称呼您") == "王女士"
    assert resident.has_chosen("只想提建议")
    resident.fills("您想说的话", WORDS).takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了")


def test_two_people_who_edit_the_same_draft_see_each_other(draft, staff):
    first, second = staff(Staff, "fangguan"), staff(Staff, "fangguan2", phone=True)
    first.opens(draft).fills("现状", "漏水已修好")
    second.opens(draft).fills("现状", "空置两年").clicks("保存").sees("已经保存")
    first.clicks("保存").sees("别人已经保存的内容，和您填写的不同", "空置两年")
    assert first.has_typed("现状") == "漏水已修好"
    first.clicks("保存").sees("已经保存")
    assert second.opens(draft).has_typed("现状") == "漏水已修好"

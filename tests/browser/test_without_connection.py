"""A young one in a hutong without a connection: the form opens, the words wait on the phone, and arrive once."""

import pytest

from tests.browser.actors import Resident, Staff
from tests.builders import a_published_proposal

TITLE = "红莲南里3号地下室改为社区菜店"
WORDS = "早上六点前别卸货，大车一响全楼都醒。"
WORDS_KEPT = """
const done = arguments[0];
Promise.all([keep.all("drafts"), keep.all("waiting")]).then((all) => done(all.flat().length ? JSON.stringify(all) : ""));
"""
PAGES_KEPT = """
const done = arguments[0];
const texts = async () => {
  const cache = await caches.open("public-pages");
  return Promise.all((await cache.keys()).map(async (each) => (await cache.match(each)).text()));
};
texts().then((all) => done(all.join("")));
"""


@pytest.fixture
def number(district, session, write):
    """A proposal everybody may speak about."""
    with write() as now:
        return a_published_proposal(session, now, title=TITLE).number


@pytest.fixture
def young(number, person):
    """Somebody who has looked at the proposal while there was a connection."""
    return person(Resident, phone=True).finds(TITLE).keeps(f"/proposals/{number}/opinions/new")


def test_a_young_one_speaks_in_the_hutong_without_a_connection(young, connection):
    connection.is_lost()
    young.clicks("说说您的想法").writes("有条件支持", WORDS, 怎么称呼您="小王").clicks("提交意见")
    young.sees("等着送出的意见", TITLE, "已经存好，还没有送出")
    connection.comes_back()
    young.opens("/").sees("正在送出").takes(minutes=1).sees("没有网时写的意见，已经送到了").clicks("看回执")
    young.sees("已经送到。回执编号").clicks("看我的意见").sees(WORDS, "有条件支持")
    young.finds(TITLE).sees("一共收到1条居民意见")
    young.opens("/offline").clicks("编号记下了", stays=True).sees("没有等着送出的意见")


def test_a_connection_lost_in_the_middle_of_the_form_loses_nothing(young, connection, number):
    young.clicks("说说您的想法").writes("只想提建议", WORDS)
    connection.is_lost()
    young.clicks("提交意见").sees("已经存好，还没有送出")
    connection.comes_back()
    young.opens("/").sees("正在送出").takes(minutes=1).sees("已经送到了")
    young.finds(TITLE).sees("一共收到1条居民意见")


def test_on_a_shared_device_the_words_stay_on_the_page_only(young, connection, number):
    young.clicks("说说您的想法").clicks("断了网、关了页面，写好的还在", stays=True).chooses("这是公用电脑")
    young.writes("只想提建议", WORDS)
    assert WORDS not in young.finds_kept(WORDS_KEPT)
    connection.is_lost()
    young.clicks("提交意见", stays=True).sees("没有连上网，还没有送出")
    assert WORDS not in young.finds_kept(WORDS_KEPT)
    connection.comes_back()
    young.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了", WORDS)
    young.finds(TITLE).clicks("说说您的想法").does_not_see("上次没写完的")


def test_what_came_after_the_closing_says_so_and_keeps_the_words(young, connection, number, it_is):
    connection.is_lost()
    young.clicks("说说您的想法").writes("有条件支持", WORDS).clicks("提交意见").sees("已经存好，还没有送出")
    it_is(7, 30, 9)
    connection.comes_back()
    young.opens("/").sees("正在送出").takes(minutes=1).sees("有一条意见没能送出").clicks("看原因")
    young.sees("征求意见已于2026年6月", "没能送出，您写的都在", WORDS)
    young.clicks("不送了，删掉", stays=True).sees("没有等着送出的意见")


def test_what_cannot_be_sent_is_taken_back_and_mended(young, connection):
    connection.is_lost()
    young.clicks("说说您的想法").writes("反对", WORDS, 怎么称呼您="王" * 31).clicks("提交意见").sees("已经存好，还没有送出")
    connection.comes_back()
    young.opens("/").sees("正在送出").takes(minutes=1).sees("有一条意见没能送出").clicks("看原因")
    young.sees("姓名太长了").clicks("拿回来改").sees("上次没写完的")
    assert young.goes_on().has_typed("您想说的话").startswith(WORDS)


def test_a_closed_page_keeps_what_was_typed_until_it_is_sent(young):
    young.clicks("说说您的想法").chooses("反对").goes_on().fills("您想说的话", WORDS)
    young.waits_for(WORDS_KEPT, WORDS)
    young.finds(TITLE).clicks("说说您的想法").sees("上次没写完的，已经给您放回来了")
    assert young.has_chosen("反对")
    assert young.goes_on().has_typed("您想说的话") == WORDS
    young.goes_on().goes_on().chooses("商户").goes_on().goes_on().goes_on()
    young.takes(minutes=1).clicks("提交意见").sees("谢谢，您的意见收到了", WORDS)
    young.finds(TITLE).clicks("说说您的想法").does_not_see("上次没写完的")


def test_signing_out_leaves_nothing_on_the_machine(young, staff, connection):
    connection.is_lost()
    young.clicks("说说您的想法").writes("有条件支持", WORDS).clicks("提交意见").sees("已经存好，还没有送出")
    connection.comes_back()
    clerk = staff(Staff, "fangguan", phone=True).opens("/account")
    assert WORDS in clerk.finds_kept(WORDS_KEPT) and "李经办" not in clerk.finds_kept(PAGES_KEPT)
    clerk.clicks("退出").waits_for(WORDS_KEPT, "")


def test_pages_of_somebody_are_never_kept(young, connection):
    young.clicks("说说您的想法").writes("有条件支持", WORDS).takes(minutes=1).clicks("提交意见")
    receipt = young.reads(".receipt-number")
    kept = young.opens("/receipts").finds_kept(PAGES_KEPT)
    assert TITLE in kept and receipt not in kept and WORDS not in kept
    connection.is_lost()
    young.opens(f"/receipts/{receipt}").sees("没有网的时候").does_not_see(WORDS)

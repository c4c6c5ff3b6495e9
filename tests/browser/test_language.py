"""Changing the language keeps the page one is on."""

import pytest

from tests.browser.actors import Staff
from tests.builders import a_published_proposal

TITLE = "红莲南里3号地下室改为社区菜店"


@pytest.fixture
def number(district, session, write):
    """The number of a proposal everybody may read."""
    with write() as now:
        return a_published_proposal(session, now, title=TITLE).number


def test_a_visitor_reads_the_same_page_in_english_in_traditional_chinese_and_back(number, person):
    visitor = person(phone=True).opens(f"/proposals/{number}").sees(TITLE)
    visitor.clicks("English").sees(TITLE)
    assert (visitor.path, visitor.language) == (f"/en/proposals/{number}", "en")
    visitor.clicks("繁體").sees(TITLE)
    assert (visitor.path, visitor.language) == (f"/zh-hant/proposals/{number}", "zh-Hant")
    visitor.clicks("简体").sees(TITLE)
    assert (visitor.path, visitor.language) == (f"/proposals/{number}", "zh-Hans")


def test_a_search_is_kept(number, person):
    visitor = person().opens("/proposals?q=菜店&state=open").clicks("English").sees(TITLE)
    assert visitor.path == "/en/proposals?q=%E8%8F%9C%E5%BA%97&state=open"
    visitor.clicks(TITLE)
    assert visitor.path == f"/en/proposals/{number}"


def test_work_goes_on_in_the_chosen_language(number, staff):
    handler = staff(Staff, "fangguan").opens("/desk/proposals").clicks("English").clicks(TITLE)
    assert (handler.path, handler.language) == (f"/en/desk/proposals/{number}", "en")

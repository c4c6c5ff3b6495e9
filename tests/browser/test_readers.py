"""Two readers whom sites forget: one of 78 with large letters and a phone without scripts, one who has only a keyboard."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import eyes
from tests.browser.actors import Resident
from tests.builders import a_published_proposal

TITLE = "红莲南里3号地下室改为社区菜店"
MOST_STOPS = 120
BODY_SIZE = "return parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"


class Elder(Resident):
    """Reads in large print, on a phone without scripts."""

    def clicks(self, words, **where):
        """Click, and find the next page as legible as the one before."""
        super().clicks(words, **where)
        return self.reads_with_ease() if self.is_large else self

    @property
    def is_large(self) -> bool:
        """Whether the page is in large print."""
        return "elder" in (self.driver.find_element(By.TAG_NAME, "html").get_attribute("class") or "")

    def reads_with_ease(self) -> "Elder":
        """Letters of 22 pixels or more, buttons of 60, nothing to push sideways."""
        assert self.driver.execute_script(BODY_SIZE) >= 22
        assert eyes.too_small(self.driver, 60) + eyes.sideways(self.driver) == [], self.path
        return self


class Typist(Resident):
    """Has a keyboard and no mouse."""

    def at(self):
        """What has the focus."""
        return self.driver.switch_to.active_element

    def presses(self, *keys: str) -> "Typist":
        """Strike keys."""
        ActionChains(self.driver).send_keys(*keys).perform()
        return self

    def tabs_to(self, words: str) -> "Typist":
        """Press Tab until what has the focus says these words, or stands under this label."""
        for _ in range(MOST_STOPS):
            self.presses(Keys.TAB)
            if words in self.driver.execute_script(SAID):
                return self
        raise AssertionError(f"the keyboard never reaches {words} on {self.path}")

    def follows(self, words: str) -> "Typist":
        """Reach a link or button, press Enter and wait for the next page."""
        page = self.tabs_to(words).driver.find_element(By.TAG_NAME, "html")
        self.presses(Keys.ENTER)
        self._wait(lambda _: page != self.driver.find_element(By.TAG_NAME, "html"), lambda: f"nothing happened at {words}")
        return self

    def ticks(self, group: str, words: str) -> "Typist":
        """Reach a group of radio buttons and move to the one with these words by the arrow keys."""
        self.tabs_to(group)
        for _ in range(12):
            if words in self.driver.execute_script(SAID):
                return self.presses(Keys.SPACE)
            self.presses(Keys.ARROW_DOWN)
        raise AssertionError(f"the arrows never reach {words}")


SAID = """
const each = document.activeElement;
const label = each.labels?.[0]?.innerText ?? "";
const legend = each.type === "radio" ? each.closest("fieldset")?.querySelector("legend")?.innerText ?? "" : "";
return [each.matches("a, button, summary") ? each.innerText : "", label, legend].join(" ");
"""


@pytest.fixture
def open_proposal(district, session, write):
    """The title of a proposal everybody may speak about."""
    with write() as now:
        a_published_proposal(session, now, title=TITLE)
    return TITLE


def test_an_old_resident_in_large_print_without_scripts(person, open_proposal):
    wang = person(Elder, phone=True, scripts=False).opens("/")
    wang.clicks("大字版").sees("正在征求意见")
    assert wang.is_large and wang.path == "/"
    receipt = wang.says(open_proposal, "有条件支持", "门口要有坡道，我坐轮椅。", 怎么称呼您="王奶奶")
    wang.looks_up(receipt).sees("门口要有坡道，我坐轮椅。")
    wang.opens("/").clicks("字再大些")
    assert wang.driver.execute_script(BODY_SIZE) >= 26
    wang.opens("/").clicks("标准字号")
    assert not wang.is_large


def test_a_choice_of_colours_is_kept_without_an_account_and_without_scripts(person, open_proposal):
    wang = person(Elder, phone=True, scripts=False).opens("/").clicks("显示设置")
    wang.chooses("高对比，黑底白字").chooses("最大字").clicks("就用这个样子")
    wang.finds(open_proposal).sees(open_proposal)
    ground = wang.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(0, 0, 0)" and wang.driver.execute_script(BODY_SIZE) >= 30


def test_a_person_with_a_keyboard_only(person, open_proposal):
    zhao = person(Typist).opens("/")
    zhao.follows(open_proposal).sees(open_proposal)
    zhao.follows("说说您的想法").ticks("您怎么看", "反对")
    zhao.tabs_to("您想说的话").presses("半夜卸货太吵。")
    zhao.ticks("您和这个地方的关系", "周边居民")
    zhao.takes(minutes=2).follows("提交意见").sees("谢谢，您的意见收到了")
    receipt = zhao.reads(".receipt-number")
    zhao.opens("/").follows("查回执").tabs_to("回执编号").presses(receipt)
    zhao.follows("查看").sees("半夜卸货太吵。")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_the_menu_opens_and_closes_by_the_keyboard(person, open_proposal, phone):
    zhao = person(Typist, phone=phone).opens("/")
    if phone:
        zhao.tabs_to("菜单").presses(Keys.ENTER)
    assert zhao.tabs_to("使用帮助").at().is_displayed()

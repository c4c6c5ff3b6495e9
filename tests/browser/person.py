"""What a person does in front of a page: opens, clicks, fills in, reads. Elements are found by the words a person sees."""

from datetime import timedelta
from urllib.parse import urlsplit

from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

SECONDS = 15
CLICKABLE = "self::a or self::button or self::summary"
AROUND = "self::tr or self::li or self::article or self::fieldset or self::section or self::form"

SELECT = """
for (const place of document.querySelectorAll(arguments[0])) {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(arguments[1]);
    if (at < 0) continue;
    document.getSelection().setBaseAndExtent(texts.currentNode, at, texts.currentNode, at + arguments[1].length);
    return true;
  }
}
return false;
"""


def quoted(text: str) -> str:
    """`text` as an XPath string that may hold both kinds of quotes."""
    return "concat('" + text.replace("'", "', \"'\", '") + "', '')"


class Person:
    """One person with a browser; `site` is the address of the portal, `clock` the portal's."""

    def __init__(self, driver, site: str, clock=None):
        self.driver = driver
        self.site = site
        self.clock = clock
        driver.delete_all_cookies()

    @property
    def path(self) -> str:
        """Where the person is: path and query."""
        parts = urlsplit(self.driver.current_url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def language(self) -> str:
        """The language the page says it is in."""
        return self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang")

    @property
    def page(self) -> str:
        """The words on the page, as shown."""
        return self.driver.find_element(By.TAG_NAME, "main").text

    def opens(self, path: str) -> "Person":
        """Type an address."""
        self.driver.get(self.site + path)
        return self

    def signs_in(self, login: str, password: str) -> "Person":
        """Come as somebody, forgetting who sat here before."""
        self.driver.delete_all_cookies()
        self.opens("/sign-in").fills("账号", login).fills("密码", password)
        return self.clicks("登录", within="main")

    def clicks(self, words: str, *, beside: str | None = None, within: str = "body", stays: bool = False) -> "Person":
        """Click the link or button with these words (in the row or card that says `beside`) and wait for the next page."""
        target = self._clickable(words, beside, within)
        page = self.driver.find_element(By.TAG_NAME, "html")
        self._reached(target).click()
        if not stays:
            self._wait(staleness_of(page), lambda: f"nothing happened after clicking {words}")
        return self

    def double_clicks(self, words: str) -> "Person":
        """Click twice, as an impatient hand does, and wait for the next page."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        ActionChains(self.driver).double_click(self._clickable(words, None, "main")).perform()
        self._wait(staleness_of(page), lambda: f"nothing happened after clicking {words}")
        return self

    def presses(self, *keys: str, stays: bool = False) -> "Person":
        """Press keys one after the other, wherever the focus is, and wait for the next page."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        ActionChains(self.driver).send_keys(*keys).perform()
        if not stays:
            self._wait(staleness_of(page), lambda: f"nothing happened after pressing {keys}")
        return self

    def selects(self, words: str, *, within: str) -> "Person":
        """Select these words with the mouse or a finger, inside the first element `within` (CSS) that holds them."""
        assert self.driver.execute_script(SELECT, within, words), f"{words} is not in {within}"
        return self

    @property
    def in_focus(self) -> str:
        """The words of what has the keyboard's focus."""
        return self.driver.switch_to.active_element.text

    def goes_back(self) -> "Person":
        """Return to the page before, as it was left."""
        self.driver.back()
        return self

    def goes_to(self, place: str) -> "Person":
        """Choose a place of the site's menu, which a phone keeps folded."""
        for folded in self.driver.find_elements(By.CSS_SELECTOR, ".site-header .menu-link"):
            if folded.is_displayed():
                self.clicks("菜单", within=".site-header", stays=True)
        return self.clicks(place, within=".site-nav")

    def fills(self, label: str, text: str) -> "Person":
        """Write `text` into the field with this label, in place of what was there."""
        field = self._field(label)
        field.clear()
        field.send_keys(text)
        return self

    def sets_date(self, label: str, day) -> "Person":
        """Choose a day (or a local date and time) in a date field, whatever the browser's own keyboard order is."""
        self.driver.execute_script("arguments[0].value = arguments[1]", self._field(label), day.isoformat()[:16])
        return self

    def picks(self, label: str, choice: str) -> "Person":
        """Choose an entry of a drop-down list by its words, or by some of them."""
        entries = Select(self._field(label)).options
        found = [each for each in entries if each.text.strip() == choice] or [each for each in entries if choice in each.text]
        assert found, f"{label} offers no {choice} but {[each.text for each in entries]}"
        found[0].click()
        return self

    def chooses(self, words: str, *, beside: str | None = None) -> "Person":
        """Tick the radio button or check box with these words."""
        self._reached(self._choice(words, beside)).click()
        return self

    def attaches(self, label: str, path) -> "Person":
        """Choose a file from the disk."""
        self._field(label).send_keys(str(path))
        return self

    def sees(self, *words: str) -> "Person":
        """The page shows each of these words."""
        for each in words:
            self._wait(lambda _, each=each: each in self.page, lambda each=each: f"does not see {each}")
        return self

    def does_not_see(self, *words: str) -> "Person":
        """The page shows none of these words."""
        for each in words:
            assert each not in self.page, f"sees {each} on {self.path}"
        return self

    def has_typed(self, label: str) -> str:
        """What stands in the field with this label."""
        return self._field(label).get_property("value")

    def has_chosen(self, words: str) -> bool:
        """Whether the radio button or check box with these words is ticked."""
        return self._choice(words).find_element(By.TAG_NAME, "input").is_selected()

    def takes(self, minutes: int) -> "Person":
        """Let the portal's clock go on while the person reads or writes."""
        self.clock.advance(timedelta(minutes=minutes))
        return self

    def reads(self, css: str) -> str:
        """The words of the first element that fits a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, css).text

    def finds_kept(self, script: str) -> str:
        """What the device keeps, as a script tells it."""
        return self.driver.execute_async_script(script)

    def waits_for(self, script: str, words: str) -> "Person":
        """Until the device keeps these words ("": until it keeps nothing)."""
        def is_so(_):
            kept = self.finds_kept(script)
            return words in kept if words else not kept

        self._wait(is_so, lambda: f"{words or 'nothing'} is not kept")
        return self

    def row(self, words: str):
        """The innermost row or card that says these words."""
        return self._wait(lambda _: self._around(words)[-1:], lambda: f"no row or card says {words}")[0]

    def _wait(self, condition, complaint):
        """Until `condition(driver)` holds something, which is given back; `complaint()` says what is missing."""
        ignored = (WebDriverException,)  # the page is just changing: look again
        try:
            return WebDriverWait(self.driver, SECONDS, 0.05, ignored).until(condition)
        except TimeoutException:
            raise AssertionError(f"{complaint()} on {self.path}:\n{self.page[:3000]}") from None

    def _around(self, beside: str | None, within: str = "body") -> list:
        """Where to look: what is `within` a CSS selector, or its rows and cards that say `beside`, outer ones first."""
        parts = self.driver.find_elements(By.CSS_SELECTOR, within)
        if beside is None:
            return parts
        rows = f".//*[{AROUND}][contains(normalize-space(.), {quoted(beside)})]"
        return [row for part in parts for row in part.find_elements(By.XPATH, rows)]

    def _reached(self, element):
        """The element in the middle of the window, where nothing that sticks to an edge covers it."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        return element

    def _clickable(self, words: str, beside: str | None, within: str):
        said = "normalize-space(.)"
        return self._first(
            f"//*[{CLICKABLE}][{said} = {quoted(words)}]", f"//*[{CLICKABLE}][contains({said}, {quoted(words)})]",
            beside=beside, within=within, what=f"a link or button {words}",
        )

    def _first(self, *xpaths: str, what: str, beside: str | None = None, within: str = "body"):
        """The first element shown that fits, exact words before partial ones, the innermost row before outer ones."""

        def shown(_):
            parts = self._around(beside, within)[::-1]
            found = (each for xpath in xpaths for part in parts for each in part.find_elements(By.XPATH, "." + xpath))
            return next((element for element in found if element.is_displayed()), None)

        return self._wait(shown, lambda: f"does not find {what}" + (f" beside {beside}" if beside else ""))

    def _choice(self, words: str, beside: str | None = None):
        said = "normalize-space(.)"
        return self._first(f"//label[{said} = {quoted(words)}]", f"//label[contains({said}, {quoted(words)})]",
                           beside=beside, what=f"a choice {words}")

    def _field(self, label: str):
        said = "normalize-space(.)"
        found = self._first(f"//label[{said} = {quoted(label)}]", f"//label[starts-with({said}, {quoted(label)})]",
                            what=f"a field {label}")
        target = found.get_attribute("for")
        if target:
            return self.driver.find_element(By.ID, target)
        return found.find_element(By.CSS_SELECTOR, "input, select, textarea")

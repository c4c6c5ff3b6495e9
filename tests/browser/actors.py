"""The people of the stories, each with the verbs of their work; a page is told by what its reader does there."""

import re
from datetime import date

from selenium.webdriver.common.by import By

from tests.browser.person import Person


class Resident(Person):
    """Somebody from the street, without an account."""

    def says(self, title: str, stance: str, words: str = "", **told) -> str:
        """Speak about a proposal and keep the receipt; `told` as in `begins`."""
        self.begins(title, stance, words, **told)
        self.takes(minutes=3).clicks("提交意见").sees("谢谢，您的意见收到了")
        return self.reads(".receipt-number")

    def begins(self, title: str, stance: str, words: str, **told) -> "Resident":
        """Find a proposal in the list and write; `told` as in `writes`."""
        return self.finds(title).clicks("说说您的想法").writes(stance, words, **told)

    def finds(self, title: str) -> "Resident":
        """Open the page of a proposal."""
        return self.opens("/").goes_to("意见征集").clicks(title)

    def writes(self, stance: str, words: str, *, relation="周边居民", photo=None, **contact) -> "Resident":
        """Fill in the form, question by question on a phone; `contact` by label, e.g. 怎么称呼您="王女士"."""
        self.chooses(stance).goes_on().fills("您想说的话", words).goes_on()
        if photo:
            self.attaches("照片或材料", photo)
        self.goes_on().chooses(relation).goes_on().goes_on()
        for label, text in contact.items():
            self.fills(label, text)
        return self.goes_on()

    def goes_on(self) -> "Resident":
        """Turn to the next question where there is one per screen."""
        if any(each.is_displayed() for each in self.driver.find_elements(By.CSS_SELECTOR, "[data-next]")):
            self.clicks("下一步", stays=True)
        return self

    def keeps(self, path: str) -> "Resident":
        """The device has put a page aside for when there is no connection."""
        script = "const done = arguments[1]; caches.match(arguments[0]).then((page) => done(Boolean(page)))"
        self._wait(lambda _: self.driver.execute_async_script(script, path), lambda: f"{path} is not kept")
        return self

    def looks_up(self, receipt: str) -> "Resident":
        """See what became of an opinion."""
        return self.opens("/").goes_to("查回执").fills("回执编号", receipt).clicks("查看").sees("您说的话")

    def withdraws(self, receipt: str) -> "Resident":
        """Take an opinion back."""
        return self.looks_up(receipt).clicks("撤回这条意见").sees("已经撤回")


class Invited(Person):
    """A unit, an expert or a planner with a letter to answer."""

    def answers(self, title: str, stance: str, words: str = "") -> "Invited":
        """Answer the letter about a proposal; who is asked to declares no interest."""
        self.opens("/desk").clicks("征求意见函").clicks(title).sees("为什么征求您的意见")
        self.chooses(stance).fills("具体意见", words)
        if "没有直接利害关系" in self.page:
            self.chooses("没有直接利害关系")
        return self.takes(minutes=2).clicks("提交答复").sees("已经答复")


class Staff(Person):
    """Who works at the desk on one proposal."""

    number = ""

    def works_on(self, title: str) -> "Staff":
        """Open a proposal of the unit from the desk."""
        self.opens("/desk").clicks("再利用方案", within=".desk-nav").clicks(title)
        self.number = self.path.rsplit("/", 1)[-1]
        return self

    def turns_to(self, tab: str) -> "Staff":
        """Open another page about the same proposal."""
        self.opens(f"/desk/proposals/{self.number}")
        return self.clicks(tab, within=".tabs")

    def number_of(self, words: str) -> str:
        """The number of the opinion with these words, in the list that is open."""
        return re.sub(r"\D", "", self.row(words).find_element("tag name", "th").text)

    def marks(self, words: str, kind: str, reason: str, *, kept: str | None = None) -> "Staff":
        """Mark an opinion as repeated or invalid."""
        self.turns_to("意见").clicks("打开", beside=words).chooses(kind).fills("理由", reason)
        if kept:
            self.fills("保留的那一条的编号", kept)
        return self.clicks("标记", within="main").sees("撤销这一步")

    def groups(self, *texts: str, under: str) -> "Staff":
        """Put the opinions with these words into a new theme."""
        self.turns_to("意见")
        for words in texts:
            self.chooses("勾选", beside=words)
        self.picks("把勾选的意见", "放进新的归类").clicks("下一步：核对").fills("新归类的题目", under)
        return self.clicks("确认").sees(f"已处理 {len(texts)} 条意见")

    def finds_no_demand_in(self, *texts: str) -> "Staff":
        """Record that the opinions with these words ask for nothing."""
        self.turns_to("意见")
        for words in texts:
            self.chooses("勾选", beside=words)
        return self.picks("把勾选的意见", "记为无具体诉求").clicks("下一步：核对").clicks("确认").sees(
            f"已处理 {len(texts)} 条意见")

    def decides(self, theme: str, verdict: str, reason: str, change: str = "") -> "Staff":
        """Answer a theme; what is adopted says what will change, and 区商务局 sees to it."""
        self.turns_to("归类答复").clicks(theme).chooses(verdict).fills("理由", reason).fills("改在哪里", change)
        if change:
            self.picks("还没有改的，由哪个单位落实", "区商务局").sets_date("什么时候办完", date(2026, 9, 30))
        return self.clicks("保存采纳情况").sees("已保存采纳情况")

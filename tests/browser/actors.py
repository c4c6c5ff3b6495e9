"""The people of the stories, each with the verbs of their work; a page is told by what its reader does there."""

from tests.browser.person import Person


class Resident(Person):
    """Somebody from the street, without an account."""

    def says(self, title: str, stance: str, words: str = "", *, relation="周边居民", photo=None, **contact) -> str:
        """Find the proposal in the list, speak, and keep the receipt; `contact` by label, e.g. 怎么称呼您="王女士"."""
        self.opens("/proposals").clicks(title).clicks("说说您的想法")
        self.chooses(stance).fills("您想说的话", words).chooses(relation)
        if photo:
            self.attaches("照片或材料", photo)
        for label, text in contact.items():
            self.fills(label, text)
        self.takes(minutes=3).clicks("提交意见").sees("谢谢，您的意见收到了")
        return self.reads(".receipt-number")

    def looks_up(self, receipt: str) -> "Resident":
        """See what became of an opinion."""
        return self.opens("/").clicks("查回执").fills("回执编号", receipt).clicks("查看").sees("您说的话")

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
        return self.clicks(tab, within=".tabs")

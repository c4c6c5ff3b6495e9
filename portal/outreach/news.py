"""How each kind of news is told to those who follow something, in Chinese and in English: one table."""

from typing import NamedTuple


class Line(NamedTuple):
    """One line of a mail, and the page it leads to; the placeholders are values of following.values.News."""

    zh: str
    en: str
    path: str = "/proposals/%(number)s"


NEWS: dict[str, Line] = {
    "opened": Line("开始征求意见：%(title)s（%(number)s），%(due)s截止",
                   "Open for opinions until %(due)s: %(title)s (%(number)s)"),
    "again": Line("方案修改后再次征求意见：%(title)s（%(number)s），%(due)s截止",
                  "Changed, and open for opinions again until %(due)s: %(title)s (%(number)s)"),
    "changed": Line("方案有改动：%(title)s（%(number)s）", "Changed: %(title)s (%(number)s)", "/proposals/%(number)s/versions"),
    "closing": Line("快截止了：%(title)s（%(number)s），%(due)s以前还可以提意见",
                    "Closing soon: %(title)s (%(number)s), opinions until %(due)s"),
    "foretold": Line("报区政府决定，先向社会公开：%(title)s（%(number)s）",
                     "To be decided by the district government: %(title)s (%(number)s)", "/proposals/%(number)s/disclosure"),
    "decided": Line("结果公布了：%(title)s（%(number)s），采纳了什么、为什么，都写明了",
                    "Decided: %(title)s (%(number)s); what was adopted and why is published"),
    "withdrawn": Line("方案撤回了：%(title)s（%(number)s）", "Withdrawn: %(title)s (%(number)s)"),
    "complaint": Line("您跟踪的投诉有新进展（%(number)s），请凭回执编号查看",
                      "News of the complaint you follow (%(number)s); open it with its receipt number", "/complaints/receipts"),
}

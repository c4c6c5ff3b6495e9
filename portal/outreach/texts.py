"""What every kind of message says, in Chinese and in English: one table.

To add a kind, add its entry here and post it with the parameters its text names. A text never holds words of an opinion.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.outreach.news import NEWS


@dataclass(frozen=True)
class Words:
    """One language of a message. `line` is said once for each thing when several messages of the kind go to one person."""

    subject: str
    body: str
    line: str = ""


@dataclass(frozen=True)
class Text:
    """A kind of message: its words, the page it leads to, and the one that stops such mails (paths; placeholders as in words).

    With a `line`, all messages of the kind that wait for one person become one mail: the body says `%(lines)s` and `%(count)s`.
    `is_texted`: its link may be given to staff, who send it to a telephone as a text message.
    A message whose params hold `things` tells each of them in a line of its own, as portal/outreach/news.py says it.
    """

    zh: Words
    en: Words
    path: str = ""
    stop: str = ""
    is_texted: bool = False

    @property
    def is_bundled(self) -> bool:
        """Whether several messages become one mail."""
        return bool(self.zh.line)


class Composed(NamedTuple):
    """One mail, ready to be written; `stop` is the address where one click ends such mails, "" for none."""

    subject: str
    body: str
    stop: str


TEXTS: dict[str, Text] = {
    "opinion.received": Text(
        Words("您的意见已收到（%(number)s）",
              "您对“%(title)s”（%(number)s）的意见已经收到。\n\n回执编号：%(receipt)s\n\n"
              "凭这个编号可以随时查看办理情况，截止以前也可以撤回。请不要把编号转给别人。"),
        Words("We have received your opinion (%(number)s)",
              "Your opinion on “%(title)s” (%(number)s) has been received.\n\nReceipt number: %(receipt)s\n\n"
              "With this number you can see what becomes of it at any time, and withdraw it before the closing. "
              "Please do not pass the number on."),
        "/receipts/%(receipt)s"),
    "opinion.answered": Text(
        Words("您的意见有结果了（%(number)s）",
              "您对“%(title)s”（%(number)s）提的意见，采纳情况和理由已经公布。请打开页面查看。"),
        Words("What became of your opinion (%(number)s)",
              "The decision on “%(title)s” (%(number)s) has been published. "
              "Open the page to see what became of your opinion, and why."),
        "/receipts/%(secret)s"),
    "follow.confirm": Text(
        Words("请确认您要跟踪的事",
              "有人在意见征集网站上填了您的地址，要跟踪一件事。\n\n是您本人：请打开下面的页面，看看是什么事，再点“确认跟踪”。\n"
              "不是您本人：不用理会。没有确认就不会再给您发信，三天以后您的地址会自动删除。"),
        Words("Please confirm what you want to follow",
              "Somebody gave your address on the consultation site, to follow something there.\n\n"
              "If it was you: open the page, see what it is, and press “Confirm”.\n"
              "If it was not: do nothing. Without your confirmation you get no further mail, "
              "and your address is deleted after three days."),
        "/follows/%(secret)s", "/follows/%(secret)s/stop?only=%(only)s", is_texted=True),
    "follow.news": Text(
        Words("新消息：%(first)s",
              "您跟踪的事有%(count)s条新消息：\n\n%(lines)s\n\n改收信的时间，或者不想再收了，请打开下面的页面，点一下就停。",
              "・%(said)s\n  %(link)s"),
        Words("News: %(first)s",
              "News of what you follow (%(count)s):\n\n%(lines)s\n\n"
              "To change when you get mail, or to stop, open this page; one click is enough.",
              "- %(said)s\n  %(link)s"),
        "/follows/%(secret)s", "/follows/%(secret)s/stop?only=%(only)s", is_texted=True),
    "request_sent": Text(
        Words("征求意见函：%(title)s", "现就“%(title)s”（%(number)s）征求您的意见，请在 %(due)s 以前反馈。"),
        Words("Letter asking for your opinion: %(title)s",
              "You are asked for your opinion on “%(title)s” (%(number)s). Please answer by %(due)s."),
        "/requests/%(request)s"),
    "letter.soon": Text(
        Words("有 %(count)s 份征求意见函快到期了", "下面的征求意见函还没有反馈，快到期了：\n\n%(lines)s",
              "・%(title)s（%(number)s），请在 %(due)s 以前反馈"),
        Words("%(count)s letter(s) asking for your opinion are due soon",
              "These letters have no answer yet and are due soon:\n\n%(lines)s", "- %(title)s (%(number)s), due %(due)s"),
        "/requests"),
    "letter.overdue": Text(
        Words("有 %(count)s 份征求意见函已经逾期",
              "下面的征求意见函已经过了反馈期限，还没有收到反馈。逾期后仍可反馈，会注明“逾期反馈”：\n\n%(lines)s",
              "・%(title)s（%(number)s），应在 %(due)s 以前反馈"),
        Words("%(count)s letter(s) asking for your opinion are overdue",
              "These letters are past their date and have no answer. You can still answer; "
              "it will be marked as late:\n\n%(lines)s",
              "- %(title)s (%(number)s), was due %(due)s"),
        "/requests"),
    "work.due": Text(
        Words("有 %(count)s 项归类或意见今天该办", "下面这些交给您办，已经到期：\n\n%(lines)s",
              "・%(what)s（%(number)s），期限 %(due)s"),
        Words("%(count)s theme(s) or opinion(s) are due", "These are assigned to you and due:\n\n%(lines)s",
              "- %(what)s (%(number)s), due %(due)s"),
        "/desk"),
    "work.sent_back": Text(
        Words("有 %(count)s 项答复被退回修改", "下面这些答复，复核的同事请您修改：\n\n%(lines)s", "・%(what)s（%(number)s）"),
        Words("%(count)s answer(s) were sent back", "The second reader asks you to change these answers:\n\n%(lines)s",
              "- %(what)s (%(number)s)"),
        "/desk"),
    "advice.asked": Text(
        Words("有 %(count)s 个别的单位来问的问题", "别的单位办理居民意见时，请本单位帮着看：\n\n%(lines)s",
              "・%(what)s（%(number)s），希望 %(due)s 以前回复"),
        Words("%(count)s question(s) from other units", "Other units ask yours about residents' opinions:\n\n%(lines)s",
              "- %(what)s (%(number)s), answer wanted by %(due)s"),
        "/desk/advice"),
    "agenda.returned": Text(
        Words("报送的议题被退回：%(title)s",
              "联席会议办公室退回了“%(title)s”（%(number)s）。请打开页面看退回的原因，改好后再报送。"),
        Words("An agenda item was sent back: %(title)s",
              "The office of the joint meeting sent back “%(title)s” (%(number)s). "
              "Open the page to see why, and submit it again."),
        "/desk/proposals/%(number)s/submission"),
    "meeting.papers_due": Text(
        Words("本月上会材料还有 %(count)s 项没有报送",
              "本单位计划本月上会的下列议题还没有报送：\n\n%(lines)s\n\n逾期的列入下一次会议。",
              "・%(title)s：%(missing)s。截止：%(due)s"),
        Words("%(count)s item(s) for this month's meeting are not submitted yet",
              "These items your unit planned for this month are not submitted yet:\n\n%(lines)s\n\n"
              "Late papers go to the next meeting.", "- %(title)s: %(missing)s. Due: %(due)s"),
        "/desk/proposals"),
    "meeting.plan_missing": Text(
        Words("请报送%(year)s年第%(quarter)s季度上会计划",
              "本单位还没有报送%(year)s年第%(quarter)s季度的上会计划。没有议题的，也请报一次“本季度没有计划”。"),
        Words("Please file the plan for quarter %(quarter)s of %(year)s",
              "Your unit has filed no plan for quarter %(quarter)s of %(year)s. If there is nothing to bring, please say so."),
        "/desk/plans?year=%(year)s&quarter=%(quarter)s"),
    "resolution.soon": Text(
        Words("有 %(count)s 项议定事项快到期了", "下列议定事项快到期了：\n\n%(lines)s", "・%(task)s（%(due)s前完成）"),
        Words("%(count)s task(s) of the joint meeting are due soon", "These tasks are due soon:\n\n%(lines)s",
              "- %(task)s (by %(due)s)"),
        "/desk/resolutions"),
    "resolution.overdue": Text(
        Words("有 %(count)s 项议定事项已经逾期", "下列议定事项已经逾期，请登记办理情况：\n\n%(lines)s",
              "・%(unit)s：%(task)s（应在%(due)s前完成）"),
        Words("%(count)s task(s) of the joint meeting are overdue",
              "These tasks are overdue; please report on them:\n\n%(lines)s",
              "- %(unit)s: %(task)s (was due %(due)s)"),
        "/desk/resolutions"),
    "decision.publish_due": Text(
        Words("请公布区政府审议结果：%(title)s", "“%(title)s”已有区政府审议结果，请在 %(due)s 以前公布并解读。"),
        Words("Please publish the district government's decision: %(title)s",
              "The district government has decided on “%(title)s”. Please publish and explain it by %(due)s."),
        "/desk/agenda/%(item)s"),
    "complaint.received": Text(
        Words("您的投诉举报已收到（%(number)s）",
              "您的投诉举报（%(number)s）已经收到。\n\n回执编号：%(receipt)s\n\n凭这个编号可以随时查看办理情况。请不要把编号转给别人。"),
        Words("We have received your complaint (%(number)s)",
              "Your complaint (%(number)s) has been received.\n\nReceipt number: %(receipt)s\n\n"
              "With this number you can see what becomes of it at any time. Please do not pass the number on."),
        "/complaints/receipts/%(receipt)s"),
    "complaint.step": Text(
        Words("您的投诉举报有了新进展（%(number)s）", "您的投诉举报（%(number)s）有了新进展。请打开页面查看。"),
        Words("News of your complaint (%(number)s)",
              "There is news of your complaint (%(number)s). Please open the page to see it."),
        "/complaints/receipts/%(receipt)s"),
    "complaint.follow_up": Text(
        Words("请告诉我们办得怎么样（%(number)s）",
              "您的投诉举报（%(number)s）已经办理。请打开页面，告诉我们问题解决了没有、您是否满意。"
              "这个链接十五天内有效，请不要转给别人。"),
        Words("Please tell us how it went (%(number)s)",
              "Your complaint (%(number)s) has been dealt with. Please open the page and tell us whether the problem is "
              "solved and whether you are satisfied. The link works for fifteen days; please do not pass it on."),
        "/complaints/answers/%(secret)s"),
    "complaint.soon": Text(
        Words("有 %(count)s 件投诉快到时限了", "下面的投诉快到内部时限了，请尽快办理：\n\n%(lines)s",
              "・%(number)s，%(due)s 以前"),
        Words("%(count)s complaint(s) are due soon", "These complaints are close to their internal limits:\n\n%(lines)s",
              "- %(number)s, by %(due)s"),
        "/desk/complaints?open=y"),
    "complaint.spot": Text(
        Words("请去现场检查：%(place)s反复被投诉",
              "“%(place)s”在 %(when)s 有 %(cases)s 件投诉。请在下一次投诉以前去现场检查、登记看到的情况；"
              "反映用途或者程序的，考虑重新报联席会议。"),
        Words("Please inspect: repeated complaints about %(place)s",
              "There were %(cases)s complaints about “%(place)s” in %(when)s. Please inspect it and note what you see, before "
              "the next complaint; where they are about its use, consider bringing it back to the meeting."),
        "/desk/complaints/figures?when=%(when)s&by=space"),
    "complaint.overdue": Text(
        Words("有 %(count)s 件投诉已经逾期", "下面的投诉已经过了内部时限：\n\n%(lines)s", "・%(number)s，应在 %(due)s 以前办理"),
        Words("%(count)s complaint(s) are overdue", "These complaints are past their internal limits:\n\n%(lines)s",
              "- %(number)s, was due by %(due)s"),
        "/desk/complaints?late=y"),
    "notice.lost": Text(
        Words("公示曾经看不到：%(number)s", "“%(title)s”（%(number)s）的公示有 %(minutes)s 分钟没有证据证明能看到。"
              "系统建议延长公示，请您决定，决定和理由会一并公开。"),
        Words("A notice could not be read: %(number)s",
              "For %(minutes)s minutes there is no proof that the notice of “%(title)s” (%(number)s) could be read. The system "
              "proposes to give people more time; please decide. The decision and its reason are published."),
        "/desk/notices/%(loss)s"),
}
_FRAME = {
    "zh": "您好：\n\n%(body)s\n%(link)s\n%(host)s\n咨询电话：%(phone)s\n（这封邮件由系统发出，请不要直接回复。）",
    "en": "Hello,\n\n%(body)s\n%(link)s\n%(host)s\nTelephone: %(phone)s\n"
          "(This mail was sent by the system; please do not reply to it.)",
}
_LINK = {"zh": "\n查看：%(address)s\n", "en": "\nOpen: %(address)s\n"}


def compose(kind: str, several: Sequence[dict], *, site: str, host: str, phone: str) -> Composed:
    """One mail for one message, or for several of a bundled kind; each dict has a message's params.

    `site` is the address of the portal without a slash at its end, `host` and `phone` are those of its footer.
    Raises KeyError for a kind without a text or a parameter that is missing.
    """
    text = TEXTS[kind]
    frame = {"site": site, "host": host, "phone": phone}
    body = "\n\n----\n\n".join(
        _one(language, words, text.path, several, frame) for language, words in (("zh", text.zh), ("en", text.en)))
    return Composed(subject_of(kind, several), body, site + text.stop % several[0] if text.stop else "")


def subject_of(kind: str, several: Sequence[dict]) -> str:
    """What a mail says in its subject. Raises KeyError as `compose` does."""
    words = TEXTS[kind].zh
    return words.subject % _params("zh", words, several, "")


def text_message(kind: str, params: dict, *, site: str) -> str:
    """What staff say on the telephone or send to it as a text message: the subject, with the link where it may be given."""
    text, said = TEXTS[kind], subject_of(kind, [params])
    return f"{said} {site.rstrip('/')}{text.path % params}" if text.is_texted else said


def _one(language: str, words: Words, path: str, several: Sequence[dict], frame: dict) -> str:
    site = frame["site"] + ("" if language == "zh" else "/en")
    params = _params(language, words, several, site)
    link = _LINK[language] % {"address": site + path % params} if path else ""
    return _FRAME[language] % {"body": words.body % params, "link": link, "host": frame["host"], "phone": frame["phone"]}


def _params(language: str, words: Words, several: Sequence[dict], site: str) -> dict:
    told = list(_told(language, several, site))
    first = told[0].get("said", "") if told else ""
    return {**several[0], "count": len(told), "first": first, "lines": "\n".join(words.line % each for each in told)}


def _told(language: str, several: Sequence[dict], site: str) -> Iterator[dict]:
    """What each line says: the params of a message, or every one of its `things`."""
    for params in several:
        if "things" not in params:
            yield params
            continue
        for thing in params["things"]:
            line = NEWS[thing["news"]]
            yield {"said": getattr(line, language) % thing, "link": site + line.path % thing}

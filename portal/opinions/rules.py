"""What the rules say about opinions: who may still speak, what counts, and what may be written. Pure."""

import re
from datetime import date, datetime, timedelta

from portal.clock import beijing_date, end_of_day
from portal.errors import N_, InvalidInput, Refusal
from portal.text import clean, folded, one_line

PUBLIC_STANCES = ("support", "conditional", "oppose", "suggest")
REPLY_STANCES = ("no_comment", "agree", "amend", "disagree")
CHANNELS = ("web", "request", "counter", "phone", "post", "meeting")
PAPER_CHANNELS = CHANNELS[2:]
RELATIONS = ("courtyard", "neighbour", "merchant", "association", "local_unit", "other")
VERDICTS = ("adopted", "partly", "not_adopted", "explained")
CHANGES = frozenset({"adopted", "partly"})
LIMIT = 20_000
BUCKETS = ("repeated", "withdrawn", "invalid", "late", "counted")
NEEDS_TEXT = frozenset({"conditional", "suggest", "amend", "disagree"})
ASKS_NOTHING = frozenset({"support", "agree", "no_comment"})
OBJECTS = frozenset({"amend", "disagree"})
REDACTIONS = ("phone", "id_number", "bank_card", "email", "plate", "house_number", "name", "other")
WORK_STATES = ("open", "in_hand", "in_review", "sent_back", "accepted")
DECLARES = frozenset({"expert", "planner"})
UNINVITED = ("resident", "rights_holder")
SETTLES = frozenset({"department", "industry_department", "subdistrict"})

CLOSING = "内部设定（截止）"
COUNTING = "内部设定（计数）"
CONSENSUS = "附件三(二)2"
EXPERTS = "713号令第20条"
PLANNERS = "城乡规划条例第14条"
ADOPTION = "713号令第18条"
DISAGREEMENT = "713号令第13条"
PUBLISHED = "公众参与办法（采纳情况）"

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class AlreadySent(Refusal):
    """The same form was sent before, with other words."""


def checked_words(stance: str, typed: str) -> str:
    """The words of an opinion, cleaned; "" for a bare stance.

    Raises InvalidInput for blanks only, for no words where the stance needs them, and for too many.
    """
    words = clean(typed)
    if typed and not words:
        raise InvalidInput(N_("意见里只有空格，没有文字。请写下您的想法；如果只想表明态度，请把空格删掉。"), field="text")
    if not words and stance in NEEDS_TEXT:
        raise InvalidInput(N_("您选的这一项需要写出内容：是什么条件、什么建议，或者哪里要改。请写几句再提交；"
                              "内容都在附件里的，请写“见附件”。"), field="text")
    if len(words) > LIMIT:
        raise InvalidInput(
            N_("您写了 %(length)s 个字，最多可以写 %(limit)s 个字。请删减后再提交，或把其余内容作为附件上传。"),
            field="text", length=len(words), limit=LIMIT)
    return words


def asks_nothing(stance: str, words: str) -> bool:
    """Whether an opinion is a bare 支持, 同意 or 无意见, which needs no answer."""
    return not words and stance in ASKS_NOTHING


def last_day(closes_at: datetime) -> date:
    """The last Beijing day before an exclusive closing instant."""
    return beijing_date(closes_at - timedelta(microseconds=1))


def is_late(received_on: date, closes_at: datetime) -> bool:
    """Whether something came after the last day, by the Beijing day it was received or postmarked."""
    return received_on > last_day(closes_at)


def received_at(received_on: date, now: datetime) -> datetime:
    """The instant by which a paper counts: the end of the day it was received, or `now` on that day."""
    return min(now, end_of_day(received_on) - timedelta(microseconds=1))


def bucket(*, withdrawn: bool, mark: str | None, late: bool) -> str:
    """The one place an opinion has in the count: received = repeated + withdrawn + invalid + late + counted."""
    if withdrawn:
        return "withdrawn"
    if mark is not None:
        return mark
    return "late" if late else "counted"


def answer_state(*, counted: bool, no_demand: bool, theme: int | None, verdict: str | None) -> str:
    """What became of one point: uncounted, no_demand, loose (no theme yet), waiting (its theme has no verdict) or the verdict."""
    if not counted:
        return "uncounted"
    if no_demand:
        return "no_demand"
    if theme is None:
        return "loose"
    return verdict or "waiting"


def check_not_withdrawn(withdrawn: bool) -> None:
    """Refuse whatever concerns a withdrawn proposal."""
    if withdrawn:
        raise Refusal(N_("这个方案已经撤回，不再接收意见。"))


def check_days(received_on: date, opened_on: date, today: date) -> None:
    """Refuse a day of receipt before the round began or after today."""
    if received_on > today:
        raise InvalidInput(N_("收到日期不能晚于今天。请核对来信的邮戳或接待记录。"), field="received_on")
    if received_on < opened_on:
        raise InvalidInput(
            N_("收到日期早于开始征求意见的日期（%(day)s）。请核对；在此之前听到的意见，不属于这一次征求。"),
            field="received_on", day=opened_on)


def check_no_interest(party: str, declared: bool | None) -> None:
    """Refuse an expert's or planner's answer without the declaration that they have no interest in the matter."""
    if party in DECLARES and declared is not True:
        raise InvalidInput(
            N_("请先声明与本方案没有直接利害关系。如果有，请不要作答，并告知提请部门另请他人。"),
            clauses=(EXPERTS,), field="has_no_interest")


def checked_contact(name: str | None, phone: str | None, email: str | None) -> dict[str, str]:
    """The contact data that was given, cleaned, by field name. Raises InvalidInput for what cannot be used to reach anybody."""
    given = {"name": clean(name or ""), "phone": folded(phone or ""), "email": clean(email or "")}
    if len(given["name"]) > 30:
        raise InvalidInput(N_("姓名太长了，请写30个字以内的称呼，如“王女士”。"), field="name")
    if given["phone"] and (len(given["phone"]) > 40 or sum(each.isdigit() for each in given["phone"]) < 7):
        raise InvalidInput(N_("这个电话号码似乎不完整，请核对；不想留电话可以不填。"), field="phone")
    if given["email"] and (len(given["email"]) > 200 or not _EMAIL.fullmatch(given["email"])):
        raise InvalidInput(N_("这个电子邮箱写得不完整，应当像 name@example.com 这样；不想留可以不填。"), field="email")
    return {field: value for field, value in given.items() if value}


def check_stance(stance: str, allowed: tuple[str, ...]) -> None:
    """Refuse a stance that is not one of those offered to this party."""
    if stance not in allowed:
        raise InvalidInput(N_("请先选一项您的态度。"), field="stance")


def check_may_mark(place: str, *, is_reply: bool, is_kept: bool) -> None:
    """Refuse to mark an opinion as repeated or invalid that is not in the count, answers a letter, or stands for another one."""
    if is_reply:
        raise Refusal(N_("这是对征求意见函的答复，不能标为重复或无效；不同意见请记录协商结果。"), clauses=(CONSENSUS,))
    if place not in ("counted", "late"):
        raise Refusal(N_("这条意见已经撤回，或别人已经标过了。请刷新后查看。"), clauses=(COUNTING,))
    if is_kept:
        raise Refusal(N_("已有意见标为与这一条重复，这一条要保留。如果标错了，请先撤销那一条的标记。"), clauses=(COUNTING,))


def check_kept(place: str, *, is_itself: bool, same_consultation: bool, different_authors: bool) -> None:
    """Refuse a kept opinion that is not another counted one by the same author; only the same person's words are repeated."""
    if is_itself or not same_consultation or place != "counted":
        raise InvalidInput(
            N_("请填写保留的那一条的编号：它必须是本次征求中另一条计入的意见。"), clauses=(COUNTING,), field="kept")
    if different_authors:
        raise InvalidInput(
            N_("这两条意见来自不同的账号，不是同一人重复。不同的人写同样的话，每一条都计入。"), clauses=(COUNTING,), field="kept")


def checked_reason(text: str, sentence: str, field: str = "reason") -> str:
    """A text that staff must write, cleaned; `sentence` says what to write when it is missing."""
    words = clean(text)
    if not words:
        raise InvalidInput(sentence, field=field)
    if len(words) > LIMIT:
        raise InvalidInput(N_("内容太长：最多 %(limit)s 个字。"), field=field, limit=LIMIT)
    return words


def checked_title(text: str) -> str:
    """The title of a theme, cleaned. Raises InvalidInput when it is empty or too long."""
    title = one_line(text)
    if not title or len(title) > 80:
        raise InvalidInput(N_("请给归类起一个80字以内的题目，用居民听得懂的话。"), field="title")
    return title

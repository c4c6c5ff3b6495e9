"""The meeting's year: quarterly plans, the 15th, reminders, what follows a decision, and the disclosure clock. Pure."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from portal.clock import beijing_date, beijing_midnight, end_of_day
from portal.errors import N_, InvalidInput, Refusal

PAPERS_DAY = 15
REMIND_FROM = 8
REMIND_AGAIN = 12
DISCLOSE_WITHIN = 3  # working days
PLANS = "附件三(二)3"
CARRY_OUT = "附件三(四)"
REPORT_UP = "附件三(一)"
DISCLOSE = "政务公开方案五(三)"
STATES = ("given", "accepted", "in_progress", "done")
TITLE_LIMIT = 120


def quarter_of(day: date) -> tuple[int, int]:
    """The year and quarter (1–4) a day lies in."""
    return day.year, (day.month + 2) // 3


def months_of(quarter: int) -> tuple[int, int, int]:
    """The three months of a quarter."""
    return tuple(range(quarter * 3 - 2, quarter * 3 + 1))


def quarter_ends(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)


def next_month(year: int, month: int) -> tuple[int, int]:
    """The month after."""
    return year + month // 12, month % 12 + 1


def papers_due(year: int, month: int, *, inclusive: bool) -> datetime:
    """The exclusive instant until which a month's papers are in time: 每月15日前 (三(二)3).

    `inclusive` reads it as until 24:00 on the 15th, otherwise as before the 15th begins.
    """
    day = date(year, month, PAPERS_DAY)
    return end_of_day(day) if inclusive else beijing_midnight(day)


def month_served(at: datetime, *, inclusive: bool) -> tuple[int, int]:
    """The month whose papers are still in time when they come `at`: this one, or the next after the deadline."""
    today = beijing_date(at)
    in_time = at < papers_due(today.year, today.month, inclusive=inclusive)
    return (today.year, today.month) if in_time else next_month(today.year, today.month)


def deadline_for(held_on: date, *, inclusive: bool) -> datetime:
    """The deadline that governs a meeting: the last one over before its day begins."""
    due = papers_due(held_on.year, held_on.month, inclusive=inclusive)
    if due <= beijing_midnight(held_on):
        return due
    before = date(held_on.year, held_on.month, 1) - timedelta(days=1)
    return papers_due(before.year, before.month, inclusive=inclusive)


def reminder_days(year: int, month: int, *, last_workday: Callable[[date], date], inclusive: bool) -> list[date]:
    """The days on which units are reminded of a month's papers: from the 8th, and on the last working day they have.

    `last_workday` gives the last working day up to and including a day; the text gives no extension for days off.
    """
    last = date(year, month, PAPERS_DAY) if inclusive else date(year, month, PAPERS_DAY - 1)
    return sorted({date(year, month, REMIND_FROM), date(year, month, REMIND_AGAIN), last_workday(last)})


def check_plan(year: int, quarter: int, items: Iterable[tuple[int, str]], today: date) -> None:
    """Refuse a plan for a quarter that is over, and items (month, title) outside the quarter or without a title."""
    if today > quarter_ends(year, quarter):
        raise Refusal(N_("%(year)s年第%(quarter)s季度已经过去，上会计划不能再改。没有列入计划的议题，报送时写明原因。"),
                      clauses=(PLANS,), year=year, quarter=quarter)
    for month, title in items:
        if not title.strip() or len(title.strip()) > TITLE_LIMIT:
            raise InvalidInput(N_("每一个计划议题都要写名称，不超过%(limit)s个字。"), field="items", limit=TITLE_LIMIT)
        if month not in months_of(quarter):
            raise InvalidInput(N_("%(month)s月不在第%(quarter)s季度里，请改到它所在的季度去报。"), field="items", month=month,
                               quarter=quarter)


def check_off_plan(planned: bool, reason: str) -> None:
    """An item outside its quarter's plan needs a reason (the text names no sanction)."""
    if not planned and not reason.strip():
        raise InvalidInput(N_("这个方案不在本季度上会计划里。请写明为什么没有列入计划、为什么现在要上会。"),
                           field="off_plan_reason", clauses=(PLANS,))


def is_late(submitted_at: datetime, held_on: date, *, inclusive: bool) -> bool:
    """Whether papers came after the deadline that governs a meeting."""
    return submitted_at >= deadline_for(held_on, inclusive=inclusive)


def check_late(reason: str) -> None:
    """Late papers go to the next meeting, unless the office takes them with a reason."""
    if not reason.strip():
        raise InvalidInput(N_("这份材料在这次会议的截止日之后才报来，应当列入下一次会议。办公室决定提前收的，请写明原因。"),
                           field="late_reason", clauses=(PLANS,))


def check_progress(state: str, new: str, text: str) -> None:
    """A resolution goes forward: accepted, in progress, done; done says what was done (按照纪要积极落实, 三(四))."""
    if new not in STATES[1:] or STATES.index(new) < STATES.index(state) or state == "done":
        raise Refusal(N_("这项议定事项已经办到后面一步了，请刷新后查看。"), clauses=(CARRY_OUT,))
    if new == "done" and not text.strip():
        raise InvalidInput(N_("办结的，请写明做成了什么，并附上照片或文件。"), field="text", clauses=(CARRY_OUT,))


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """Whether a resolution is past its day and not done."""
    return state != "done" and today > due_on


def check_met(already: bool, how: str) -> None:
    """A condition is confirmed once, with words that say how it was met."""
    if already:
        raise Refusal(N_("这一条修改要求已经有人确认过了。"), clauses=(CARRY_OUT,))
    if not how.strip():
        raise InvalidInput(N_("请写明是怎样改好的、您核对了什么。"), field="how")


def check_foretold(opened_at: datetime | None, foretold_at: datetime | None, decided_on: date) -> None:
    """Before the government decides on a matter, the public was told of it: by its publication or by a notice of its own."""
    told = [at for at in (opened_at, foretold_at) if at is not None]
    if not told or beijing_date(min(told)) > decided_on:
        raise Refusal(N_("区政府决定之前应当先向社会预公开。系统里没有决定之前的公布记录，请先登记预公开，再录入审议结果。"),
                      clauses=(DISCLOSE,))


def check_explained(text: str, *, reported_up: bool) -> None:
    """What the government decided is published together with an explanation (做好解读)."""
    if reported_up and not text.strip():
        raise InvalidInput(N_("上报区政府审议的事项，公布时要一并写明解读：为什么这样决定、对居民有什么影响。"),
                           field="explanation", clauses=(DISCLOSE, "政务公开方案五(三)解读"))


def check_inspection(inspected_on: date, decided_on: date | None, today: date, text: str) -> None:
    """An inspection looks at a reuse that was decided, on a day since, and says what was seen."""
    if decided_on is None:
        raise Refusal(N_("这个方案还没有审定，不用登记会后监管。"), clauses=("附件四第1段",))
    if not decided_on <= inspected_on <= today:
        raise InvalidInput(N_("检查日期应在审定之日和今天之间。"), field="inspected_on")
    if not text.strip():
        raise InvalidInput(N_("请写明检查时看到的情况。"), field="text")

"""The report's words for codes, figures and times. Documents are written in Chinese, whoever reads them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from portal.clock import beijing, beijing_date
from portal.words import WORDS

PARTIES, CHANNELS, FORMS, STANCES = WORDS["party"], WORDS["channel"], WORDS["form"], WORDS["stance"]
BUCKETS, RELATIONS = WORDS["bucket"], WORDS["relation"]
ANSWERS = {**WORDS["verdict"], "no_demand": WORDS["answer"]["no_demand"], "unanswered": WORDS["answer"]["waiting"]}
AGREEMENTS = {
    "agreed": "一致", "unsettled": "未一致", "silent": "未反馈", "advisory": "供参考", "superseded": "已重新征求",
}
STATES = {
    "answered": "已反馈",
    "late": "逾期反馈",
    "silent": "尚未反馈",
    "unheard": "未收到意见",
    "own": "本单位为提请部门，以本单位意见计",
    "waived": "免于征求",
    "missing": "尚未征求",
}
BUNDLES = {"identical": "文本相同", "near": "文字相近", "campaign": "同一范本"}
NONE = "未收到意见"
MAY_BREAK = "\u200b"  # between 、 and a digit, where type-setting programs would not break a long list of numbers
_DIGITS = "零一二三四五六七八九"


def label(words: dict[str, str], code: str | None) -> str:
    """The Chinese of a code; “—” where there is none."""
    return "—" if code is None else words.get(code, code)


def ratio(part: int, whole: int) -> str:
    """A share in per cent, “—” where there is nothing to divide by."""
    return f"{part / whole:.1%}" if whole else "—"


def day(when: datetime | date | None) -> str:
    """A Beijing date for a table cell, 2026-11-05."""
    if when is None:
        return "—"
    return (beijing_date(when) if isinstance(when, datetime) else when).isoformat()


def long_day(when: datetime | date) -> str:
    """A Beijing date for prose, 2026年11月5日."""
    value = beijing_date(when) if isinstance(when, datetime) else when
    return f"{value.year}年{value.month}月{value.day}日"


def moment(instant: datetime) -> str:
    """An instant for prose, in Beijing time; a midnight is the 24:00 of the day before."""
    wall = beijing(instant)
    if wall.time() == time():
        return f"{long_day(wall.date() - timedelta(days=1))}24:00"
    return f"{long_day(instant)}{wall:%H:%M}"


def number_list(numbers: Iterable[int]) -> str:
    """Ordered numbers with their runs drawn together: 第1、3—5号."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else _run(run) for run in runs]
    return f"第{f'、{MAY_BREAK}'.join(words)}号" if words else "无"


def _run(run: list[int]) -> str:
    return f"{run[0]}、{MAY_BREAK}{run[1]}" if len(run) == 2 else f"{run[0]}—{run[-1]}"


def chinese_number(number: int) -> str:
    """1–999 in Chinese figures, for headings."""
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{_DIGITS[hundreds]}百" + ("" if not rest else f"零{_DIGITS[rest]}" if rest < 10 else _tens(rest))
    return _tens(rest).removeprefix("一") if 10 <= rest < 20 else _tens(rest)


def _tens(number: int) -> str:
    tens, units = divmod(number, 10)
    return (f"{_DIGITS[tens]}十" if tens else "") + (_DIGITS[units] if units or not tens else "")


def listed(words: Sequence[str]) -> str:
    """Words joined by 、, “—” for none."""
    return "、".join(words) or "—"

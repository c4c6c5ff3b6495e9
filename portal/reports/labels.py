"""The Chinese of every code, and of figures and times, in one place. Documents are written in Chinese, whoever reads them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from portal.clock import beijing, beijing_date

PARTIES = {
    "resident": "居民",
    "subdistrict": "属地街道",
    "department": "相关部门",
    "expert": "专家",
    "planner": "责任规划师",
    "industry_department": "相关行业主管部门",
    "rights_holder": "相关权利人",
    "property_owner": "产权单位",
}
CHANNELS = {"web": "网上", "request": "书面回复", "counter": "窗口", "phone": "电话", "post": "来信", "meeting": "座谈会"}
FORMS = {
    "public_notice": "公开征求",
    "written": "书面征求",
    "symposium": "座谈会",
    "expert_review": "论证会",
    "hearing": "听证会",
    "survey": "问卷调查",
    "visit": "入户走访",
    "deliberation": "议事协商",
}
STANCES = {
    "support": "支持",
    "conditional": "有条件支持",
    "oppose": "反对",
    "suggest": "只提建议",
    "no_comment": "无意见",
    "agree": "同意",
    "amend": "有修改意见",
    "disagree": "不同意",
}
BUCKETS = {"repeated": "重复", "withdrawn": "撤回", "invalid": "无效", "late": "逾期", "counted": "计入"}
ANSWERS = {
    "adopted": "采纳",
    "partly": "部分采纳",
    "not_adopted": "未采纳",
    "explained": "解释说明",
    "no_demand": "无具体诉求",
    "unanswered": "尚未答复",
}
AGREEMENTS = {"agreed": "一致", "unsettled": "未一致", "silent": "未反馈", "advisory": "供参考"}
RELATIONS = {"courtyard": "本院居民", "neighbour": "周边居民", "merchant": "商户", "other": "其他"}
STATES = {
    "answered": "已反馈",
    "late": "逾期反馈",
    "silent": "尚未反馈",
    "own": "本单位为提请部门，以本单位意见计",
    "waived": "免予征求",
    "missing": "尚未征求",
}
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
    """1–99 in Chinese figures, for headings."""
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[units] if units or not tens else "")


def listed(words: Sequence[str]) -> str:
    """Words joined by 、, “—” for none."""
    return "、".join(words) or "—"

"""How people write the days of an announcement, read and printed: one line is one day or one range, then its label."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby

from portal.errors import N_, InvalidInput
from portal.text import folded, one_line

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
REMARK = re.compile(r"\([^)]*\)")
DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)(?P<{0}d>\d{{1,2}})日?"
LAST = r"(?:(?P<zy>\d{4})年)?(?:(?P<zm>\d{1,2})月)?(?P<zd>\d{1,2})日?"
LINE = re.compile(DAY.format("a") + r"(?: ?(?:至|到|—+|~|-) ?" + LAST + r")?[ ,、:]*(?P<label>.*)")
LONGEST_LABEL = 40
LONGEST_RANGE = 31


def read_days(text: str, year: int) -> dict[date, str]:
    """Day → label from lines like “1月1日至1月3日 元旦” or “2027-02-20 春节”. Raises InvalidInput with line and words."""
    found: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if plain := ISO.sub(r"\1年\2月\3日", REMARK.sub("", folded(line))):
            found |= _read_line(plain, year, number, one_line(line)[:30])
    return found


def print_days(days: Mapping[date, str]) -> str:
    """The same lines for days that follow each other and share a label."""
    return "\n".join(_line(first, last, label) for first, last, label in runs(days))


def runs(days: Mapping[date, str]) -> list[tuple[date, date, str]]:
    """Days that follow each other and share a label, as (first, last, label), in order."""
    counted = enumerate(sorted(days.items()))
    together = groupby(counted, lambda entry: (entry[1][0] - timedelta(days=entry[0]), entry[1][1]))
    found = [([day for _, (day, _) in run], label) for (_, label), run in together]
    return [(run[0], run[-1], label) for run, label in found]


def _read_line(plain: str, year: int, number: int, shown: str) -> dict[date, str]:
    match = LINE.fullmatch(plain)
    try:
        first = date(int(match["ay"] or year), int(match["am"]), int(match["ad"])) if match else None
        last = date(int(match["zy"] or first.year), int(match["zm"] or first.month), int(match["zd"])) if match["zd"] else first
    except (TypeError, ValueError):
        first = None
    if first is None or not 0 <= (last - first).days < LONGEST_RANGE:
        raise InvalidInput(N_("第 %(line)s 行“%(text)s”看不懂。请写成“1月1日至1月3日 元旦”或“2月20日 春节”的样子，一行一段。"),
                           line=number, text=shown)
    label = match["label"][:LONGEST_LABEL]
    return {first + timedelta(days=n): label for n in range((last - first).days + 1)}


def _line(first: date, last: date, label: str) -> str:
    until = "" if first == last else f"至{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日{until} {label}".strip()

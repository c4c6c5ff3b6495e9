"""The monthly bulletin (通报) of complaints as a paper: figures with their parts, and the spaces to look at."""

from collections.abc import Iterable
from datetime import datetime

from portal.clock import beijing
from portal.complaints.rules.figures import COUNT_WORDS, RATIO_WORDS, Case, Figures, figures, grouped, hot_spots
from portal.press.paper import Block, Column, Figure, Heading, Paper, Paragraph, Table
from portal.words import WORDS

OFFICE = "西城区疏解腾退空间资源再利用联席会议办公室"
NONE = "未收到投诉"
MEANING = (
    "签收及时率＝在内部时限内签收的件数÷应签收的件数；办结率＝在内部时限内核实办结、没有重新办理的件数÷应办结的件数；"
    "解决率、满意率＝回访中答“解决了”、答“满意”或“基本满意”的人次÷作出评价的人次。办结、解决、满意是三件事，分别统计。"
    "没有可以统计的，写“—”。时限是内部设定，不是法律规定。检举控告不在统计之内。"
)


def bulletin(when: str, cases: Iterable[Case], now: datetime) -> Paper:
    """The bulletin of a month ("2026-06") or a year over its cases, as they stand `now`."""
    cases = list(cases)
    total = figures("合计", cases, now)
    sections = (
        ("总体情况", _overview(when, total)), ("各单位办理情况", [_table("各单位办理情况", "单位", cases, "unit", total, now)]),
        ("各街道情况", [_table("各街道情况", "街道", cases, "street", None, now)]),
        ("反映的事", [_categories(cases)]), ("反复投诉的空间", _spots(cases)), ("逾期未办的投诉", _overdue(cases, total)),
    )
    blocks: list[Block] = []
    for number, (name, section) in zip("一二三四五六", sections, strict=True):
        blocks += [Heading(1, f"{number}、{name}"), *section]
    return Paper(title=f"{_month(when)}投诉举报办理情况通报", unit=OFFICE, blocks=tuple(blocks),
                 trace=f"统计截至{beijing(now):%Y-%m-%d %H:%M}（北京时间）。")


def _overview(when: str, total: Figures) -> list[Block]:
    if not total.received:
        return [Paragraph(f"{_month(when)}{NONE}。"), Paragraph(MEANING, lead="说明：")]
    counts = "，".join(f"{word}{len(getattr(total, name))}件" for name, word in COUNT_WORDS.items())
    rates = "，".join(f"{RATIO_WORDS[ratio.name]}{_rated(ratio)}" for ratio in total.ratios)
    return [Paragraph(f"{_month(when)}{counts}。"), Paragraph(f"{rates}。"), Paragraph(MEANING, lead="说明：")]


def _rated(ratio) -> str:
    return f"{ratio.percent}（{len(ratio.part)}/{len(ratio.whole)}）"


def _table(name: str, head: str, cases: list[Case], by: str, total: Figures | None, now: datetime) -> Table:
    rows = [*grouped(cases, by, now), *([total] if total and total.received else [])]
    columns = (Column(head, 40, True), Column("收到", 14), Column("销账", 14), Column("重新办理", 16), Column("现在逾期", 16),
               *(Column(word, 22) for word in RATIO_WORDS.values()))
    cells = tuple(
        (row.label, len(row.received), len(row.closed), len(row.reopened), len(row.overdue), *map(_rated, row.ratios))
        for row in rows)
    return Table(name, columns, cells, total=bool(total and cells), empty=NONE, captioned=False)


def _categories(cases: list[Case]) -> Figure:
    words = WORDS["complaint_category"]
    counted = {code: sum(case.category == code for case in cases) for code in words if code != "accusation"}
    bars = sorted(((words[code], count) for code, count in counted.items() if count), key=lambda bar: -bar[1])
    return Figure("各类投诉的件数", tuple(bars), "本系统投诉举报登记", unit="件")


def _spots(cases: list[Case]) -> list[Block]:
    spots = hot_spots(cases)
    if not spots:
        return [Paragraph("没有反复投诉的空间。")]
    advice = {True: "重新报联席会议", False: "现场检查"}
    rows = tuple((spot.number, spot.name, len(spot.cases), advice[spot.to_meeting]) for spot in spots)
    columns = (Column("台账编号", 30), Column("空间", 60, True), Column("件数", 16), Column("建议", 40))
    why = Paragraph("未诉先办：同一空间反复投诉的，先去看，不等下一件。")
    return [why, Table("反复投诉的空间", columns, rows, captioned=False)]


def _overdue(cases: list[Case], total: Figures) -> list[Block]:
    late = [case for case in cases if case.id in set(total.overdue)]
    if not late:
        return [Paragraph("没有逾期未办的投诉。")]
    states = WORDS["complaint_state"]
    rows = tuple((case.number, case.unit, states[case.state], f"{beijing(case.due_at):%Y-%m-%d %H:%M}") for case in late)
    columns = (Column("编号", 36), Column("承办单位", 50, True), Column("状态", 40), Column("应办结时间（此前）", 40))
    return [Table("逾期未办的投诉", columns, rows, captioned=False)]


def _month(when: str) -> str:
    year, _, month = when.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"

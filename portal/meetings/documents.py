"""The papers around a meeting, as values for the writers: agenda, each unit's sheet, and the minutes."""

from collections.abc import Iterator, Sequence

from portal.accounts.models import Unit
from portal.complaints.models import Complaint
from portal.errors import N_
from portal.meetings.models import AgendaItem, Decision, Meeting, Minutes, participants
from portal.meetings.queries.summary import Line, Summary
from portal.press.paper import Block, Column, Figure, Heading, Paper, Paragraph, Table
from portal.reports.labels import chinese_number, long_day
from portal.words import word

OFFICE = "腾退空间再利用联席会议办公室"


def agenda(meeting: Meeting) -> Paper:
    """The agenda (会议议程): when, where, and the items in order with who brings them and what they ask."""
    columns = (Column("序号", 12), Column("议题", 56, True), Column("提请部门", 30), Column("拟请议定事项", 58, True))
    rows = tuple(
        (number, item.version.title, item.proposal.initiating_unit.name, item.version.matters_to_decide)
        for number, item in enumerate(meeting.items, start=1))
    return Paper(
        title=f"{meeting.title}议程", unit=OFFICE,
        blocks=(Paragraph(day(meeting), lead="时间："), Paragraph(meeting.place or "待定", lead="地点："),
                Table("议题", columns, rows, empty="还没有列入议题")))


def sheet(meeting: Meeting, unit: Unit) -> Paper:
    """What one participating unit needs to know: which items concern it and why, and what it was given to do."""
    concerned = [item for item in meeting.items if unit.id in participants(item)]
    return Paper(
        title=f"{meeting.title}参会单位任务单", unit=OFFICE, addressee=unit.name, frame="letter",
        blocks=(Paragraph(f"{day(meeting)}，{meeting.place or '地点另行通知'}。以下议题与你单位有关，请会前阅看材料。"),
                *(block for number, item in enumerate(concerned, start=1) for block in _concern(number, item, unit))))


def minutes(meeting: Meeting, texts: Minutes | None) -> Paper:
    """The minutes (会议纪要): who was there, then the decision on each item, its conditions and who does what by when (三(四)).

    Number, seal and date stay blank.
    """
    opening = [Paragraph(texts.opening)] if texts and texts.opening else []
    blocks: list[Block] = [Paragraph(f"{day(meeting)}，{meeting.title}在{meeting.place or '（地点）'}召开。"), *opening]
    for number, item in enumerate(meeting.items, start=1):
        blocks += [Heading(1, f"{chinese_number(number)}、{item.version.title}"), *_decided(item.decision)]
    told = (("主持：", texts.chair), ("出席：", texts.present), ("请假：", texts.absent)) if texts else ()
    blocks += [Paragraph("、".join(words.split("\n")), lead=lead, hangs=True) for lead, words in told if words]
    unsigned = texts is None or texts.signed_at is None
    return Paper(title=f"{meeting.title}纪要", unit=OFFICE, note="（未定稿）" if unsigned else "", blocks=tuple(blocks),
                 frame="minutes", head="腾退空间再利用联席会议纪要")


def complaints(item: AgendaItem, found: Sequence[Complaint]) -> Paper:
    """The complaints about the spaces of an item, which are part of its papers (四1): number, kind, day and state, no words."""
    columns = (Column("编号", 40), Column("类别", 56, True), Column("收到日期", 30), Column("办理情况", 30))
    rows = tuple((each.number, word("complaint_category", each.category), long_day(each.received_at),
                  word("complaint_state", each.state)) for each in found)
    return Paper(title=f"关于“{item.version.title}”所涉空间投诉情况", unit=item.proposal.initiating_unit.name,
                 blocks=(Paragraph(f"所涉空间收到投诉{len(found)}件（最近{len(found)}件列表如下），检举控告工作人员的不在表内。"),
                         Table("投诉情况", columns, rows)))


def _concern(number: int, item: AgendaItem, unit: Unit) -> Iterator[Block]:
    yield Heading(1, f"{chinese_number(number)}、{item.version.title}")
    yield Paragraph(participants(item)[unit.id], lead="你单位在其中是：")
    yield Paragraph(item.version.matters_to_decide, lead="拟请议定：")
    for resolution in item.decision.resolutions if item.decision else ():
        if resolution.unit_id == unit.id:
            yield Paragraph(f"{resolution.task}（{long_day(resolution.due_on)}前完成）", lead="交你单位办理：")


def _decided(decision: Decision | None) -> Iterator[Block]:
    if decision is None:
        yield Paragraph("（还没有记录会议结论）")
        return
    yield Paragraph(f"会议议定：{word('outcome', decision.outcome)}。{decision.wording}")
    for number, each in enumerate(decision.wanted, start=1):
        yield Paragraph(f"{number}. {each.text}（由{each.confirmer.name}确认改好）", lead="修改要求：" if number == 1 else "")
    for number, each in enumerate(decision.resolutions, start=1):
        yield Paragraph(f"（{chinese_number(number)}）{each.task}责任单位：{each.unit.name}；完成时限：{long_day(each.due_on)}。")


def day(meeting: Meeting) -> str:
    """A meeting's day in words."""
    return long_day(meeting.held_on)


SUMMARY_NOTE = N_("一个事项涉及几个街道的，在每个街道各计一次，合计只计一次。检举控告工作人员的不在表内。")
SUMMARY_HEADS = (N_("报送议题"), N_("会议决定"), N_("征求意见"), N_("收到意见"), N_("采纳"), N_("部分采纳"), N_("未采纳"),
                 N_("解释说明"), N_("收到投诉"), N_("办结投诉"))


def year_summary(summary: Summary) -> Paper:
    """The year's summary (年度总结): in all, by unit and by street."""
    tables = (_summary_table("按提请部门", "单位", summary.units, summary.total),
              _summary_table("按属地街道", "街道", summary.streets))
    total = dict(zip(SUMMARY_HEADS, summary.total.counts, strict=True))
    prose = (
        f"全年各单位报送议题{total['报送议题']}个，会议作出决定{total['会议决定']}个；开展征求意见{total['征求意见']}次，"
        f"收到意见{total['收到意见']}条；收到投诉举报{total['收到投诉']}件，其中办结{total['办结投诉']}件。")
    bars = tuple((name, total[name]) for name in SUMMARY_HEADS[4:8])
    return Paper(
        title=f"{summary.year}年腾退空间再利用联席会议工作年度总结", unit=OFFICE,
        blocks=(Heading(1, "一、总体情况"), Paragraph(prose), Figure("意见要点的采纳情况", bars, "按提请部门合计", "个"),
                Heading(1, "二、说明"), Paragraph(SUMMARY_NOTE)),
        annexes=tables)


def _summary_table(name: str, head: str, lines: tuple[Line, ...], total: Line | None = None) -> Table:
    columns = (Column(head, 44, True), *(Column(each, 18) for each in SUMMARY_HEADS))
    rows = [(line.name, *line.counts) for line in lines]
    if total and rows:
        rows.append((total.name, *total.counts))
    return Table(name, columns, tuple(rows), total=bool(total and rows), empty="没有记录")

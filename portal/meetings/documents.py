"""The papers around a meeting, as values for the writers: agenda, each unit's sheet, and the minutes."""

from collections.abc import Iterator

from portal.accounts.models import Unit
from portal.meetings.models import AgendaItem, Decision, Meeting, Minutes
from portal.press.paper import Block, Column, Heading, Paper, Paragraph, Table
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
        title=f"{meeting.title}参会单位任务单", unit=OFFICE, addressee=unit.name,
        blocks=(Paragraph(f"{day(meeting)}，{meeting.place or '地点另行通知'}。以下议题与你单位有关，请会前阅看材料。"),
                *(block for number, item in enumerate(concerned, start=1) for block in _concern(number, item, unit))))


def participants(item: AgendaItem) -> dict[int, str]:
    """The units an item concerns, by id, each with its part: who brings it, who leads, whose street it is, who must act."""
    proposal = item.proposal
    parts = {proposal.initiating_unit_id: "提请部门"}
    if proposal.lead_unit_id:
        parts.setdefault(proposal.lead_unit_id, "推动部门")
    for street in proposal.streets:
        parts.setdefault(street.id, "属地街道")
    for resolution in item.decision.resolutions if item.decision else ():
        parts.setdefault(resolution.unit_id, "议定事项责任单位")
    return parts


def minutes(meeting: Meeting, texts: Minutes | None) -> Paper:
    """The minutes (会议纪要): who was there, then the decision on each item, its conditions and who does what by when (三(四)).

    Number, seal and date stay blank.
    """
    opening = [Paragraph(texts.opening)] if texts and texts.opening else []
    blocks: list[Block] = [Paragraph(f"{day(meeting)}，{meeting.title}在{meeting.place or '（地点）'}召开。"), *opening]
    for number, item in enumerate(meeting.items, start=1):
        blocks += [Heading(1, f"{chinese_number(number)}、{item.version.title}"), *_decided(item.decision)]
    told = (("主持：", texts.chair), ("出席：", texts.present), ("请假：", texts.absent)) if texts else ()
    blocks += [Paragraph("、".join(words.split("\n")), lead=lead) for lead, words in told if words]
    unsigned = texts is None or texts.signed_at is None
    return Paper(title=f"{meeting.title}纪要", unit=OFFICE, note="（未定稿）" if unsigned else "", blocks=tuple(blocks))


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

"""The written answers that are owed: to each subdistrict (北京市街道办事处条例 23条), expert and planner, and their list."""

from collections.abc import Iterator

from portal.press.paper import Block, Cell, Column, Heading, Paper, Paragraph, Table
from portal.reports import claims, summary
from portal.reports.labels import ANSWERS, NONE, STANCES, chinese_number, day, label, long_day
from portal.reports.tables import party_name
from portal.reports.values import ConsultationReport, Opinion, Point, Reply, Theme

BASIS = {
    "subdistrict": "《北京市街道办事处条例》第二十三条",
    "expert": "《重大行政决策程序暂行条例》第十九条",
    "planner": "《北京市城乡规划条例》第十四条",
}


def compose(report: ConsultationReport, fingerprint: str = "") -> Paper:
    """The list of the answers, which also says when there is nobody to answer."""
    columns = (
        Column("序号", 14), Column("主送", 58, True), Column("反馈日期", 26), Column("意见类型", 26), Column("要点数", 16),
        Column("送达", 16),
    )  # fmt: skip
    rows = tuple(_line(report, number, replies) for number, replies in enumerate(addressees(report), start=1))
    return Paper(
        title=f"关于“{report.proposal.title}”意见采纳情况的书面反馈清单",
        unit=report.proposal.initiating_unit,
        note=summary.draft_note(report),
        blocks=(
            Paragraph(claims.received(report)),
            Paragraph(_count(report)),
            Table("书面反馈清单", columns, rows, empty="没有需要书面反馈的对象", captioned=False),
        ),
        trace=claims.trace(report, fingerprint),
    )


def _line(report: ConsultationReport, number: int, replies: list[Reply]) -> tuple[Cell, ...]:
    last = replies[-1]
    return number, addressee(last), day(last.replied_on), label(STANCES, last.kind), _points(report, replies), ""


def _count(report: ConsultationReport) -> str:
    owed = addressees(report)
    return f"应当书面反馈{len(owed)}件，逐件附后。" if owed else f"属地街道、专家、责任规划师方面{NONE}。"


def addressees(report: ConsultationReport) -> list[list[Reply]]:
    """The replies to be answered, those of one unit or person together."""
    found: dict[tuple[str, str], list[Reply]] = {}
    for reply in claims.signing_replies(report):
        found.setdefault((reply.party, reply.name), []).append(reply)
    return list(found.values())


def addressee(reply: Reply) -> str:
    """Whom a letter is addressed to."""
    return reply.name if reply.party == "subdistrict" else party_name(reply.party, reply.name).replace("：", "")


def _points(report: ConsultationReport, replies: list[Reply]) -> int:
    numbers = {reply.number for reply in replies}
    return sum(len(opinion.points) for opinion in report.opinions if opinion.number in numbers)


def each(report: ConsultationReport, fingerprint: str = "") -> list[Paper]:
    """The letters themselves; number, seal and date are blanks."""
    said = {opinion.number: opinion for opinion in report.opinions}
    return [_letter(report, replies, [said[reply.number] for reply in replies], fingerprint) for replies in addressees(report)]


def _letter(report: ConsultationReport, replies: list[Reply], opinions: list[Opinion], fingerprint: str) -> Paper:
    return Paper(
        title=f"关于“{report.proposal.title}”意见采纳情况的反馈",
        unit=report.proposal.initiating_unit,
        note=summary.draft_note(report),
        blocks=tuple(_body(report, replies, opinions)),
        addressee=addressee(replies[0]),
        trace=claims.trace(report, fingerprint),
        frame="letter",
    )


def _body(report: ConsultationReport, replies: list[Reply], opinions: list[Opinion]) -> Iterator[Block]:
    days = "、".join(long_day(reply.replied_on) for reply in replies)
    kind = label(STANCES, replies[-1].kind)
    yield Paragraph(
        f"感谢对“{report.proposal.title}”（方案编号{report.proposal.number}）提出意见。{days}的反馈（{kind}）已收悉。"
        f"依据{BASIS[replies[0].party]}，现将采纳情况反馈如下。"
    )
    themes = {theme.number: theme for theme in report.themes}
    points = [(opinion, point) for opinion in opinions for point in opinion.points]
    for number, (opinion, point) in enumerate(points, start=1):
        yield from _point(number, opinion, point, themes.get(point.theme))
    yield Paragraph(f"本次征求意见的总体情况：{claims.received(report)}")
    yield Paragraph("对以上处理有不同看法的，请在收到后告知我单位。特此反馈。")


def _point(number: int, opinion: Opinion, point: Point, theme: Theme | None) -> Iterator[Block]:
    yield Heading(2, f"（{chinese_number(number)}）{theme.title if theme else label(STANCES, opinion.stance)}")
    text = point.text or opinion.text
    if text:
        yield Paragraph(text, lead="意见：")
    yield Paragraph(f"{label(ANSWERS, point.answer)}。", lead="采纳情况：")
    if theme and theme.reason:
        yield Paragraph(theme.reason, lead="理由：")
    if theme and theme.change:
        yield Paragraph(theme.change, lead="修改之处：")
    if theme:
        yield from summary.what_follows(theme)

"""意见采纳情况公告: what the public reads. It names units, no person, and tells no small group apart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from portal.personal import without_personal
from portal.press.paper import Block, Column, Figure, Heading, Paper, Paragraph, Table
from portal.reports import claims, surveying
from portal.reports.labels import ANSWERS, CHANNELS, NONE, PARTIES, STANCES, chinese_number, label, listed
from portal.reports.summary import promised
from portal.reports.tables import Cell, before_and_after
from portal.reports.values import ConsultationReport, Opinion, Theme
from portal.shielding import HIDDEN, hidden, merged
from portal.surveys.values import SurveyFigures

KINDS = {"resident": "居民", "rights_holder": "居民", "expert": "专家、责任规划师", "planner": "专家、责任规划师"}
UNNAMED = "不署名"


def compose(report: ConsultationReport, fingerprint: str = "") -> Paper:
    """The public announcement; whoever reads it learns what was asked for and what became of it, not who asked."""
    sections = (
        ("征求意见的情况", _overview(report)),
        ("意见的构成", _composition(report)),
        *([("问卷调查的情况", surveying.section(_for_all(report), least=report.small_group))] if report.surveys else []),
        ("意见采纳情况", _adoption(report)),
        ("有关单位的意见", _units(report)),
    )
    blocks: list[Block] = []
    for number, (name, section) in enumerate(sections, start=1):
        blocks += [Heading(1, f"{chinese_number(number)}、{name}"), *section]
    return Paper(
        title=f"关于“{report.proposal.title}”意见采纳情况的公告",
        unit=report.proposal.initiating_unit,
        note="（未完成稿，不得公布）" if report.draft else "",
        blocks=tuple(blocks),
        annexes=(adopted(report),),
        trace=claims.trace(report, fingerprint),
    )


def _overview(report: ConsultationReport) -> Iterator[Block]:
    yield Paragraph(f"{report.proposal.initiating_unit}就“{report.proposal.title}”（方案编号{report.proposal.number}）征求意见。")
    yield Paragraph(claims.period(report))
    yield Paragraph(claims.received(report))
    if report.opinions:
        yield Paragraph("感谢每一位提出意见的人。为保护个人信息，本公告不写个人姓名，人数较少的类别合并列示。")


def _composition(report: ConsultationReport) -> Iterator[Block]:
    if not report.numbers.total.counted:
        yield Paragraph("没有计入的意见。" if report.opinions else f"{NONE}。")
        return
    parties = [(label(PARTIES, each.code), len(each.counted)) for each in report.numbers.by_party]
    channels = [(label(CHANNELS, each.code), len(each.counted)) for each in report.numbers.by_channel]
    stances = [(label(STANCES, each.code), len(each.of)) for each in report.numbers.by_stance]
    yield from _figure(report, "计入的意见由谁提出", parties)
    yield from _figure(report, "计入的意见从哪里来", channels)
    yield from _figure(report, "计入的意见态度如何", stances)
    points = [(label(ANSWERS, each.code), len(each.of)) for each in report.points.answers]
    yield from _figure(report, f"{len(report.points.points)}个意见要点的处理", points, unit="个")


def _for_all(report: ConsultationReport) -> tuple[SurveyFigures, ...]:
    """The surveys without anybody's own words."""
    return tuple(
        replace(each, questions=tuple(replace(question, texts=()) for question in each.questions)) for each in report.surveys)


def _figure(report: ConsultationReport, name: str, groups: list[tuple[str, int]], unit: str = "条") -> Iterator[Block]:
    bars = merged(groups, report.small_group)
    if len(bars) > 1:
        yield Figure(name, tuple(bars), f"不足{report.small_group}{unit}的类别合并列示", unit)


def _adoption(report: ConsultationReport) -> Iterator[Block]:
    if not report.themes:
        yield Paragraph("没有需要逐项答复的意见。" if report.opinions else f"{NONE}。")
        return
    yield Paragraph(f"意见归为{len(report.themes)}类，逐类答复见附件。采纳与否看意见的内容，不看提出的人数。")
    if any(row[-2] == HIDDEN or HIDDEN in str(row[3]) for row in adopted(report).rows):
        yield Paragraph(f"条数不足{report.small_group}条的，以及能由此推算出来的，条数从略。")


def adopted(report: ConsultationReport) -> Table:
    """意见采纳情况表: the columns for the public, a row for each theme."""
    columns = (
        Column("序号", 12), Column("意见提出方类别", 28), Column("署名", 20), Column("意见摘要（归并条数）", 62, True),
        Column("采纳情况", 22), Column("理由或采纳后修改处", 62, True), Column("渠道", 18),
    )  # fmt: skip
    said = {each.number: each for each in report.opinions}
    untold = _untold(report)
    public = (report.proposal.location, report.proposal.title)

    shown = partial(without_personal, public=public)
    rows = (
        _row(theme, [said[number] for number in theme.opinions], report.small_group, theme.number in untold, shown)
        for theme in report.themes
    )
    return Table("意见采纳情况表", columns, tuple(rows))


def _untold(report: ConsultationReport) -> set[int]:
    """The themes whose size is not told, by number: the verdicts' sums are known, so they are hidden verdict by verdict."""
    chosen = set()
    for verdict in {theme.verdict for theme in report.themes}:
        same = [theme for theme in report.themes if theme.verdict == verdict]
        chosen |= {same[place].number for place in hidden([len(theme.opinions) for theme in same], report.small_group)}
    return chosen


def _row(
    theme: Theme, opinions: list[Opinion], least: int, is_untold: bool, shown: Callable[[str], str]
) -> tuple[Cell, ...]:
    units = [each.name for each in opinions if each.party not in KINDS]
    kinds = dict.fromkeys(KINDS.get(each.party) or label(PARTIES, each.party) for each in opinions)
    few = len(opinions) < least
    return (
        theme.number,
        listed(list(kinds)) if not few or units else "个人",
        listed(list(dict.fromkeys(units))) if units else UNNAMED,
        shown(theme.title) + (f"（条数{HIDDEN}）" if is_untold else f"（{len(theme.opinions)}条）"),
        label(ANSWERS, theme.verdict or "unanswered"),
        shown("\n".join(_answer(theme))) or "—",
        HIDDEN if few else listed(list(dict.fromkeys(label(CHANNELS, each.channel) for each in opinions))),
    )


def _answer(theme: Theme) -> Iterator[str]:
    yield from filter(None, (theme.reason, theme.change))
    yield from (f"{change.label}：{before_and_after(change)}" for change in theme.changes)
    if theme.promise:
        yield promised(theme)


def _units(report: ConsultationReport) -> Iterator[Block]:
    columns = (Column("单位", 60, True), Column("意见类型", 32), Column("处理结果", 64, True))
    rows = tuple(
        (reply.name, label(STANCES, reply.kind), listed([label(ANSWERS, code) for code in reply.verdicts]))
        for reply in report.replies
        if reply.kind and reply.party not in KINDS and reply.agreement != "superseded"
    )
    yield Table("有关单位的意见", columns, rows, captioned=False)

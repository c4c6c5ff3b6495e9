"""征求意见情况报告: what a leader reads in three minutes. Sentences with numbers come from the rows; staff write around them."""

from collections.abc import Iterator

from portal.press.paper import Block, Figure, Heading, Paper, Paragraph
from portal.reports import claims, summary, surveying, tables
from portal.reports.labels import (
    ANSWERS,
    FORMS,
    NONE,
    PARTIES,
    STANCES,
    chinese_number,
    label,
    listed,
    long_day,
    moment,
)
from portal.reports.numerals import numbers_in, plain
from portal.reports.tables import party_name
from portal.reports.values import ConsultationReport, Theme

MAIN_THEMES = 8


def compose(report: ConsultationReport, fingerprint: str = "") -> Paper:
    """The narrative report, with what staff wrote at the end of each section."""
    written = {each.section: each.text for each in report.prose}
    blocks: list[Block] = []
    for number, (code, (name, section)) in enumerate(SECTIONS.items(), start=1):
        blocks += [Heading(1, f"{chinese_number(number)}、{name}"), *section(report)]
        blocks += [Paragraph(each) for each in written.get(code, "").split("\n") if each.strip()]
    return Paper(
        title=f"关于“{report.proposal.title}”征求意见情况的报告",
        unit=report.proposal.initiating_unit,
        note=summary.draft_note(report),
        blocks=tuple(blocks),
        trace=claims.trace(report, fingerprint),
    )


def known_numbers(report: ConsultationReport) -> frozenset[str]:
    """Every number that the report itself says; no other may stand in the prose."""
    said = [block for _, section in SECTIONS.values() for block in section(report)]
    words = [f"{each.lead}{each.text}" for each in said if isinstance(each, Paragraph)]
    words += [f"{name}：{number}{each.unit}" for each in said if isinstance(each, Figure) for name, number in each.bars]
    words += [str(cell) for row in tables.basics(report).rows for cell in row]
    return plain(numbers_in("\n".join(words)))


def _said(text: str, source: str) -> Paragraph:
    """A sentence with where its numbers stand."""
    return Paragraph(f"{text}〔{source}〕")


def _asked(report: ConsultationReport) -> Iterator[Block]:
    facts = report.proposal
    yield Paragraph(
        f"{facts.initiating_unit}就“{facts.title}”（方案编号{facts.number}，第{facts.version}版）征求意见，"
        f"空间位于{facts.location}，拟用于{listed(facts.business_forms)}。"
    )
    yield _said(claims.period(report), "汇总表：征求意见概况")
    yield _said(claims.letters(report), "汇总表附件：征求意见情况汇总表")
    named = claims.parties_named(report)
    if named != "—":
        forms = dict.fromkeys(label(FORMS, reply.form) for reply in report.replies if not reply.own)
        yield _said(f"发函对象：{named}；方式：{listed(list(forms))}。", "汇总表附件：征求意见情况汇总表")
    clauses = dict.fromkeys(clause.citation for line in report.asked for clause in line.clauses)
    if clauses:
        yield Paragraph(f"征求依据：{listed(list(clauses))}。")
    if reach := claims.reach(report):
        yield Figure("居民意见来自哪些街道", tuple(reach), "来源：汇总表附件意见明细表，计入的居民意见")


def _numbers(report: ConsultationReport) -> Iterator[Block]:
    yield _said(claims.received(report), "汇总表：意见数量")
    yield from _surveys(report)
    if not report.opinions:
        return
    for bundle in report.bundles:
        yield _said(f"有{len(bundle.opinions)}份文本相同，由{bundle.voices}人提出，逐条计入。", "汇总表：文本相同的意见")
    parties = tuple((label(PARTIES, each.code), len(each.counted)) for each in report.numbers.by_party)
    stances = tuple((label(STANCES, each.code), len(each.of)) for each in report.numbers.by_stance)
    yield Figure("计入的意见由谁提出", parties, "来源：汇总表“按征求对象统计”")
    if stances:
        yield Figure("计入的意见态度如何", stances, "来源：汇总表“按态度统计”；意见重在内容，不以多少定取舍")


def _surveys(report: ConsultationReport) -> Iterator[Block]:
    for figures in report.surveys:
        yield _said(surveying.in_short(figures), "汇总表：问卷调查情况")
    if report.surveys:
        yield Paragraph(surveying.NO_VOTE)


def _themes(report: ConsultationReport) -> Iterator[Block]:
    if not report.points.points:
        yield Paragraph("没有计入的意见。" if report.opinions else f"{NONE}。")
        return
    parts = "、".join(f"{label(ANSWERS, each.code)}{len(each.of)}个" for each in report.points.answers)
    yield _said(f"计入的意见共含要点{len(report.points.points)}个：{parts}。", "汇总表：意见归类与采纳情况")
    answers = tuple((label(ANSWERS, each.code), len(each.of)) for each in report.points.answers if each.of)
    yield Figure("意见要点如何处理", answers, "来源：汇总表“按答复统计”", unit="个")
    for theme in report.themes[:MAIN_THEMES]:
        yield from _theme(theme)
    if more := report.themes[MAIN_THEMES:]:
        yield _said(f"其余{len(more)}类意见及其答复见汇总表。", "汇总表：意见归类与采纳情况")


def _theme(theme: Theme) -> Iterator[Block]:
    yield Heading(2, f"（{chinese_number(theme.number)}）{theme.title}")
    answer = label(ANSWERS, theme.verdict or "unanswered")
    yield _said(f"{len(theme.opinions)}条意见提到，{answer}。{theme.reason}", f"汇总表：归类第{theme.number}类")


def _disagreements(report: ConsultationReport) -> Iterator[Block]:
    differing = claims.disagreeing(report)
    if not differing:
        heard = any(reply.kind for reply in report.replies)
        yield Paragraph("已收到的反馈中没有部门不同意见。" if heard else f"各单位方面{NONE}。")
        return
    unsettled = [reply for reply in differing if reply.agreement == "unsettled"]
    ended = f"协商一致{len(differing) - len(unsettled)}件，未一致{len(unsettled)}件"
    yield _said(f"有{len(differing)}件反馈提出不同意见或修改意见，{ended}。", "汇总表：分歧意见登记")
    for reply in differing:
        ended = "已协商一致" if reply.agreement == "agreed" else "尚未一致"
        how = f"{reply.settlement.how}（{long_day(reply.settlement.settled_on)}）" if reply.settlement else "尚无协商记录。"
        yield Paragraph(f"{reply.text.rstrip('。')}。{ended}：{how}", lead=f"{party_name(reply.party, reply.name)}：")


def _changes(report: ConsultationReport) -> Iterator[Block]:
    following = [(theme, each) for theme in report.themes for each in summary.what_follows(theme)]
    for theme, each in following:
        yield Paragraph(each.text, lead=f"因“{theme.title}”，{each.lead}")
    told = [theme for theme in report.themes if theme.change]
    for theme in told:
        yield Paragraph(theme.change, lead=f"因“{theme.title}”，修改之处：")
    if report.amendments:
        yield _said(f"方案各版之间共改动{len(report.amendments)}处。", "下表")
        yield tables.amendments(report)
    if not following and not told and not report.amendments:
        yield Paragraph("方案没有因本次征求意见改动。" if report.opinions else f"{NONE}，方案没有改动。")


def _rules(report: ConsultationReport) -> Iterator[Block]:
    for each in report.measures:
        result = "符合" if each.met else "未达到"
        yield _said(f"{each.name}：要求{each.asked}，实际{each.done}，{result}。", "汇总表：期限与形式")
    yield from (summary.waiver_line(each) for each in report.waivers)
    if not report.waivers:
        yield Paragraph("没有免于征求的对象。")
    yield from summary.flags(report)
    if report.still_open:
        yield Paragraph(f"公开征求意见尚未截止（{moment(report.closes_at)}截止），以上数字还会变化。")
    for line in report.not_done:
        yield Paragraph(f"{tables.asked_result(line)}。", lead=f"{party_name(line.party, line.name)}：")


SECTIONS = {
    "asked": ("征求了谁、怎样征求", _asked),
    "numbers": ("收到了多少意见", _numbers),
    "themes": ("主要意见和处理", _themes),
    "disagreements": ("单位之间的分歧", _disagreements),
    "changes": ("方案作了哪些修改", _changes),
    "rules": ("规则的要求与落实", _rules),
}

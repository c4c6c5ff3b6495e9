"""征求意见情况汇总: the report as a paper for the meeting; the writers only set the type."""

from collections.abc import Iterator

from portal.press.paper import Block, Column, Heading, Paper, Paragraph, Sheet, Table
from portal.reports import claims, surveying, tables
from portal.reports.labels import (
    ANSWERS,
    NONE,
    STANCES,
    chinese_number,
    label,
    listed,
    long_day,
    moment,
    number_list,
)
from portal.reports.tables import party_name
from portal.reports.values import ConsultationReport, Flag, Opinion, Reply, Theme, Waiver


def compose(report: ConsultationReport, fingerprint: str = "") -> Paper:
    """The 征求意见情况汇总 with its two annexes; `fingerprint` is that of the snapshot it is made from."""
    sections = [
        ("征求意见概况", _overview(report)),
        ("方案基本情况", [tables.basics(report)]),
        ("应当征求的对象与落实情况", _duties(report)),
        ("意见数量", _numbers(report)),
        *([("问卷调查情况", surveying.section(report.surveys))] if report.surveys else []),
        ("意见归类与采纳情况", _themes(report)),
        ("单位反馈与协商情况", _replies(report)),
        ("免于征求的情况", _waivers(report)),
    ]
    if unexplained(report):
        sections.append(("需要说明的情况", flags(report)))
    if report.draft:
        sections.append(("尚未办结的事项", _open_ends(report)))
    blocks: list[Block] = []
    for number, (name, section) in enumerate(sections, start=1):
        blocks += [Heading(1, f"{chinese_number(number)}、{name}"), *section]
    return Paper(
        title=_title(report),
        unit=report.proposal.initiating_unit,
        note=draft_note(report),
        blocks=tuple(blocks),
        annexes=(tables.replies(report), tables.opinions(report)),
        trace=claims.trace(report, fingerprint),
        sheets=_sheets(report),
    )


def _sheets(report: ConsultationReport) -> tuple[Sheet, ...]:
    numbers = (tables.by_party, tables.by_channel, tables.by_stance, tables.by_answer)
    return (
        Sheet("概况", (_about(report), tables.basics(report))),
        Sheet("要求与落实", (tables.asked(report), tables.measures(report))),
        Sheet("意见数量", (*(make(report) for make in numbers), *_bundles(report))),
        *_surveys(report),
        Sheet("归类与采纳", (tables.themes(report),)),
        Sheet("单位反馈", (tables.replies(report), *_register(report))),
        Sheet("意见明细", (tables.opinions(report),)),
    )


def _surveys(report: ConsultationReport) -> list[Sheet]:
    """A sheet with every survey's tables, where there was one."""
    tables_ = [each for survey in report.surveys for each in surveying.blocks(survey, level=3) if isinstance(each, Table)]
    return [Sheet("问卷调查", tuple(tables_))] if tables_ else []


def _bundles(report: ConsultationReport) -> list[Table]:
    return [tables.bundles(report)] if report.bundles else []


def _register(report: ConsultationReport) -> list[Table]:
    """The register of disagreements; a report from before there was one goes without."""
    return [tables.disagreements(report)] if report.schema > 1 and claims.disagreeing(report) else []


def unexplained(report: ConsultationReport) -> list[Flag]:
    """The flags of the formality check that nobody has explained; they are printed."""
    return [flag for flag in report.flags if not flag.explanation]


def flags(report: ConsultationReport) -> Iterator[Block]:
    """What a careful leader would want to see, each with its clause."""
    for flag in unexplained(report):
        yield Paragraph(flag.sentence + (f"（{flag.clause}）" if flag.clause else ""))


def _about(report: ConsultationReport) -> Table:
    rows = (
        ("标题", _title(report) + draft_note(report)),
        ("汇总截至", f"{moment(report.cutoff)}（北京时间）"),
        ("意见数量", claims.received(report)),
    )
    return Table("汇总", (Column("项目", 32), Column("内容", 124, True)), rows)


def _title(report: ConsultationReport) -> str:
    return f"关于“{report.proposal.title}”征求意见情况的汇总"


def draft_note(report: ConsultationReport) -> str:
    """What stands under the title while something is open."""
    return "（未完成稿，尚有事项未办结）" if report.draft else ""


def _overview(report: ConsultationReport) -> Iterator[Block]:
    facts = report.proposal
    opened = f"自{long_day(report.opened_at)}起征求意见" if report.opened_at else "尚未公开征求意见"
    closes = f"，公开征求意见截至{moment(report.closes_at)}" if report.closes_at else ""
    yield Paragraph(
        f"{facts.initiating_unit}就“{facts.title}”（方案编号{facts.number}，第{facts.version}版）{opened}{closes}。"
        f"本汇总截至{moment(report.cutoff)}（均为北京时间）。"
    )
    yield Paragraph(claims.received(report))
    yield Paragraph(claims.letters(report))


def _duties(report: ConsultationReport) -> Iterator[Block]:
    if report.asked:
        yield tables.asked(report)
    if report.measures:
        yield tables.measures(report)
    clauses = [clause for line in (*report.asked, *report.measures) for clause in line.clauses]
    for clause in dict.fromkeys(clauses):
        yield Paragraph(f"“{clause.quote}”", lead=f"{clause.citation}：")


def _numbers(report: ConsultationReport) -> Iterator[Block]:
    if not report.opinions:
        yield Paragraph(f"{NONE}。")
        return
    yield Paragraph("收到＝重复＋撤回＋无效＋逾期＋计入。内容相同而由不同的人提出的意见，分别计入。")
    yield from (tables.by_party(report), tables.by_channel(report), tables.by_stance(report))
    yield from _bundles(report)
    yield from _set_aside(report)


def _set_aside(report: ConsultationReport) -> Iterator[Block]:
    """The opinions that were not counted, each with its why."""
    repeated = [f"第{o.number}号（保留第{o.keeps}号）" for o in _in_bucket(report, "repeated")]
    invalid = [f"第{o.number}号（{o.invalid_reason}）" for o in _in_bucket(report, "invalid")]
    plain = {bucket: number_list(o.number for o in _in_bucket(report, bucket)) for bucket in ("withdrawn", "late")}
    for name, words in (("重复意见", listed(repeated)), ("无效意见", listed(invalid))):
        if words != "—":
            yield Paragraph(f"{words}。", lead=f"{name}：")
    for bucket, name in (("withdrawn", "撤回意见"), ("late", "逾期意见（只登记，不计入）")):
        if _in_bucket(report, bucket):
            yield Paragraph(f"{plain[bucket]}。", lead=f"{name}：")


def _in_bucket(report: ConsultationReport, bucket: str) -> list[Opinion]:
    return [opinion for opinion in report.opinions if opinion.bucket == bucket]


def _themes(report: ConsultationReport) -> Iterator[Block]:
    if not report.points.points:
        yield Paragraph("没有计入的意见。" if report.opinions else f"{NONE}。")
        return
    parts = "、".join(f"{label(ANSWERS, each.code)}{len(each.of)}个" for each in report.points.answers)
    yield Paragraph(f"计入的意见共含要点{len(report.points.points)}个：{parts}。")
    for theme in report.themes:
        yield from _theme(theme)


def _theme(theme: Theme) -> Iterator[Block]:
    yield Heading(2, f"（{chinese_number(theme.number)}）{theme.title}")
    yield Paragraph(f"{len(theme.opinions)}条，要点{len(theme.points)}个，{number_list(theme.opinions)}。", lead="涉及意见：")
    yield Paragraph(f"{label(ANSWERS, theme.verdict or 'unanswered')}。", lead="采纳情况：")
    if theme.reason:
        yield Paragraph(theme.reason, lead="理由：")
    if theme.change:
        yield Paragraph(theme.change, lead="修改之处：")
    yield from what_follows(theme)


def what_follows(theme: Theme) -> Iterator[Paragraph]:
    """The exact places that changed because of a theme, and the promise that was made."""
    for change in theme.changes:
        yield Paragraph(f"{change.label}：{tables.before_and_after(change)}", lead=f"第{change.version}版改动：")
    if theme.promise:
        yield Paragraph(promised(theme), lead="承诺事项：")


def promised(theme: Theme) -> str:
    """The promise in words; what it is about is not said twice where it is what the verdict says already."""
    promise = theme.promise
    due = f"，{long_day(promise.due_on)}前" if promise.due_on else ""
    if promise.text == theme.change:
        return f"由{promise.keeper}负责落实{due}。"
    return f"{promise.text.rstrip('。')}（{promise.keeper}负责{due}）。"


def _replies(report: ConsultationReport) -> Iterator[Block]:
    yield Paragraph("各单位、专家和责任规划师的反馈逐件列于附件1。")
    differing = [reply for reply in report.replies if reply.kind in ("amend", "disagree")]
    if not differing:
        yield Paragraph("已收到的反馈中没有不同意见。" if any(r.kind for r in report.replies) else "尚未收到反馈。")
    for number, reply in enumerate(differing, start=1):
        yield from _difference(number, reply)
    yield from _register(report)
    for name, group in (
        ("逾期反馈", [reply for reply in report.replies if reply.late]),
        ("尚未反馈", [reply for reply in report.replies if reply.agreement == "silent"]),
        ("本单位为提请部门，以本单位意见计", [reply for reply in report.replies if reply.own]),
    ):
        if group:
            yield Paragraph(f"{listed([party_name(reply.party, reply.name) for reply in group])}。", lead=f"{name}：")


def _difference(number: int, reply: Reply) -> Iterator[Block]:
    ended = {"agreed": "经协商一致", "unsettled": "未一致", "advisory": "供参考", "superseded": "已重新征求"}[reply.agreement]
    yield Heading(2, f"（{chinese_number(number)}）{party_name(reply.party, reply.name)}：{label(STANCES, reply.kind)}，{ended}")
    yield Paragraph(reply.text, lead="意见：")
    if reply.settlement:
        yield Paragraph(f"{reply.settlement.how}（{long_day(reply.settlement.settled_on)}）", lead="协商情况：")
    elif reply.agreement == "unsettled":
        yield Paragraph("尚无协商记录。", lead="协商情况：")


def _waivers(report: ConsultationReport) -> Iterator[Block]:
    if not report.waivers:
        yield Paragraph("无。")
    for waiver in report.waivers:
        yield waiver_line(waiver)


def waiver_line(waiver: Waiver) -> Paragraph:
    """One requirement let fall, with reason, approver and clause."""
    basis = listed([clause.citation for clause in waiver.clauses])
    reason = waiver.reason.rstrip("。")
    return Paragraph(
        f"{reason}。批准人：{waiver.approver}，{long_day(waiver.approved_on)}。依据：{basis}。",
        lead=f"{party_name(waiver.party, waiver.name)}：",
    )


def _open_ends(report: ConsultationReport) -> Iterator[Block]:
    """What keeps the report from being final."""
    if report.still_open:
        yield Paragraph("公开征求意见尚未截止。")
    unanswered = report.points.answered("unanswered")
    if unanswered:
        numbers = number_list({int(point.split("-")[0]) for point in unanswered})
        yield Paragraph(f"{len(unanswered)}个要点，{numbers}意见。", lead="尚未答复：")
    for line in report.not_done:
        clauses = listed([clause.citation for clause in line.clauses])
        yield Paragraph(f"{tables.asked_result(line)}（{clauses}）。", lead=f"{party_name(line.party, line.name)}：")
    for reply in report.unsettled:
        yield Paragraph("意见未一致。", lead=f"{party_name(reply.party, reply.name)}：")
    for measure in report.measures:
        if not measure.met:
            yield Paragraph(f"要求{measure.asked}，现为{measure.done}。", lead=f"{measure.name}：")

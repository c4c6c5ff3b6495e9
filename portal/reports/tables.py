"""The report's tables, once for every document."""

from collections.abc import Iterable

from portal.press.paper import Cell, Column, Table
from portal.reports import claims
from portal.reports.labels import (
    AGREEMENTS,
    ANSWERS,
    BUCKETS,
    BUNDLES,
    CHANNELS,
    FORMS,
    PARTIES,
    RELATIONS,
    STANCES,
    STATES,
    day,
    label,
    listed,
    number_list,
)
from portal.reports.values import Asked, Change, ConsultationReport, Opinion, Reply, Settlement, Tally


def party_name(party: str, name: str) -> str:
    """Who is meant: the unit or person, with the party where the name does not tell it."""
    words = label(PARTIES, party)
    if not name or name == words:
        return words
    return f"{words}：{name}"


def basics(report: ConsultationReport) -> Table:
    """What the proposal is about (联席会议制度 三(二)1), as label and value."""
    facts = report.proposal
    rows = (
        ("方案名称", facts.title),
        ("方案编号", f"{facts.number}（第{facts.version}版）"),
        ("提请部门", facts.initiating_unit),
        ("推动部门", listed(facts.promoting_units)),
        ("空间类型", facts.space_type + (f"（{facts.space_subtype}）" if facts.space_subtype else "")),
        ("台账编号", facts.ledger_number or "台账外空间"),
        ("片区", facts.area),
        ("属地街道", listed(facts.subdistricts)),
        ("位置", facts.location),
        ("规模", facts.size),
        ("产权", facts.ownership),
        ("规划用途", facts.planned_use),
        ("拟利用业态", listed(facts.business_forms)),
        ("商业便民", "是" if facts.commercial_convenience else "否"),
        ("安全情况", facts.safety),
    )
    columns = (Column("项目", 32), Column("内容", 124, True))
    return Table("方案基本情况", columns, tuple(row for row in rows if row[1]), captioned=False)


def asked(report: ConsultationReport) -> Table:
    """What the rules ask beside what was done."""
    columns = (
        Column("征求对象", 36, True),
        Column("依据", 34),
        Column("方式", 17),
        Column("发出日期", 20),
        Column("反馈日期", 20),
        Column("结果", 29),
    )
    return Table("要求与落实", columns, tuple(_asked_row(line) for line in report.asked), captioned=False)


def _asked_row(line: Asked) -> tuple[Cell, ...]:
    return (
        party_name(line.party, line.name) + ("" if line.mandatory else "（建议征求）"),
        listed([clause.citation for clause in line.clauses]),
        label(FORMS, line.form),
        day(line.sent_at),
        day(line.replied_on),
        asked_result(line),
    )


def asked_result(line: Asked) -> str:
    """What came of one requirement, in words."""
    if line.state == "public":
        return f"收到意见{line.count}条" if line.count else "未收到意见"
    if line.state == "answered":
        return label(STANCES, line.kind)
    if line.state == "late":
        return f"{label(STANCES, line.kind)}（逾期反馈）"
    return STATES[line.state]


def measures(report: ConsultationReport) -> Table:
    """What the rules ask of the consultation as a whole."""
    columns = (Column("事项", 26), Column("要求", 40, True), Column("落实", 50, True), Column("结果", 14), Column("依据", 26))
    rows = (
        (each.name, each.asked, each.done, "符合" if each.met else "未达到", listed([c.citation for c in each.clauses]))
        for each in report.measures
    )
    return Table("期限与形式", columns, tuple(rows))


def by_party(report: ConsultationReport) -> Table:
    """The numbers of opinions by party, with their sum."""
    return _tallies("按征求对象统计", "征求对象", PARTIES, report.numbers.by_party, report.numbers.total)


def by_channel(report: ConsultationReport) -> Table:
    """The numbers of opinions by channel, with their sum."""
    return _tallies("按提出渠道统计", "提出渠道", CHANNELS, report.numbers.by_channel, report.numbers.total)


def _tallies(name: str, head: str, words: dict[str, str], tallies: Iterable[Tally], total: Tally) -> Table:
    columns = (Column(head, 48), *(Column(text, 18) for text in ("收到", *BUCKETS.values())))
    rows = [(label(words, each.code), *_counts(each)) for each in tallies]
    return Table(name, columns, (*rows, ("合计", *_counts(total))), total=True)


def _counts(tally: Tally) -> tuple[int, ...]:
    return (len(tally.received), *(len(getattr(tally, bucket)) for bucket in BUCKETS))


def by_stance(report: ConsultationReport) -> Table:
    """The counted opinions by what they say, with their numbers."""
    columns = (Column("态度", 32), Column("条数", 20), Column("意见编号", 104, True))
    shares = report.numbers.by_stance
    rows = [(label(STANCES, each.code), len(each.of), number_list(each.of)) for each in shares]
    total = ("合计", sum(len(each.of) for each in shares), "")
    return Table("按态度统计", columns, (*rows, total), total=True)


def by_answer(report: ConsultationReport) -> Table:
    """The points of the counted opinions by their answers, with their sum."""
    columns = (Column("答复", 48), Column("要点数", 24))
    rows = [(label(ANSWERS, each.code), len(each.of)) for each in report.points.answers]
    return Table("按答复统计", columns, (*rows, ("合计", len(report.points.points))), total=True)


def bundles(report: ConsultationReport) -> Table:
    """Opinions with the same words; each copy is listed and each voice counted."""
    columns = (Column("相同文本", 44, True), Column("份数", 16), Column("人数", 16), Column("意见编号", 80, True))
    rows = (
        (f"{label(BUNDLES, each.kind)}：{len(each.opinions)}份文本相同，由{each.voices}人提出",
         len(each.opinions), each.voices, number_list(each.opinions))
        for each in report.bundles
    )  # fmt: skip
    return Table("文本相同的意见（仍逐条计入）", columns, tuple(rows))


def disagreements(report: ConsultationReport) -> Table:
    """The register of disagreements (713号令 13条): both views, the basis, and how it was settled."""
    columns = (
        Column("提出单位", 24, True), Column("对方意见", 32, True), Column("我方意见", 32, True), Column("依据", 22, True),
        Column("协商情况", 24, True), Column("是否一致", 11), Column("日期", 11),
    )  # fmt: skip
    rows = (_disagreement(reply, reply.settlement) for reply in claims.disagreeing(report))
    return Table("分歧意见登记", columns, tuple(rows), empty="没有分歧意见")


def _disagreement(reply: Reply, settlement: Settlement | None) -> tuple[Cell, ...]:
    said = (settlement.our_view, settlement.basis, settlement.how) if settlement else ("", "", "")
    ours, basis, how = (text or "—" for text in said)
    agreed = "一致" if reply.agreement == "agreed" else "未一致"
    when = day(settlement and settlement.settled_on)
    return party_name(reply.party, reply.name), reply.text or "—", ours, basis, how, agreed, when


def amendments(report: ConsultationReport) -> Table:
    """What changed in the plan, version by version."""
    columns = (Column("版本", 14), Column("内容", 26), Column("原来", 58, True), Column("现在", 58, True))
    rows = ((f"第{each.version}版", each.label, each.before or "—", each.after or "—") for each in report.amendments)
    return Table("方案改动", columns, tuple(rows), empty="方案没有改动")


def before_and_after(change: Change) -> str:
    """One change in words; of a text of several lines, the lines that differ."""
    old, new = change.before.split("\n"), change.after.split("\n")
    gone, came = ("\n".join(line for line in mine if line not in other) for mine, other in ((old, new), (new, old)))
    if gone and came:
        return f"原为“{gone}”，改为“{came}”。"
    if not gone and not came:
        return f"原为“{change.before}”，改为“{change.after}”。"
    return f"增加“{came}”。" if came else f"删去“{gone}”。"


def themes(report: ConsultationReport) -> Table:
    """Each theme with its opinions' numbers, verdict and reason."""
    columns = (
        Column("序号", 10),
        Column("意见归类", 40, True),
        Column("意见条数", 14),
        Column("要点数", 14),
        Column("意见编号", 40, True),
        Column("采纳情况", 18),
        Column("理由", 60, True),
        Column("修改之处", 29, True),
    )
    rows = (
        (
            theme.number,
            theme.title,
            len(theme.opinions),
            len(theme.points),
            number_list(theme.opinions),
            label(ANSWERS, theme.verdict or "unanswered"),
            theme.reason or "—",
            theme.change or "—",
        )
        for theme in report.themes
    )
    return Table("归类与采纳", columns, tuple(rows))


def replies(report: ConsultationReport) -> Table:
    """征求意见情况汇总表: every letter and what became of it."""
    columns = (
        Column("序号", 10),
        Column("征求对象", 28, True),
        Column("征求方式", 17),
        Column("发出日期", 20),
        Column("反馈日期", 20),
        Column("意见类型", 21),
        Column("意见原文", 37, True),
        Column("处理结果", 17),
        Column("理由", 28, True),
        Column("协商结果", 14),
        Column("附件", 13),
    )
    rows = (_reply_row(number, reply) for number, reply in enumerate(report.replies, start=1))
    return Table("征求意见情况汇总表", columns, tuple(rows), empty="没有发出征求意见函")


def _reply_row(number: int, reply: Reply) -> tuple[Cell, ...]:
    own = "（本单位为提请部门，以本单位意见计）" if reply.own else ""
    return (
        number,
        party_name(reply.party, reply.name) + own,
        label(FORMS, reply.form),
        day(reply.sent_at),
        day(reply.replied_on) + ("\n逾期反馈" if reply.late else ""),
        label(STANCES, reply.kind),
        reply.text or "—",
        listed([label(ANSWERS, code) for code in reply.verdicts]),
        "\n".join(reply.reasons) or "—",
        label(AGREEMENTS, reply.agreement),
        listed(reply.attachments),
    )


def opinions(report: ConsultationReport) -> Table:
    """The full table: every opinion received, whatever became of it."""
    columns = (
        Column("编号", 11),
        Column("类别", 18),
        Column("署名", 18),
        Column("渠道", 15),
        Column("日期", 20),
        Column("态度", 21),
        Column("意见原文", 46, True),
        Column("归类", 24, True),
        Column("处理结果", 21),
        Column("理由", 31, True),
    )
    titles = {theme.number: theme for theme in report.themes}
    return Table("意见明细表", columns, tuple(_opinion_row(each, titles) for each in report.opinions))


def _opinion_row(opinion: Opinion, titles: dict) -> tuple[Cell, ...]:
    held = [titles[number] for number in dict.fromkeys(point.theme for point in opinion.points if point.theme)]
    relation = f"\n{label(RELATIONS, opinion.relation)}" if opinion.relation else ""
    return (
        opinion.number,
        label(PARTIES, opinion.party) + relation,
        opinion.name,
        label(CHANNELS, opinion.channel),
        day(opinion.received_on),
        label(STANCES, opinion.stance),
        opinion.text or "—",
        listed([theme.title for theme in held]),
        opinion_result(opinion),
        "\n".join(theme.reason for theme in held if theme.reason) or "—",
    )


def opinion_result(opinion: Opinion) -> str:
    """What became of one opinion, in a few words."""
    if opinion.bucket == "counted":
        return listed(list(dict.fromkeys(label(ANSWERS, point.answer) for point in opinion.points)))
    if opinion.bucket == "repeated":
        return f"重复，保留第{opinion.keeps}号"
    if opinion.bucket == "invalid":
        return f"无效：{opinion.invalid_reason}"
    return {"withdrawn": "已撤回", "late": "逾期，不计入"}[opinion.bucket]

"""议题申报表: one form with every field the joint meeting asks for; signatures, opinions and dates of leaders are blanks."""

from portal.press.paper import Column, Heading, Paper, Paragraph, Table
from portal.reports import claims, summary
from portal.reports.labels import NONE, PARTIES, listed, long_day
from portal.reports.tables import party_name
from portal.reports.values import Application, ConsultationReport

UNFILLED = "（未填写）"
SIGNED = "\n\n签字：　　　　　　　　　　年　　月　　日"
HEARD = ("department", "subdistrict", "resident", "expert", "planner", "rights_holder", "industry_department", "property_owner")


def compose(report: ConsultationReport, fingerprint: str = "") -> Paper:
    """The agenda form of the proposal."""
    told = report.application or Application()
    columns = (Column("项目", 36), Column("内容", 120, True))
    return Paper(
        title="西城区疏解腾退空间资源再利用联席会议议题申报表",
        unit=report.proposal.initiating_unit,
        note=summary.draft_note(report),
        blocks=(
            Heading(1, "一、基本情况"),
            Table("基本情况", columns, _basics(report, told), captioned=False),
            Heading(1, "二、征求意见情况"),
            Paragraph(claims.received(report)),
            Table("征求意见情况", columns, _heard(report), captioned=False),
            Heading(1, "三、提请议定"),
            Table("提请议定", columns, _asked_of_meeting(report, told), captioned=False),
        ),
        trace=claims.trace(report, fingerprint),
    )


def _basics(report: ConsultationReport, told: Application) -> tuple[tuple[str, str], ...]:
    facts = report.proposal
    kind = facts.space_type + (f"（{facts.space_subtype}）" if facts.space_subtype else "")
    rows = (
        ("议题名称", facts.title),
        ("提请部门", facts.initiating_unit),
        ("推动部门", listed(facts.promoting_units)),
        ("空间类型", kind),
        ("台账编号", facts.ledger_number or "台账外空间"),
        ("位置", facts.location),
        ("规模", facts.size),
        ("产权", facts.ownership),
        ("规划用途", facts.planned_use),
        ("现状", told.current_state),
        ("背景缘由和主要内容", told.summary),
        ("拟利用方向", told.intended_use),
        ("拟利用业态", listed(facts.business_forms)),
        ("是否商业便民", "是" if facts.commercial_convenience else "否"),
        ("安全情况", facts.safety),
        ("规划符合性", told.plan_conformity),
        ("禁止和限制目录符合性", told.restricted_list),
        ("是否重大行政决策", f"是。{told.major_decision}" if told.major_decision else "否"),
        ("联系人及电话", told.contact),
    )
    return tuple((name, value or UNFILLED) for name, value in rows)


def _heard(report: ConsultationReport) -> tuple[tuple[str, str], ...]:
    basis = dict.fromkeys(clause.citation for line in report.asked for clause in line.clauses)
    parties = [(PARTIES[party], claims.party_reached(report, party)) for party in HEARD]
    told = report.application or Application()
    return (
        ("政策依据", listed(list(basis))),
        *parties,
        ("产权单位意愿", told.property_owner_opinion or NONE),
        ("分歧及协商", _disagreements(report)),
        ("免于征求的情况", "\n".join(line.lead + line.text for line in map(summary.waiver_line, report.waivers)) or "无"),
    )


def _disagreements(report: ConsultationReport) -> str:
    if not any(reply.kind for reply in report.replies):
        return f"各单位方面{NONE}。"
    lines = []
    for reply in claims.disagreeing(report):
        ended = "协商一致" if reply.agreement == "agreed" else "未一致"
        how = f"，{long_day(reply.settlement.settled_on)}：{reply.settlement.how}" if reply.settlement else ""
        lines.append(f"{party_name(reply.party, reply.name)}：{ended}{how}")
    return "\n".join(lines) or "没有部门分歧意见。"


def _asked_of_meeting(report: ConsultationReport, told: Application) -> tuple[tuple[str, str], ...]:
    outside = (("台账比对情况", told.ledger_comparison or UNFILLED), ("必要性说明", told.necessity or UNFILLED))
    return (
        ("拟请议定事项", told.matters_to_decide or UNFILLED),
        ("建议列席单位", listed(told.attending)),
        *(() if report.proposal.ledger_number else outside),
        ("附件清单", "\n".join(f"{number}. {name}" for number, name in enumerate(told.papers, start=1)) or "无"),
        ("主要负责人签字", SIGNED),
        ("分管区领导意见", SIGNED),
        ("联席会议办公室初审意见", SIGNED),
        ("审批意见", SIGNED),
    )

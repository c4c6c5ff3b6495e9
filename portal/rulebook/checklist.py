"""The checklist of a proposal: what the rules ask beside what has arrived. The gate is the lines that block."""

from portal.clock import beijing_date
from portal.errors import N_
from portal.rulebook.book import clause
from portal.rulebook.done import Approved, Asked, DoneFacts
from portal.rulebook.evaluation import ApprovalRequirement, Evaluation, PaperRequirement
from portal.rulebook.lines import DONE, MISSING, NOTICE, WAITING, WAIVED, ChecklistLine
from portal.rulebook.slots import consensus_reached_at, is_waived, party_lines
from portal.rulebook.values import Text

DESIGNATION = Text("推动部门", "Promoting unit")
LEAD = Text("牵头的推动部门", "Promoting unit in the lead")
PERIOD = Text("公开征求意见的时间", "Time for public comment")
DISAGREEMENTS = Text("单位之间的分歧", "Disagreements between units")
DISAGREEING = frozenset({"department", "industry_department", "subdistrict"})
DISAGREEMENT_CLAUSE = "713号令第13条"
FORMS = Text("征求意见的形式", "Forms of consultation")


def checklist(evaluation: Evaluation, done: DoneFacts) -> list[ChecklistLine]:
    """Every requirement of the evaluation with its state, in the order people meet them."""
    return [
        *_promotion_lines(evaluation, done),
        *(_paper_line(entry, done) for entry in evaluation.papers if entry.paper.kind == "field"),
        *party_lines(evaluation, done),
        *_disagreement_lines(evaluation, done),
        *_forms_lines(evaluation, done),
        _period_line(evaluation, done),
        *(_paper_line(entry, done) for entry in evaluation.papers if entry.paper.kind != "field"),
        *(_approval_line(entry, evaluation, done) for entry in evaluation.approvals),
        *_notice_lines(evaluation),
    ]


def gate(lines: list[ChecklistLine]) -> list[ChecklistLine]:
    """What stands between the proposal and the meeting; empty when nothing does."""
    return [line for line in lines if line.blocks]


def _promotion_lines(evaluation: Evaluation, done: DoneFacts) -> list[ChecklistLine]:
    clauses = evaluation.promotion_clauses
    if evaluation.needs_designation:
        state, detail = (DONE, "") if done.designated else (MISSING, N_("还没有推动部门，请报联席会议办公室指定。"))
        return [ChecklistLine("designation", "promotion", DESIGNATION, state, clauses, detail)]
    if evaluation.lead_required:
        state, detail = (DONE, "") if done.lead_chosen else (MISSING, N_("推动部门不止一家，请明确由谁牵头。"))
        return [ChecklistLine("lead", "promotion", LEAD, state, clauses, detail)]
    return []


def _paper_line(entry: PaperRequirement, done: DoneFacts) -> ChecklistLine:
    paper = entry.paper
    state, detail, words = _verdicts(done) if paper.id == "verdicts" else _paper(entry, done)
    return ChecklistLine(f"paper:{paper.id}", paper.kind, paper.name, state, entry.clauses, detail, words)


def _paper(entry: PaperRequirement, done: DoneFacts) -> tuple[str, str, dict]:
    paper = entry.paper
    if paper.id in done.papers:
        return DONE, "", {}
    if paper.if_applicable and paper.id in done.not_applicable:
        return DONE, N_("已说明不适用。"), {}
    return MISSING, N_("如不适用，请写明。") if paper.if_applicable else N_("还没有填写或者上传。"), {}


def _verdicts(done: DoneFacts) -> tuple[str, str, dict]:
    if done.without_verdict:
        return MISSING, N_("还有%(count)s条意见没有处理结果。"), {"count": done.without_verdict}
    if done.public and done.now < done.public.closes_at:
        return WAITING, N_("公众征集还没有截止。"), {}
    return DONE, "", {}


def _disagreement_lines(evaluation: Evaluation, done: DoneFacts) -> list[ChecklistLine]:
    """Units that are heard only, whose objection is neither settled nor registered with both views: the meeting must be told."""
    newest = {(asked.party, asked.unit): asked for asked in done.asked if asked.party in DISAGREEING}
    units = tuple(asked.unit or "" for asked in newest.values() if _is_untold(evaluation, asked))
    if not units:
        return []
    detail = N_("%(units)s有不同意见，还没有协商一致，也没有登记我方的意见和依据。请先在“分歧”里登记。")
    clauses = (clause(DISAGREEMENT_CLAUSE),)
    return [ChecklistLine("disagreements", "check", DISAGREEMENTS, MISSING, clauses, detail, {"units": units})]


def _is_untold(evaluation: Evaluation, asked: Asked) -> bool:
    entry = evaluation.party(asked.party, asked.unit) or evaluation.party(asked.party)
    must_agree = entry is not None and entry.consensus  # its own line says so already
    return asked.unsettled and not asked.argued and not must_agree


def _forms_lines(evaluation: Evaluation, done: DoneFacts) -> list[ChecklistLine]:
    """Different forms, counted only over the parties that the clause names (a poster for residents is none)."""
    required = evaluation.minimum_forms
    if required.value < 2:
        return []
    used = {asked.form for asked in done.asked if asked.sent_at and set(asked.serves) & set(required.parties)}
    state = DONE if len(used) >= required.value else MISSING
    words = {"used": len(used), "required": required.value}
    detail = N_("已用%(used)s种形式，至少要%(required)s种。")
    return [ChecklistLine("forms", "forms", FORMS, state, required.clauses, detail, words)]


def _period_line(evaluation: Evaluation, done: DoneFacts) -> ChecklistLine:
    state, detail = _period(evaluation, done)
    return ChecklistLine("period", "period", PERIOD, state, evaluation.minimum_period.clauses, detail)


def _period(evaluation: Evaluation, done: DoneFacts) -> tuple[str, str]:
    public = done.public
    if public is None:
        waived = is_waived(evaluation.party("resident"), done) and not _asked_by_law(evaluation)
        return (WAIVED, "") if waived else (MISSING, N_("还没有向公众公开征求意见。"))
    if public.period_met:
        return DONE, ""
    if not evaluation.minimum_period.shortenable:
        return MISSING, N_("时间不足，而且不得缩短，请重新公开征求意见。")
    if public.shortened_reason.strip():
        return DONE, N_("时间缩短，理由已公布。")
    return MISSING, N_("时间不足，缩短须公布理由。")


def _asked_by_law(evaluation: Evaluation) -> bool:
    """Whether a law, not an internal setting, asks for the time for public comment: no waiver does away with it."""
    return any(clause.document.status != "internal" for clause in evaluation.minimum_period.clauses)


def _approval_line(entry: ApprovalRequirement, evaluation: Evaluation, done: DoneFacts) -> ChecklistLine:
    approval = entry.approval
    given = [each for each in done.approvals if each.id == approval.id]
    latest = max(given, key=lambda each: each.at, default=None)
    detail = _flaw(latest, entry, evaluation, done)
    state = MISSING if detail else DONE
    return ChecklistLine(f"approval:{approval.id}", "approval", approval.name, state, entry.clauses, detail, unit=approval.by)


def _flaw(latest: Approved | None, entry: ApprovalRequirement, evaluation: Evaluation, done: DoneFacts) -> str:
    """What is wrong with the newest record of an approval; nothing when it stands."""
    if latest is None:
        return N_("还没有记录。")
    if not latest.agreed:
        return N_("没有同意。")
    if done.material_change_at and done.material_change_at > latest.at:
        return N_("方案此后有实质性变更，原来的审核作废，请重新报审。")
    if entry.approval.after_consensus:
        return _order_flaw(latest, consensus_reached_at(evaluation, done))
    return ""


def _order_flaw(latest: Approved, agreed_at) -> str:
    if agreed_at is None:
        return N_("相关部门还没有形成一致意见，请在形成一致意见之后报审。")
    if latest.on < beijing_date(agreed_at):
        return N_("审核日期早于形成一致意见的日期，请重新报审。")
    return ""


def _notice_lines(evaluation: Evaluation) -> list[ChecklistLine]:
    """What the rules only point out; it never blocks."""
    return [
        ChecklistLine(f"notice:{note.rule}", "notice", note.text, NOTICE, note.clauses, words=note.words, mandatory=False)
        for note in evaluation.notices
    ]

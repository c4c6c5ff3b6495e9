"""The parties' lines: who was asked, in order, who answered, and whose objection is unsettled.

Silence is never consent: a unit that was asked and has not answered keeps its line waiting.
"""

from datetime import datetime

from portal.errors import N_
from portal.rulebook.done import Asked, DoneFacts
from portal.rulebook.evaluation import Evaluation, PartyRequirement
from portal.rulebook.lines import DONE, MISSING, NOTICE, WAITING, WAIVED, ChecklistLine
from portal.rulebook.parties import PARTIES

Standing = tuple[str, str, dict]
OPEN_LIST = ("department", "industry_department")


def party_lines(evaluation: Evaluation, done: DoneFacts) -> list[ChecklistLine]:
    """A line for each required party, and one for each further department that was asked (the list is open)."""
    required = [_line(entry, _standing(entry, evaluation, done)) for entry in evaluation.parties]
    return required + [_line_of_further(asked, evaluation, done) for asked in _further_departments(evaluation, done)]


def consensus_reached_at(evaluation: Evaluation, done: DoneFacts) -> datetime | None:
    """When the last of the departments agreed; None while one has not been asked, not answered or still objects."""
    instants = []
    for entry in evaluation.parties:
        if entry.consensus:
            answers = _serving(entry, done)
            instants += [asked.agreed_at for asked in answers] or [None]
    instants += [asked.agreed_at for asked in _further_departments(evaluation, done)]
    return max(instants) if None not in instants else None


def is_waived(entry: PartyRequirement, done: DoneFacts) -> bool:
    """Whether a waiver with reason and approver lets this party off, and the rules allow one."""
    given = [each for each in done.waivers if (each.party, each.unit) == (entry.party, entry.unit)]
    return entry.waivable and any(each.reason.strip() and each.approver.strip() for each in given)


def _line(entry: PartyRequirement, standing: Standing) -> ChecklistLine:
    state, detail, words = standing
    name = f"party:{entry.party}:{entry.unit}" if entry.unit else f"party:{entry.party}"
    return ChecklistLine(
        name, "party", PARTIES[entry.party], state, entry.clauses, detail, words, entry.party, entry.unit, entry.mandatory
    )


def _standing(entry: PartyRequirement, evaluation: Evaluation, done: DoneFacts) -> Standing:
    if is_waived(entry, done):
        return WAIVED, N_("已写明理由并经批准，免于征求。"), {}
    if entry.party == "resident":
        return _residents(done)
    answers = _serving(entry, done)
    if entry.own_opinion:
        return _own(entry, answers)
    if not entry.mandatory:
        return _advisory(answers, done)
    in_order = [asked for asked in answers if _follows_departments(entry, asked, evaluation, done)]
    if answers and not in_order:
        return MISSING, N_("征求早于相关部门答复，请在相关部门都答复之后重新征求。"), {}
    return _asked(entry, in_order, done)


def _residents(done: DoneFacts) -> Standing:
    """Heard when the public round is over; objections never block, and silence is stated."""
    if done.public is None:
        return MISSING, N_("还没有向公众公开征求意见。"), {}
    if done.now < done.public.closes_at:
        return WAITING, N_("公众征集还没有截止。"), {}
    if done.public.opinions == 0:
        return DONE, N_("未收到意见。"), {}
    return DONE, N_("收到%(count)s条意见。"), {"count": done.public.opinions}


def _own(entry: PartyRequirement, answers: list[Asked]) -> Standing:
    answered = [asked for asked in answers if asked.answered_at]
    if not answered:
        return MISSING, N_("本单位为提请部门，以本单位意见计：请写明本单位意见。"), {}
    if entry.consensus and answered[-1].unsettled:
        return MISSING, N_("意见还没有协商一致。"), {}
    return DONE, N_("本单位为提请部门，以本单位意见计。"), {}


def _advisory(answers: list[Asked], done: DoneFacts) -> Standing:
    if any(asked.answered_at for asked in answers) or "property_owner" in done.papers:
        return DONE, "", {}
    return NOTICE, N_("请在申报材料中附产权单位的书面意见，或者写明没有的原因。"), {}


def _asked(entry: PartyRequirement, answers: list[Asked], done: DoneFacts) -> Standing:
    if not answers:
        return MISSING, _not_asked(entry), {}
    if entry.party in OPEN_LIST and entry.unit is None:
        return DONE, N_("已征求%(asked)s个部门，各部门的答复见下面各行。"), {"asked": len(answers)}
    if entry.consensus and any(asked.unsettled for asked in answers):
        return MISSING, N_("意见还没有协商一致。"), {}
    return _answered(entry, answers, done)


def _not_asked(entry: PartyRequirement) -> str:
    if entry.party == "subdistrict" and entry.unit is None:
        return N_("请先填写空间涉及的街道，再征求意见。")
    return N_("还没有征求意见。")


def _answered(entry: PartyRequirement, answers: list[Asked], done: DoneFacts) -> Standing:
    """One answer fills the slot; who may be silent is done, and said to be, when the time is over."""
    counts = {"answered": sum(1 for asked in answers if asked.answered_at), "asked": len(answers)}
    if len(answers) == 1 and answers[0].is_late:
        return DONE, N_("逾期反馈。"), {}
    if counts["answered"]:
        return DONE, N_("已征求%(asked)s份，收到答复%(answered)s份。"), counts
    over = all(asked.due_at and asked.due_at <= done.now for asked in answers)
    if over and entry.silence_counts:
        return DONE, N_("未收到意见。"), {}
    if over:
        return WAITING, N_("已经逾期，还没有答复；没有答复不视为同意。"), {}
    return WAITING, N_("已经发出，还没有答复；没有答复不视为同意。"), {}


def _serving(entry: PartyRequirement, done: DoneFacts) -> list[Asked]:
    """The answers that count for a slot: its party's, or for a named unit that unit's newest, for this duty if it can."""
    of_party = [asked for asked in done.asked if entry.party in asked.serves]
    if entry.unit is None:
        return of_party
    of_unit = [asked for asked in done.asked if asked.unit == entry.unit]
    return ([asked for asked in of_party if asked in of_unit] or of_unit)[-1:]


def _follows_departments(entry: PartyRequirement, asked: Asked, evaluation: Evaluation, done: DoneFacts) -> bool:
    """“在征求相关部门意见的基础上”: when it was sent, every department asked by then, and every required one, had answered.

    A reply that is also a department's own needs no earlier one.
    """
    if "department" not in entry.after or "department" in asked.serves:
        return True
    if asked.sent_at is None:
        return False
    letters = {each.unit: each for each in done.asked if "department" in each.serves}.values()
    earlier = [each for each in letters if each.sent_at is None or each.sent_at <= asked.sent_at]
    answered = [each for each in earlier if each.answered_at and each.answered_at <= asked.sent_at]
    required = [slot for slot in evaluation.parties if slot.party == "department"]
    return answered == earlier and all(any(each in answered for each in _serving(slot, done)) for slot in required)


def _further_departments(evaluation: Evaluation, done: DoneFacts) -> list[Asked]:
    """Departments asked beyond those the rules name: once asked, their answers are needed too."""
    named = {entry.unit for entry in evaluation.parties if entry.unit}
    newest = {asked.unit: asked for asked in done.asked if asked.party in OPEN_LIST and asked.unit not in named}
    return list(newest.values())


def _line_of_further(asked: Asked, evaluation: Evaluation, done: DoneFacts) -> ChecklistLine:
    floor = evaluation.party("department")
    if asked.unsettled:
        state, detail, words = MISSING, N_("意见还没有协商一致。"), {}
    else:
        state, detail, words = _answered(floor, [asked], done)
    name = f"party:{asked.party}:{asked.unit}"
    return ChecklistLine(name, "party", PARTIES[asked.party], state, floor.clauses, detail, words, asked.party, asked.unit)

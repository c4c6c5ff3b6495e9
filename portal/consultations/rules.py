"""Rules of a consultation over plain values: periods, who may be asked when, the states of a letter, and what is refused.

Rounds, requests and requirements are read by their attributes only; the rulebook's evaluation says what is asked.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from portal.clock import beijing_date
from portal.errors import N_, InvalidInput, Refusal
from portal.rulebook.evaluation import Evaluation, PartyRequirement, PeriodRequirement
from portal.workdays.rules import Calendar, Closing, closing

UNIT_PARTIES = ("subdistrict", "department", "industry_department")
PERSON_PARTIES = ("expert", "planner", "rights_holder")
CLOSING_CLAUSE = "内部设定（截止）"
ROUNDS_CLAUSE = "内部设定（轮次）"
WAIVER_CLAUSE = "内部设定（免于征求）"
LONGEST = 365
TOO_SHORT = {
    "day": N_("公开征求意见的时间太短：按规定不得少于%(value)s日，也不得缩短。"),
    "working_day": N_("公开征求意见的时间太短：按规定不得少于%(value)s个工作日，也不得缩短。"),
}


def closing_of(start: datetime, value: int, unit: str, calendar: Calendar) -> Closing:
    """When a period of `value` `unit`s (day, working_day) from `start` closes; refuses fewer than 1 or more than 365."""
    if not 1 <= value <= LONGEST:
        raise InvalidInput(N_("期限请填1到365之间的整数。"), field="period_value")
    return closing(start, value, unit, calendar)


def public_closing(
    start: datetime, value: int, unit: str, reason: str, required: PeriodRequirement, calendar: Calendar
) -> tuple[Closing, str]:
    """When the public round closes, and the reason to publish (blank unless it is shorter than required).

    Refuses a period shorter than `required` where it may not be shortened, or where no reason is given (713号令 第15条).
    """
    chosen = closing_of(start, value, unit, calendar)
    least = closing(start, required.value, required.unit, calendar)
    if chosen.instant >= least.instant:
        return chosen, ""
    clauses = tuple(clause.id for clause in required.clauses)
    if not required.shortenable:
        raise Refusal(TOO_SHORT[required.unit], clauses=clauses, field="period_value", value=required.value)
    if not reason.strip():
        raise Refusal(N_("时间短于规定，请写明缩短的理由；理由会一并公布。"), clauses=clauses, field="shortened_reason")
    return chosen, reason.strip()


def announced_closing(closes_at: datetime, computed: Closing) -> datetime:
    """The closing once a year has been announced: never earlier than what people were already told."""
    return max(closes_at, computed.instant)


def request_state(request, now: datetime) -> str:
    """sent, opened, answered or overdue. An answer after the deadline is answered, and late (see is_late)."""
    if request.answered_at is not None:
        return "answered"
    if now >= request.due_at:
        return "overdue"
    return "opened" if request.opened_at is not None else "sent"


def due_day(request) -> date:
    """The last Beijing day on which an answer to a letter is in time."""
    return beijing_date(request.due_at - timedelta(microseconds=1))


def is_late(request) -> bool:
    """Whether it was answered after its deadline (逾期反馈); it counts all the same, silence would not."""
    return request.answered_at is not None and request.answered_at >= request.due_at


def is_open(round_, now: datetime) -> bool:
    """Whether a round still takes opinions by the web; its closing instant is exclusive."""
    return round_.opened_at <= now < round_.closes_at


def refuse_public_opinion(round_, now: datetime) -> None:
    """Refuse a public opinion on the web when the proposal is not published, withdrawn, or past its closing instant."""
    if round_ is None or now < round_.opened_at:
        raise Refusal(N_("这个方案还没有公开征求意见。"))
    if round_.consultation.proposal.withdrawn_at is not None:
        raise Refusal(N_("这个方案已经撤回，不再征求意见。"))
    if now >= round_.closes_at:
        sentence = N_("征求意见已于%(day)s截止，网上不再收意见。您仍可以致电公布的咨询方式反映情况。")
        raise Refusal(sentence, clauses=(CLOSING_CLAUSE,), day=_last_day(round_.closes_at))


def _last_day(closes_at: datetime) -> date:
    return beijing_date(closes_at - timedelta(microseconds=1))


def departments_missing(evaluation: Evaluation, requests: Iterable) -> list[PartyRequirement]:
    """Required departments whose answer has not come in; where none is named, one answer of any department is needed.

    `requests` are those of the standing versions, with `party`, `unit` (or None) and `answered_at`.
    """
    answered = [each for each in requests if each.answered_at is not None]
    units = {each.unit.name for each in answered if each.unit is not None}
    heard = any(each.party == "department" for each in answered)
    return [
        entry for entry in evaluation.parties
        if entry.party == "department" and entry.mandatory and not (heard if entry.unit is None else entry.unit in units)
    ]


def requirement_for(evaluation: Evaluation, party: str, unit: str | None) -> PartyRequirement | None:
    """The requirement a letter to `party` and `unit` (a name, or None) serves: its own, else the party's without a unit."""
    return evaluation.party(party, unit) or evaluation.party(party)


def refuse_too_early(evaluation: Evaluation, party: str, unit: str | None, requests: Iterable) -> None:
    """Refuse to ask a party before the departments it follows have answered (联席会议制度 三(三)2)."""
    entry = requirement_for(evaluation, party, unit)
    if entry is None or "department" not in entry.after:
        return
    lacking = departments_missing(evaluation, requests)
    if lacking:
        names = tuple(each.unit or N_("相关部门") for each in lacking)
        sentence = N_("请先征求相关部门意见：%(units)s还没有答复。平房院落的其他各方要在相关部门意见的基础上征求。")
        raise Refusal(sentence, clauses=tuple(clause.id for clause in entry.clauses), units=names)


def refuse_waiver(evaluation: Evaluation, party: str, unit: str | None) -> PartyRequirement:
    """The requirement to be waived. Refuses everything “原则上” does not let go (联席会议制度 三(三)1)."""
    entry = evaluation.party(party, unit)
    if entry is None:
        raise InvalidInput(N_("规则没有要求征求这一方的意见，不需要免于征求。"), field="target")
    if not entry.waivable:
        sentence = N_("这一方不能免于征求：“原则上”只对居民和没有其他条款要求的属地街道适用。请照常征求意见。")
        raise Refusal(sentence, clauses=tuple(clause.id for clause in entry.clauses), field="target")
    return entry


def refuse_round_kind(kind: str, party: str, is_unit: bool) -> None:
    """An internal round asks units only, the public round is nobody's letter (内部设定 轮次)."""
    if kind == "public":
        raise Refusal(N_("公开征集面向所有人，不发函。请在内部或者专项征求意见的轮次里发函。"), clauses=(ROUNDS_CLAUSE,))
    if kind == "internal" and not is_unit:
        raise Refusal(N_("方案公布之前只能在内部征求单位意见。"), clauses=(ROUNDS_CLAUSE,), field="party")
    if party == "resident":
        raise Refusal(N_("居民意见通过公开征集听取，不单独发函。"), clauses=(ROUNDS_CLAUSE,), field="party")
    if (party in UNIT_PARTIES) != is_unit and party != "property_owner":
        raise InvalidInput(N_("请选择与这一方相符的单位或者个人。"), field="party")


def answers_are_public(answers_at: datetime | None, heard_from: datetime | None) -> bool:
    """Whether the verdicts can be read: published, and no public round begun since (`heard_from`: the newest one's opening)."""
    return answers_at is not None and (heard_from is None or heard_from <= answers_at)

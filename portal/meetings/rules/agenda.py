"""The life of an agenda item, and what a decision must say. Pure."""

from datetime import date, datetime

from portal.errors import N_, InvalidInput, Refusal

PENDING = "to_government"


def item_state(*, returned_at: datetime | None, received_at: datetime | None, is_scheduled: bool, outcome: str | None,
               government_outcome: str | None, published_at: datetime | None) -> str:
    """submitted → returned, or received → scheduled → pending (上报区政府) → decided → published."""
    if published_at:
        return "published"
    if outcome:
        return "pending" if outcome == PENDING and not government_outcome else "decided"
    if returned_at:
        return "returned"
    if received_at:
        return "scheduled" if is_scheduled else "received"
    return "submitted"


def check_approval(*, leader_name: str, words: str, approved_on: date, today: date, consensus_on: date | None) -> None:
    """Refuse an approval without leader or words, dated in the future, or before the units agreed (三(二)2)."""
    if not leader_name.strip():
        raise InvalidInput(N_("请写明是哪位分管区领导审核的。"), field="leader_name")
    if not words.strip():
        raise InvalidInput(N_("请照录领导批示的原文。"), field="words")
    if approved_on > today:
        raise InvalidInput(N_("审核日期不能晚于今天。"), field="approved_on")
    if consensus_on and approved_on < consensus_on:
        raise Refusal(
            N_("审核日期早于相关部门形成一致意见的日期（%(day)s）。须先形成一致意见，再报分管区领导审核同意。"),
            clauses=("附件三(二)2",), field="approved_on", day=consensus_on)


def check_meeting_day(held_on: date, today: date) -> None:
    """A meeting is planned for a day within the coming year; one held lately may still be entered."""
    if abs((held_on - today).days) > 366:
        raise InvalidInput(N_("开会日期离今天超过一年，请核对年份。"), field="held_on")


def check_return(reason: str) -> None:
    """An item is sent back only with a reason the unit can act on."""
    if not reason.strip():
        raise InvalidInput(N_("请写明退回的原因和需要补充什么，提请部门要照此修改。"), field="reason")


def check_decision(*, outcome: str, wording: str, conditions: str, tasks: list[tuple]) -> None:
    """A decision says what was decided; “修改后通过” says which changes, and each task has words."""
    if not wording.strip():
        raise InvalidInput(N_("请写明会议议定的内容。"), field="wording")
    if outcome == "passed_with_changes" and not conditions.strip():
        raise InvalidInput(N_("“修改后通过”要写明改什么、由谁确认改好。"), field="conditions")
    if any(not task.strip() for _unit, task, _due in tasks):
        raise InvalidInput(N_("每一项议定事项都要写明做什么。"), field="tasks")


def check_government_result(*, outcome: str, already: str | None, decided_on: date, on: date, today: date) -> None:
    """A result is entered once, for a matter reported upward, dated between the meeting and today."""
    if outcome != PENDING:
        raise Refusal(N_("这个议题没有上报区政府，不需要录入区政府审议结果。"), clauses=("附件三(一)",))
    if already:
        raise Refusal(N_("区政府审议结果已经录入。"), clauses=("附件三(一)",))
    if not decided_on <= on <= today:
        raise InvalidInput(N_("审议日期应在上会之日和今天之间。"), field="on")


def check_notice(*, state: str, notice: str, reviewer: str, leader: str, is_settled: bool) -> None:
    """A decision is published after its secrecy review, with a notice, when everybody heard has an answer."""
    if state == "pending":
        raise Refusal(N_("已上报区政府，要等区政府审议结果录入后才能公布。"), clauses=("附件三(一)",))
    if state == "published":
        raise Refusal(N_("这项决定已经公布。"))
    if state != "decided":
        raise Refusal(N_("会议还没有作出决定，不能公布。"))
    if not notice.strip():
        raise InvalidInput(N_("请写一段居民看得懂的公告：决定了什么、为什么、接下来做什么。"), field="notice")
    if not (reviewer.strip() and leader.strip()):
        raise InvalidInput(N_("公布前要有保密审查：写明审查人和负责的领导。"), field="reviewer",
                           clauses=("政务公开方案五(一)保密审查",))
    if not is_settled:
        raise Refusal(N_("还有意见没有答复，不能公布。请先逐条写明采纳情况和理由，再办结。"))

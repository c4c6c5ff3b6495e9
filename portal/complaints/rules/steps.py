"""A complaint's whole life as one table: from which states, to which, who takes the step, under which name. Pure."""

from dataclasses import dataclass

from portal.complaints.values import Given
from portal.errors import N_, InvalidInput, Refusal
from portal.permissions import Actor, Owners, may

STATES = ("received", "dispatched", "objected", "accepted", "in_hand", "waiting", "closure_requested", "verified",
          "followed_up", "closed", "not_accepted", "merged")
OPEN = STATES[:STATES.index("closed")]
ENDED = ("closed", "not_accepted", "merged")
CHANNELS = ("emergency", "petition", "review", "lawsuit", "hotline")  # what to use instead (不予受理)
TOLD = ("accept", "extend", "ask", "request_closure", "close", "conclude", "decline", "reopen", "merge")  # complainants hear of
MOST_REOPENINGS = 2  # internal setting: then the office may close although the complainant is not satisfied

OFFICE, UNIT, REVIEWER, HELPER, COMPLAINANT = "office", "unit", "reviewer", "helper", "complainant"
CAPABILITY = {OFFICE: "complaint.dispatch", UNIT: "complaint.handle", REVIEWER: "complaint.review", HELPER: "complaint.assist"}


@dataclass(frozen=True)
class Step:
    """One row: `target` None leaves the state as it is; `needs` names what must be given (fields of Given).

    `by_another`: not by the person who asked for closure. `leads`: the step that leads on, offered first.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    who: tuple[str, ...]
    label: str
    needs: tuple[str, ...] = ()
    by_another: bool = False
    leads: bool = False


STEPS = {
    step.name: step
    for step in (
        Step("dispatch", ("received",), "dispatched", (OFFICE,), N_("派发"), ("unit",), leads=True),
        Step("redirect", ("dispatched",), "dispatched", (OFFICE,), N_("改派"), ("unit", "internal")),
        Step("accept", ("dispatched",), "accepted", (UNIT,), N_("签收"), leads=True),
        Step("object", ("dispatched",), "objected", (UNIT,), N_("退回，提出派单异议"), ("internal",)),
        Step("uphold", ("objected",), "dispatched", (OFFICE,), N_("同意异议，改派"), ("unit", "internal"), leads=True),
        Step("overrule", ("objected",), "dispatched", (OFFICE,), N_("不同意异议，仍由原单位办"), ("internal",)),
        Step("start", ("accepted",), "in_hand", (UNIT,), N_("开始办理"), leads=True),
        Step("note", ("objected", "accepted", "in_hand", "waiting"), None, (UNIT,), N_("记录办理进展")),
        Step("involve", ("accepted", "in_hand"), None, (UNIT,), N_("请其他单位协办"), ("unit", "internal", "due_on")),
        Step("assist", ("accepted", "in_hand", "waiting"), None, (HELPER,), N_("协办单位回复"), ("internal",)),
        Step("extend", ("accepted", "in_hand"), None, (REVIEWER,), N_("延期"), ("days", "answer")),
        Step("ask", ("in_hand",), "waiting", (UNIT,), N_("请投诉人补充情况"), ("answer",)),
        Step("resume", ("waiting",), "in_hand", (UNIT, COMPLAINANT), N_("继续办理"), leads=True),
        Step("request_closure", ("in_hand",), "closure_requested", (UNIT,), N_("申请结案"), ("answer",), leads=True),
        Step("verify", ("closure_requested",), "verified", (UNIT,), N_("核实结案"), by_another=True, leads=True),
        Step("send_back", ("closure_requested",), "in_hand", (UNIT,), N_("核实不通过，退回办理"), ("internal",), by_another=True),
        Step("follow_up", ("verified",), "followed_up", (UNIT, COMPLAINANT), N_("回访")),
        Step("close", ("followed_up",), "closed", (UNIT,), N_("销账"), leads=True),
        Step("conclude", ("verified",), "closed", (OFFICE,), N_("督办后销账"), ("answer",)),
        Step("reopen", ("verified", "followed_up", "closed"), "in_hand", (UNIT, OFFICE, COMPLAINANT), N_("重新办理"),
             ("internal",)),
        Step("decline", ("received", "dispatched", "accepted"), "not_accepted", (UNIT,), N_("不予受理"), ("channel", "answer")),
        Step("merge", ("received", "dispatched", "accepted", "in_hand"), "merged", (UNIT, COMPLAINANT), N_("并入另一件"),
             ("into",)),
        Step("separate", ("merged",), "dispatched", (UNIT,), N_("撤销合并，单独办理"), ("internal",)),
    )
}
MISSING = {
    "answer": N_("请写明给投诉人看的话：做了什么、结果怎样，或者为什么。投诉人会看到这段话。"),
    "internal": N_("请写明理由或要求，方便同事和办公室核对。"),
    "unit": N_("请选单位。"),
    "days": N_("请填延长几个工作日。"),
    "due_on": N_("请填什么时候以前要。"),
    "channel": N_("请选投诉人应当走的渠道。"),
    "into": N_("请填要并入哪一件的编号，例如 TS-2026-00012。"),
}
FIELD = {"answer": "public_text", "internal": "internal_text"}


def steps_from(state: str) -> list[Step]:
    """The steps that can be taken from `state`, the one that leads on first."""
    return sorted((step for step in STEPS.values() if state in step.sources), key=lambda step: not step.leads)


def steps_for(state: str, actor: Actor, owners: Owners) -> list[Step]:
    """The steps this person may take from `state`."""
    return [step for step in steps_from(state) if may_take(step, actor, owners)]


def may_take(step: Step, actor: Actor, owners: Owners) -> bool:
    """Whether a member of staff is one of those who take this step of a complaint owned by `owners`."""
    return any(may(actor, CAPABILITY[who], owners) for who in step.who if who != COMPLAINANT)


def check_step(name: str, state: str, given: Given, *, actor_id: int | None, asked_by: int | None = None) -> Step:
    """The step called `name`, or a refusal: wrong state, something missing, or verified by who asked for closure.

    `asked_by` is the user who asked for closure last, `actor_id` None for the complainant.
    """
    step = STEPS.get(name)
    if step is None or state not in step.sources:
        raise Refusal(N_("这件投诉现在的状态不能这样办理，可能别人刚刚办过。请刷新后查看最新进展。"))
    missing = next((each for each in step.needs if not getattr(given, each)), None)
    if missing:
        raise InvalidInput(MISSING[missing], field=FIELD.get(missing, missing))
    if step.by_another and asked_by == actor_id:
        raise Refusal(N_("申请结案的人不能自己核实。请由本单位另一位同事核实（申请结案、核实结案由不同的人办）。"))
    return step

"""A complaint's life as a table, and where a new one goes. Pure."""

from dataclasses import dataclass

from portal.errors import N_, InvalidInput, Refusal

LIMIT = 5000


@dataclass(frozen=True)
class Step:
    """One row of the life cycle: from which state to which, under which name, and who takes it."""

    name: str
    source: str
    target: str
    label: str
    needs_answer: bool = False
    by_another: bool = False


STEPS = {
    step.name: step
    for step in (
        Step("dispatch", "received", "dispatched", N_("派给承办单位")),
        Step("redirect", "dispatched", "dispatched", N_("改派")),
        Step("accept", "dispatched", "accepted", N_("签收")),
        Step("handle", "accepted", "handled", N_("办理完成并答复"), needs_answer=True),
        Step("note", "accepted", "accepted", N_("记录办理进展")),
        Step("close", "handled", "closed", N_("核实后结案"), by_another=True),
        Step("rework", "handled", "accepted", N_("退回重新办理"), needs_answer=True, by_another=True),
    )
}
OFFICE_STEPS = {"dispatch", "redirect"}


def steps_from(state: str) -> list[Step]:
    """The steps that can be taken from `state`, the one that leads on first."""
    return [step for step in STEPS.values() if step.source == state]


def check_step(name: str, state: str, *, answer: str, handled_by: int | None, actor_id: int) -> Step:
    """The step called `name`, or a refusal: wrong state, no answer, or verified by the person who handled it."""
    step = STEPS.get(name)
    if step is None or step.source != state:
        raise Refusal(N_("这件投诉现在的状态不能这样办理，可能别人刚刚办过。请刷新后查看最新进展。"))
    if step.needs_answer and not answer.strip():
        raise InvalidInput(N_("请写明答复内容：做了什么、结果怎样。投诉人会看到这段话。"), field="public_text")
    if step.by_another and handled_by == actor_id:
        raise Refusal(N_("办理的人不能自己核实。请由本单位另一位同事核实（申请结案、核实结案由不同的人办）。"))
    return step


@dataclass(frozen=True)
class Route:
    """Where a new complaint goes, whom it is hidden from, and whether a person must still dispatch it."""

    unit_id: int
    hidden_from: int | None = None
    needs_dispatch: bool = False


def route(*, is_accusation: bool, accused: int | None, initiating: int | None, promoting: int | None,
          office: int, discipline: int) -> Route:
    """Route a complaint, by unit ids (None: unknown).

    To the 提请部门 of the space (联席会议制度 四.1), else its promoting unit, else the office. An accusation never
    reaches the unit accused (信访工作条例 46条): it goes to the office, or to the disciplinary contact when the office
    is accused or nobody is named.
    """
    if is_accusation:
        accused = accused or initiating or promoting
        unit = discipline if accused in (None, office) else office
        return Route(unit, hidden_from=accused)
    unit = initiating or promoting
    return Route(unit or office, needs_dispatch=unit is None)


def checked_text(text: str) -> str:
    """The complaint's words without surrounding blanks, or a refusal that says what to do."""
    words = text.strip()
    if not words:
        raise InvalidInput(N_("请写下您要反映的事情：什么地方、发生了什么。只有空格的内容无法办理。"), field="text")
    if len(words) > LIMIT:
        raise InvalidInput(
            N_("您写了 %(length)s 个字，最多可以写 %(limit)s 个字。请留下最要紧的，其余可以作为附件上传。"),
            field="text", length=len(words), limit=LIMIT)
    return words

"""The states of the work on a theme or a point, and who may lead from one to the next. Pure.

open → in_hand → in_review → accepted (locked), or sent_back; a second reader accepts, never who handed it in.
"""

from datetime import date

from portal.errors import N_, InvalidInput, Refusal

MOVES = {
    ("open", "take"): "in_hand",
    ("sent_back", "take"): "in_hand",
    ("open", "hand_in"): "in_review",
    ("in_hand", "hand_in"): "in_review",
    ("sent_back", "hand_in"): "in_review",
    ("in_review", "take_back"): "in_hand",
    ("in_review", "accept"): "accepted",
    ("in_review", "send_back"): "sent_back",
    ("accepted", "unlock"): "in_hand",
}
READS = frozenset({"accept", "send_back"})
NEEDS_WORDS = {
    "send_back": N_("请写明退回的原因：哪里要改。"),
    "unlock": N_("请写明为什么解锁。"),
}


def moved(state: str, verb: str) -> str:
    """The state that `verb` leads to from `state`. Raises Refusal when it leads nowhere from there."""
    if (state, verb) not in MOVES:
        raise Refusal(N_("这一项现在不能这样办，可能别人刚刚改了状态。请看最新的状态。"))
    return MOVES[state, verb]


def check_person(verb: str, *, handed_in: bool) -> None:
    """Refuse a reader who handed in the work, and taking back what another handed in; `handed_in`: whether this person did."""
    if verb in READS and handed_in:
        raise Refusal(N_("送审的人不能自己审定，请由另一位同事复核。"))
    if verb == "take_back" and not handed_in:
        raise Refusal(N_("只有送审的人能撤回送审；需要修改的，请退回。"))


def check_answered(verb: str, *, is_answered: bool) -> None:
    """Refuse to hand in or accept what has no verdict yet."""
    if verb in ("hand_in", "accept") and not is_answered:
        raise Refusal(N_("还没有采纳情况和理由，不能送审。请先写好再送。"))


def offered(state: str, *, handed_in: bool, is_answered: bool) -> list[str]:
    """What a person may do with work in `state`, in the order of the buttons."""
    verbs = [verb for at, verb in MOVES if at == state]
    return [verb for verb in verbs if _may(verb, handed_in, is_answered)]


def _may(verb: str, handed_in: bool, is_answered: bool) -> bool:
    try:
        check_person(verb, handed_in=handed_in)
        check_answered(verb, is_answered=is_answered)
    except Refusal:
        return False
    return True


def check_due(due_on: date | None, today: date) -> None:
    """Refuse a due day that is over already."""
    if due_on is not None and due_on < today:
        raise InvalidInput(N_("办理期限不能早于今天。"), field="due_on")

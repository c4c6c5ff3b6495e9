"""The complaints of the demo district as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ComplaintStep:
    """One step of a complaint `on` a day: `do` is a name of the table of steps, or fact, answer (a follow-up) or call.

    `said` is for the complainant, `noted` inside; `unit`, `days`, `within` (days to a helper's answer), `channel` and `into`
    (the key of another complaint) as the step needs; `solved` and `satisfied` are what a follow-up found.
    """

    on: int
    do: str
    said: str = ""
    noted: str = ""
    unit: str = ""
    days: int | None = None
    within: int = 0
    channel: str | None = None
    into: str = ""
    solved: bool = True
    satisfied: str = "satisfied"


@dataclass(frozen=True)
class Complaint:
    """A complaint about a space, a place nobody knows, or the people of a unit (`accused`); `state` is where it stands."""

    key: str
    category: str
    day: int
    state: str
    text: str
    space: str = ""
    place: str = ""
    accused: str = ""
    via: str = "web"
    name: str = ""
    phone: str = ""
    steps: tuple[ComplaintStep, ...] = ()

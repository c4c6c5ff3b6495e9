"""What a person gives with a step, as plain values."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Given:
    """The words and choices of one step; which of them it needs stands in the table of steps.

    `unit` is a unit id, `into` the number of another complaint, `channel` a code of words.other_channel, `days` working days.
    """

    answer: str = ""
    internal: str = ""
    unit: int | None = None
    days: int | None = None
    due_on: date | None = None
    channel: str | None = None
    into: str = ""

    def stripped(self) -> "Given":
        """The same without blanks around the words."""
        return replace(self, answer=self.answer.strip(), internal=self.internal.strip(), into=self.into.strip())

"""One line of the checklist."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.rulebook.values import Clause, Text

DONE, WAITING, MISSING, WAIVED, NOTICE = "done", "waiting", "missing", "waived", "notice"


@dataclass(frozen=True)
class ChecklistLine:
    """What is asked (`label`), of whom (`party`, `unit`), how it stands, and under which clauses.

    `kind`: promotion, field, paper, check, party, forms, period, approval or notice. `state`: done, waiting (asked,
    no answer yet), missing, waived or notice. `detail` is a marked sentence that `words` fill.
    """

    id: str
    kind: str
    label: Text
    state: str
    clauses: tuple[Clause, ...]
    detail: str = ""
    words: Mapping = field(default_factory=dict)
    party: str | None = None
    unit: str | None = None
    mandatory: bool = True

    @property
    def blocks(self) -> bool:
        """Whether the submission must wait for it."""
        return self.mandatory and self.state in (WAITING, MISSING)

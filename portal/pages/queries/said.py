"""What has been said, as numbers fit for everybody: by stance, by theme, by who speaks, by street; no small group told apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.opinions.queries.counting import PublicFigures
from portal.pages.queries.answers import Answer
from portal.shielding import together

Groups = tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Numbers of opinions, ready for bars. A group is several labels and their number together.

    `themes` are (title, number, theme id or None), `few` the themes whose number is not told; `who` are codes of the
    vocabulary `kind` (relation or party); an empty label: not stated. `counted_at`: as of when, None for a finished report.
    """

    least: int
    stances: Groups = ()
    themes: tuple[tuple[str, int, int | None], ...] = ()
    few: int = 0
    kind: str = "relation"
    who: Groups = ()
    streets: Groups = ()
    counted_at: datetime | None = None


def said_so_far(figures: PublicFigures, breakdown, least: int) -> Said:
    """While opinions come in and are put together: the public's alone. `breakdown` has counted_at and parts, or is None."""
    stances = _frozen(together(figures.stances.items(), least))
    if breakdown is None:
        return Said(least, stances)
    parts = breakdown.parts
    return Said(least, stances, tuple((title, number, None) for title, number in parts["themes"]), parts["few"], "relation",
                _frozen(parts["relations"]), _frozen(parts["streets"]), breakdown.counted_at)


def said_at_last(answers: Iterable[Answer], numbers: dict | None, least: int) -> Said:
    """Once everybody has an answer: the report's numbers, all parties together."""
    answers, groups = list(answers), (numbers or {}).get("groups", {})
    themes = tuple((each.title, each.voices, each.id) for each in answers if each.voices)
    return Said(groups.get("least", least), _frozen(groups.get("stance", ())), themes, len(answers) - len(themes), "party",
                _frozen(groups.get("party", ())), _frozen(groups.get("street", ())))


def _frozen(groups) -> Groups:
    """Fit to be told beside each other; one group alone tells nothing that the sum has not told."""
    found = tuple((tuple(labels), number) for labels, number in groups)
    return found if len(found) > 1 else ()

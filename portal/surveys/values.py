"""Surveys as values: what a question asks, what somebody answered, and the figures that pages and papers show. Pure."""

from dataclasses import dataclass
from datetime import datetime

KINDS = ("single", "multiple", "scale", "ranking", "text", "menu")
LISTED = frozenset({"single", "multiple", "ranking"})
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one question: the codes chosen, each with its place (1, 2 … of a ranking, else 0), and what was written."""

    choices: tuple[tuple[str, int], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """How many people chose one thing; for a ranking, `places` tells how many put it first, second …

    `kind` is basic or optional for a line of the menu, else "".
    """

    label: str
    people: int
    places: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question with its figures: `asked` people had it before them, `answered` it.

    `versions` are the versions of the questionnaire that held it, word for word. `texts` is what was written, where it is told.
    """

    kind: str
    text: str
    versions: tuple[int, ...]
    asked: int
    answered: int
    lines: tuple[Line, ...] = ()
    written: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """A survey with everything that was answered: received = counted + struck out. It is no vote, and says so.

    `lead`, `responsible`, `methods` and `feedback` are the four things a survey states (西政办发〔2016〕19号 要点25).
    """

    title: str
    lead: str
    responsible: str
    methods: str
    feedback: str
    opened_at: datetime | None
    closes_at: datetime | None
    versions: int
    received: int
    struck: int
    on_paper: int
    questions: tuple[QuestionFigures, ...] = ()

    @property
    def counted(self) -> int:
        """The sheets that count."""
        return self.received - self.struck

    @property
    def has_menu(self) -> bool:
        """Whether it asks about the menu for old estates."""
        return any(each.kind == "menu" for each in self.questions)

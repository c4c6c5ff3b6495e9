"""Opinion forms to fill in by hand, as values and as PDF."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.press.codes import qr
from portal.press.typesetter import check_fonts, typeset, visible


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, how to answer, and the boxes to tick or the blanks to fill."""

    asks: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """One form: its number in groups of digits, and the address its square code holds."""

    groups: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What the forms of one matter say: four questions, what happens to the words (`told`), what staff fill in (`desk`)."""

    district: str
    head: str
    unit: str
    title: str
    place: str
    until: str
    code_words: str
    stance: Question
    words: Question
    relation: Question
    person: Question
    told: tuple[str, ...]
    desk: Question


def write(slip: Slip, forms: tuple[Numbered, ...], made_at: datetime) -> bytes:
    """The PDF of the forms, one to a page. Raises NoChineseFont."""
    check_fonts()
    numbered = [{"digits": " ".join(each.groups), "lines": _lines(each.groups), "code": qr(each.address)} for each in forms]
    words = _fit(asdict(slip))
    return typeset("slip.typ", made_at, slip={**words, "code_alt": "二维码，编号 ", "forms": numbered})


def _lines(groups: tuple[str, ...]) -> list[str]:
    """The number in two lines, short enough to stand under the code."""
    return [" ".join(groups[:3]), " ".join(groups[3:])]


def _fit(value):
    if isinstance(value, dict):
        return {name: _fit(each) for name, each in value.items()}
    return visible(value) if isinstance(value, str) else [_fit(each) for each in value]

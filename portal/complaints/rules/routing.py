"""Where a complaint goes: at once where the rule says so, else a suggestion that a person confirms. Pure."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.errors import N_, InvalidInput

LIMIT = 5000
DATA = Path(__file__).parent / "dispatch.toml"


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


def check_receiver(*, unit_id: int, is_accusation: bool, accused: int | None, office: int, discipline: int) -> None:
    """Refuse to send a complaint to a unit that must not have it.

    Raises InvalidInput for the unit it accuses, and for any but the office and the disciplinary contact when it accuses.
    """
    if unit_id == accused or (is_accusation and unit_id not in (office, discipline)):
        raise InvalidInput(N_("检举控告不能派给被反映的单位或其他承办单位（信访工作条例第四十六条）。"
                              "请派给纪检机构，或由办公室办理。"), field="unit")


@dataclass(frozen=True)
class Place:
    """A space as triage knows it: its name and address, its streets' units and the unit that answers for it."""

    name: str
    address: str
    unit_id: int | None


@dataclass(frozen=True)
class Suggestion:
    """A unit that may be the right one, and the word that says so."""

    unit_id: int
    because: str


def suggest(words: str, *, places: Iterable[Place], streets: dict[str, int], units: dict[str, int]) -> list[Suggestion]:
    """Units for a complaint about no known space, the best first: by a space it names, by its words, by its street.

    `streets` maps street names to the subdistrict's unit, `units` unit names to ids (for the table of words).
    """
    named = [Suggestion(place.unit_id, said) for place in places if place.unit_id and (said := _named(words, place))]
    by_words = [Suggestion(units[unit], word) for word, unit in keywords().items() if word in words and unit in units]
    by_street = [Suggestion(unit, street) for street, unit in streets.items() if street.removesuffix("街道") in words]
    best: dict[int, Suggestion] = {}
    for each in (*named, *by_words, *by_street):
        best.setdefault(each.unit_id, each)
    return list(best.values())


@cache
def keywords() -> dict[str, str]:
    """Word → name of the unit whose matter it is (an internal table that only suggests)."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))["words"]


def _named(words: str, place: Place) -> str | None:
    return next((part for part in (place.name, place.address) if len(part) >= 4 and part in words), None)


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

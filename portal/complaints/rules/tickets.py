"""Tickets of the city hotline (12345), read from a sheet by the mapping staff set once. Pure.

Every row says what is wrong with it; a ticket known by its number is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.clock import BEIJING
from portal.complaints.rules.routing import LIMIT, Place
from portal.errors import N_, InvalidInput

FIELDS = {
    "number": N_("工单编号"), "title": N_("工单标题"), "text": N_("工单内容"), "at": N_("推送时间"), "unit": N_("承办单位"),
    "category": N_("问题分类"), "place": N_("问题点位"), "name": N_("来电人"), "contact": N_("联系电话"),
}
REQUIRED = ("number", "text", "at")
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")
LONGEST_NUMBER = 60
MOST_PROBLEMS = 200


@dataclass(frozen=True)
class Known:
    """What rows are read against: unit names to ids, spaces, the mapping of words to categories, tickets taken in before."""

    units: Mapping[str, int]
    spaces: Sequence[tuple[int, Place]]
    categories: Mapping[str, str]
    taken: frozenset[str]
    now: datetime


@dataclass(frozen=True)
class TicketRow:
    """One row: its line, cells by field, what became of them, and what is wrong. `kind` is new, known or wrong."""

    line: int
    cells: Mapping[str, str]
    kind: str
    problems: tuple[InvalidInput, ...] = ()
    at: datetime | None = None
    unit_id: int | None = None
    space_id: int | None = None
    category: str = "other"

    @property
    def words(self) -> str:
        """Title and text of the ticket, as the complaint's words."""
        title, text = self.cells.get("title", ""), self.cells["text"]
        return text if title in text else f"{title}\n{text}"


def columns_of(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Field → place of its column. Raises InvalidInput when a required column of the mapping is not in the sheet."""
    found = {field: headings.index(heading) for field, heading in mapping.items() if heading and heading in headings}
    missing = [mapping.get(field) or FIELDS[field] for field in REQUIRED if field not in found]
    if missing:
        raise InvalidInput(N_("表里没有这些列：%(columns)s。请核对文件，或者到“列的对应关系”里改。"), field="file",
                           columns="、".join(missing))
    return found


def read_rows(lines: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int], known: Known) -> Iterator[TicketRow]:
    """Every row of a sheet, in order, as it is asked for; `lines` are line numbers with their cells' texts."""
    seen: set[str] = set()
    for line, texts in lines:
        cells = {field: texts[place].strip() if place < len(texts) else "" for field, place in columns.items()}
        yield _row(line, cells, known, twice=cells["number"] in seen)
        seen.add(cells["number"])


class Findings:
    """What looking through a whole sheet finds: how many rows of each kind, and the first things that are wrong."""

    def __init__(self):
        self.counts = dict.fromkeys(("new", "known", "wrong"), 0)
        self.problems: list[dict] = []

    def note(self, row: TicketRow) -> None:
        """Take one more row in."""
        self.counts[row.kind] += 1
        for problem in row.problems if len(self.problems) < MOST_PROBLEMS else ():
            self.problems.append({"line": row.line, "number": row.cells["number"][:LONGEST_NUMBER], "field": problem.field,
                                  "sentence": problem.sentence, "params": problem.params})

    def told(self) -> dict:
        """The same as plain values."""
        return {**self.counts, "problems": self.problems}


def _row(line: int, cells: dict[str, str], known: Known, *, twice: bool) -> TicketRow:
    if cells["number"] in known.taken and not twice:
        return TicketRow(line, cells, "known")
    problems = []
    if twice and cells["number"]:
        problems.append(InvalidInput(N_("这个工单编号在表里出现了不止一次。"), field="number"))
    problems += [InvalidInput(N_("这一格不能空着。"), field=field) for field in REQUIRED if not cells[field]]
    if len(cells["number"]) > LONGEST_NUMBER or len(cells["text"]) > LIMIT:
        problems.append(InvalidInput(N_("这一格太长了。"), field="number" if len(cells["number"]) > LONGEST_NUMBER else "text"))
    at = _instant(cells["at"], known.now, problems) if cells["at"] else None
    unit = cells.get("unit", "")
    if unit and unit not in known.units:
        problems.append(InvalidInput(N_("本系统里没有“%(unit)s”这个单位。"), field="unit", unit=unit))
    word = cells.get("category", "")
    if word and word not in known.categories:
        problems.append(InvalidInput(N_("不知道“%(word)s”是哪一类。请到“列的对应关系”里写明。"), field="category", word=word))
    return TicketRow(line, cells, "wrong" if problems else "new", tuple(problems), at, known.units.get(unit),
                     _space(cells, known), known.categories.get(word, "other"))


def _instant(text: str, now: datetime, problems: list[InvalidInput]) -> datetime | None:
    for form in FORMS:
        try:
            found = datetime.strptime(text, form).replace(tzinfo=BEIJING)
        except ValueError:
            continue
        if found > now:
            problems.append(InvalidInput(N_("推送时间在将来，请核对。"), field="at"))
        return found
    problems.append(InvalidInput(N_("“%(text)s”不是时间。请写成 2026-06-10 09:30 的样子。"), field="at", text=text[:30]))
    return None


def _space(cells: dict[str, str], known: Known) -> int | None:
    """The one space the row's place names; several or none are left to triage."""
    where = cells.get("place", "")
    found = {id_ for id_, place in known.spaces for part in (place.name, place.address) if len(part) >= 4 and part in where}
    return found.pop() if len(found) == 1 else None

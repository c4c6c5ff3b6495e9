"""Reading the rows of a sheet of opinions, one by one; what is wrong is told cell by cell. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from portal.days import read_day
from portal.errors import N_, InvalidInput, Refusal
from portal.files.sheets import Cell, Line
from portal.opinions import rules
from portal.opinions.sheets.heads import letter
from portal.opinions.sheets.meaning import code_of, street_of
from portal.opinions.sheets.values import CODES, Entry, Plan, Problem, Terms
from portal.text import clean, folded, one_line

SOURCE = 200
CONTACT = ("name", "phone", "email")
NOTHING = frozenset({"无", "没有", "未留", "不详", "不愿透露", "/", "-", "—", "——", "0"})


class Reader:
    """Reads rows by a plan and terms; it knows the rows before, to tell a repeated number and identical rows apart."""

    def __init__(self, heads: Sequence[str], plan: Plan, terms: Terms):
        self.plan, self.terms, self.width = plan, terms, len(heads)
        self.columns = {field: heads.index(head) for field, head in plan.columns.items() if head in heads}
        self.lines: dict[str, int] = {}
        self.seen: Counter[str] = Counter()
        self.days: dict[str, date] = {}

    def read(self, lines: Iterable[Line]) -> Iterator[Entry]:
        """Every line as an Entry."""
        for number, cells in lines:
            yield self._entry(number, cells)

    def _entry(self, line: int, cells: list[Cell]) -> Entry:
        cells = [cell.text for cell in cells] + [""] * (self.width - len(cells))
        typed = {field: cells[column] for field, column in self.columns.items()}
        row = _Row(self, line, typed)
        if len(cells) > self.width:
            row.wrong("", InvalidInput(N_("这一行比表头多出了内容，可能错位了。")))
        values = {
            "stance": row.code("stance"), "channel": row.code("channel"), "party": row.code("party") or "resident",
            "relation": row.code("relation"), "street_id": row.street(), "received_on": row.day(), "source": row.source(),
        }
        values["text"] = row.words(values["stance"])
        return Entry(line, values, row.contact(), row.key(), tuple(row.problems))


class _Row:
    """One line in the making: what was typed under each field, and what is wrong so far."""

    def __init__(self, reader: Reader, line: int, typed: dict[str, str]):
        self.reader, self.line, self.typed = reader, line, typed
        self.plan, self.terms = reader.plan, reader.terms
        self.problems: list[Problem] = []

    def wrong(self, field: str, why: Refusal) -> None:
        column = self.reader.columns.get(field)
        self.problems.append(Problem(f"{'' if column is None else letter(column)}{self.line}", field, why))

    def code(self, field: str) -> str | None:
        """The code of a worded field: what the cell says, or what stands for every row."""
        word, fixed = self.typed.get(field, ""), self.plan.fixed.get(field) or None
        found = code_of(field, word, self.plan.words.get(field, {})) if word else fixed
        if word and found is None:
            self.wrong(field, InvalidInput(STRANGE, word=one_line(word)[:30]))
        elif found is None and field in NEEDED:
            self.wrong(field, InvalidInput(NEEDED[field]))
        return found if found in CODES[field] else None

    def street(self) -> int | None:
        word = self.typed.get("street", "")
        found = street_of(word, self.plan.words.get("street", {}), self.terms.streets) if word else None
        if word and found is None:
            self.wrong("street", InvalidInput(N_("“%(word)s”不是本区的街道。不清楚的可以空着。"), word=one_line(word)[:30]))
        return found

    def day(self) -> date | None:
        """The day it was received, within the round."""
        word = self.typed.get("received_on") or self.plan.fixed.get("received_on", "")
        if word in self.reader.days:
            return self.reader.days[word]
        try:
            day = _checked_day(word, self.terms)
        except InvalidInput as why:
            self.wrong("received_on", why)
            return None
        return self.reader.days.setdefault(word, day)

    def words(self, stance: str | None) -> str:
        """The title and the text, as one."""
        title, text = one_line(self.typed.get("title", "")), clean(self.typed.get("text", ""))
        whole = text if text.startswith(title) else f"{title}\n{text}".strip()
        try:
            return rules.checked_words(stance, whole) if stance else whole
        except InvalidInput as why:
            self.wrong("text", why if whole else InvalidInput(NO_WORDS))
            return ""

    def contact(self) -> dict[str, str]:
        """How to reach the author, as given."""
        name, phone, email = ("" if (typed := self.typed.get(field, "")) in NOTHING else typed for field in CONTACT)
        if not (name or phone or email):
            return {}
        try:
            return rules.checked_contact(one_line(name), phone, email)
        except InvalidInput as why:
            self.wrong(why.field, why)
            return {}

    def source(self) -> str:
        """Where the opinion came from: what staff wrote, the sheet and the line."""
        where = f"{self.terms.filename[:80]} 第{self.line}行"
        note = one_line(self.plan.fixed.get("source", ""))[: SOURCE - len(where) - 2]
        return f"{note}（{where}）" if note else where

    def key(self) -> str:
        """What makes it the same row next time: its own number, or what it says and how often it was said before."""
        number = folded(self.typed.get("number", ""))
        if number:
            return f"number:{self._once(number)}"
        said = "\0".join(clean(self.typed.get(field, "")) for field in ("title", "text", "received_on", *CONTACT))
        self.reader.seen[said] += 1
        return f"words:{hashlib.sha256(said.encode()).hexdigest()}:{self.reader.seen[said]}"

    def _once(self, number: str) -> str:
        first = self.reader.lines.setdefault(number, self.line)
        if first != self.line:
            self.wrong("number", InvalidInput(N_("编号和第 %(line)s 行重复，一个编号只能有一行。"), line=first))
        return number


NEEDED = {"stance": N_("没有写态度。请在表里补上，或在上一步给所有行选一项。"),
          "channel": N_("没有写从哪里来。请在表里补上，或在上一步给所有行选一项。")}
STRANGE = N_("不知道“%(word)s”是哪一种。请回到上一步，给这个词选一项。")
NO_WORDS = N_("这一行没有文字。内容在另附材料里的，请写“见附件”，导入以后再给这条意见附上原件。")


def _checked_day(word: str, terms: Terms) -> date:
    if not word:
        raise InvalidInput(N_("没有写收到日期。请在表里补上，或在上一步给所有行填一个日期。"))
    day = read_day(word)
    if day is None:
        raise InvalidInput(N_("“%(text)s”不是日期，或者看不出是哪一天。请写成 2026-06-10 的样子。"), text=one_line(word)[:30])
    rules.check_days(day, terms.opened_on, terms.today)
    return day


def token(consultation_id: int, key: str) -> str:
    """The form number of an imported row: the same row of the same consultation has the same, whenever it comes."""
    return hashlib.sha256(f"import/{consultation_id}/{key}".encode()).hexdigest()

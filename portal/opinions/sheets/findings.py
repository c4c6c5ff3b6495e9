"""What looking through a whole sheet found, as plain JSON that holds nobody's contact data."""

from collections import Counter
from datetime import date

from portal.opinions.sheets.values import CODES, WORDED, Entry, Plan, Problem
from portal.text import folded

TOLD = 50
MOST_WORDS = 30


class Findings:
    """Counts rows, keeps the first problems, and collects the words that mean nothing yet."""

    def __init__(self, plan: Plan):
        self.counts = Counter(rows=0, wrong=0, known=0, hidden=0)
        self.problems: list[dict] = []
        self.others: list[str] = []
        self.words: dict[str, list[str]] = {field: [] for field in WORDED if field in plan.columns}

    def note(self, entry: Entry) -> None:
        """Take one row into account."""
        self.counts["rows"] += 1
        self.counts["wrong"] += bool(entry.problems)
        for problem in entry.problems:
            self.tell(problem)

    def stop(self, problem: Problem) -> None:
        """Take into account what is wrong beyond the row itself."""
        self.counts["wrong"] += 1
        self.tell(problem)

    def tell(self, problem: Problem) -> None:
        """Keep a problem while there are not too many, and its word in any case."""
        if len(self.problems) < TOLD:
            self.problems.append({"cell": problem.cell, "field": problem.field, "sentence": problem.why.sentence,
                                  "params": {name: _plain(value) for name, value in problem.why.params.items()}})
        word = folded(str(problem.why.params.get("word", "")))
        known = self.words.get(problem.field, [])
        if problem.field in CODES and word and word not in known and len(known) < MOST_WORDS:
            known.append(word)

    def told(self) -> dict:
        """All of it, to keep."""
        words = {field: found for field, found in self.words.items() if found}
        return {**self.counts, "problems": self.problems, "others": self.others, "words": words}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value

"""The desk's list of opinions: how many statements it sends, and its time with a million opinions beside a thousand."""

from collections.abc import Iterator

from sqlalchemy import Engine, event

from bench.clocks import Page, milliseconds
from bench.lab import FEW, MANY, Lab
from bench.pages import page
from bench.results import Result, at_most, no_more

LIST = "/desk/proposals/{number}/opinions"
CASES = {
    "everything": "", "oldest first": "sort=oldest", "by day of receipt": "sort=received", "the middle": "after={middle}",
    "one character": "q=梯", "two characters": "q=油烟", "nine characters": "q=卸货请放在早上七点", "rare character": "q=𠮷",
    "Latin word": "q=WiFi", "full-width word": "q=ＡＴＭ", "figures": "q=（5", "emoji": "q=🙂", "what nobody says": "q=龘",
    "search from the middle on": "q=油烟&after={middle}", "search, oldest first": "q=油烟&sort=oldest",
    "search and stance": "q=电梯&stance=conditional", "stance": "stance=oppose", "rare stance": "stance=support",
    "no such stance": "stance=disagree", "party": "party=rights_holder", "channel": "channel=phone",
    "party, stance and channel": "party=rights_holder&stance=conditional&channel=counter",
    "counted": "bucket=counted", "withdrawn": "bucket=withdrawn", "invalid": "bucket=invalid", "late": "bucket=late",
    "not grouped": "theme=none", "one theme": "theme={theme}", "unanswered": "answered=no", "answered": "answered=yes",
    "unanswered and opposed": "answered=no&stance=oppose", "late replies": "overdue=1",
}
STATEMENTS, GROWTH_LIMIT = 8, 1.2


def measure(lab: Lab) -> Iterator[Result]:
    """Every case at both sizes."""
    few, many = lab.district(FEW), lab.district(MANY)
    for name, query in CASES.items():
        small, large = (page(place, f"{LIST}?{_asked(query, size, place.theme)}", "handler")
                        for place, size in ((few, FEW), (many, MANY)))
        yield no_more(f"{name}, statements", _statements(large), "SQL", STATEMENTS)
        time_small, time_large = milliseconds([small, large])
        yield at_most(f"{name}, at {MANY:,} beside {FEW:,}", time_large, "ms", time_small, GROWTH_LIMIT)


def _asked(query: str, size: int, theme: int) -> str:
    return query.format(middle=size // 2, theme=theme)


def _statements(page: Page) -> int:
    sent = []
    note = lambda *call: sent.append(call[2])  # noqa: E731
    event.listen(Engine, "before_cursor_execute", note)
    page.ask()
    event.remove(Engine, "before_cursor_execute", note)
    return sum(not each.startswith(("BEGIN", "PRAGMA")) for each in sent)

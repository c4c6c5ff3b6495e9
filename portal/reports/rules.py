"""How a report is worked out, beside what it says, and what may be written into it."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

SECTIONS = ("asked", "numbers", "themes", "disagreements", "changes", "rules")
LONGEST_PROSE = 2000
MANY = 3000  # opinions: from here on a report is compiled in the background and not shown before

P = ParamSpec("P")
T = TypeVar("T")


def without_collector(work: Callable[P, T]) -> Callable[P, T]:
    """`work` with Python's cycle collector resting: it makes a great many rows and no cycle, and the collector would walk
    through all of them again and again, for half of the time."""

    @wraps(work)
    def rested(*args: P.args, **kwargs: P.kwargs) -> T:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return rested

"""What the workers do again and again."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from huey import crontab


@dataclass(frozen=True)
class Round:
    """Something done regularly: `work` is given the app."""

    name: str
    when: Callable
    work: Callable[[Flask], None]


ROUNDS: list[Round] = []


def periodic(name: str, **when: str):
    """Declare something to be done regularly, in its concept's `jobs.py`; `when` is what huey's crontab takes, in UTC:

        @periodic("index.keep", minute="*")
        def keep(app: Flask) -> None: ...

    It may run on several workers at once and be killed at any moment: what it does must bear both.
    """

    def declare(work: Callable[[Flask], None]):
        ROUNDS.append(Round(name, crontab(**when), work))
        return work

    return declare

"""The course of the whole procedure: what is done, where it stands today, what lies ahead. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

Moment = datetime | date | None


@dataclass(frozen=True, slots=True)
class Milestones:
    """The instants and days of one proposal that are known; None for what has not come, or is not planned yet.

    `closes_at` is the exclusive closing of the newest public round; `goes_up`: the public was told that the
    matter is the government's to decide.
    """

    published_at: datetime
    asked_at: datetime | None = None
    asked_until: datetime | None = None
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    settled_at: datetime | None = None
    submitted_at: datetime | None = None
    decided_on: date | None = None
    goes_up: bool = False
    government_on: date | None = None
    told_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step, a code of words.course: from when, until when (an exclusive instant), and whether it is over."""

    code: str
    since: Moment = None
    until: datetime | None = None
    is_over: bool = False


def course(told: Milestones, now: datetime) -> tuple[tuple[Step, ...], int]:
    """The steps in order, and the place of the one that goes on today: as many as there are when all are over."""
    steps = tuple(_steps(told, now))
    if told.withdrawn_at is not None:
        taken = [step for step in steps if step.is_over]
        return (*taken, Step("withdrawn", told.withdrawn_at, is_over=True)), len(taken) + 1
    if told.closes_at is not None and now < told.closes_at:
        return steps, next(place for place, step in enumerate(steps) if step.code == "public")
    return steps, max(place for place, step in enumerate(steps, start=1) if step.is_over)


def _steps(told: Milestones, now: datetime) -> Iterator[Step]:
    if told.asked_at is not None:
        yield Step("asked", told.asked_at, told.asked_until, True)
    yield Step("published", told.published_at, is_over=True)
    yield Step("public", told.opened_at, told.closes_at, told.closes_at is not None and told.closes_at <= now)
    yield Step("compiling", told.settled_at, is_over=told.submitted_at is not None)
    yield Step("submitted", told.submitted_at, is_over=told.submitted_at is not None)
    yield Step("meeting", told.decided_on, is_over=told.decided_on is not None)
    if told.goes_up:
        yield Step("government", told.government_on, is_over=told.government_on is not None)
    yield Step("announced", told.told_at, is_over=told.told_at is not None)

"""A report of 100,000 opinions, gathered, compiled and frozen, beside reading the same rows and writing them as JSON Lines."""

import json
import multiprocessing
import resource
from collections.abc import Iterator
from time import perf_counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.data import opened
from bench.lab import Lab
from bench.results import Result, at_most, no_more
from portal.clock import SystemClock
from portal.extensions import db
from portal.opinions.models import Opinion, OpinionContact
from portal.opinions.queries.lookup import consultation_by_number
from portal.reports import snapshot
from portal.reports.compile import compile_report
from portal.reports.queries import gather

SIZE = 100_000
SECONDS, MEGABYTES, TIMES = 10.0, 300.0, 25.0


def measure(lab: Lab) -> Iterator[Result]:
    """Each in a process of its own, so that the memory is its own too."""
    place = lab.district(SIZE)
    with place.app.app_context():
        _give_names(place.number)
        db.engine.dispose()
    floor, _ = _apart(_bare, place.folder)
    seconds, grown = _apart(_compile, place.folder)
    yield no_more(f"compiling {SIZE:,} opinions", seconds, "s", SECONDS)
    yield at_most(f"compiling {SIZE:,}, beside bare rows to JSON Lines", seconds, "s", floor, TIMES)
    yield no_more(f"compiling {SIZE:,} opinions: memory growth", grown, "MB", MEGABYTES)


def _give_names(number: str) -> None:
    """A name on every third opinion, as people leave them."""
    with Session(db.engine) as session, session.begin():
        session.connection(execution_options={"writes": True})
        mine = Opinion.consultation_id == consultation_by_number(session, number).id
        if session.scalar(select(OpinionContact.id).join(OpinionContact.opinion).where(mine, Opinion.number > 99_000)):
            return
        ids = session.scalars(select(Opinion.id).where(mine, Opinion.number % 3 == 0, ~Opinion.contact.has())).all()
        session.execute(insert(OpinionContact), [{"opinion_id": each, "name": _name(each)} for each in ids])


def _name(number: int) -> str:
    return "张王李赵陈"[number % 5] + chr(0x5000 + number % 977) + chr(0x6000 + number % 983)


def _apart(work, folder) -> tuple[float, float]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(work, (folder,))


def _compile(folder) -> tuple[float, float]:
    now = SystemClock().now()
    return _measured(folder, lambda session, consultation: snapshot.write(
        compile_report(gather(session, consultation, names=True, now=now), now)))


def _bare(folder) -> tuple[float, float]:
    """The rows of the table as they are, each a line of JSON."""
    return _measured(folder, lambda session, consultation: b"".join(
        json.dumps(tuple(map(str, row)), ensure_ascii=False).encode() + b"\n"
        for row in session.execute(select(Opinion.__table__).where(Opinion.consultation_id == consultation.id))))


def _measured(folder, work) -> tuple[float, float]:
    """Seconds, and megabytes at the peak beyond what the process held before."""
    place = opened(folder)
    with place.app.app_context(), Session(db.engine) as session:
        consultation = consultation_by_number(session, place.number)
        before, started = _peak(), perf_counter()
        work(session, consultation)
        return perf_counter() - started, _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

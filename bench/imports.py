"""Taking in a sheet of 100,000 opinions with names and telephones: how long nobody else can write, how long a person waits."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.data import Place, opened
from bench.lab import Lab
from bench.results import Result, at_most, no_more
from portal.accounts.models import User
from portal.clock import SystemClock, beijing_date
from portal.consultations.models import Consultation
from portal.extensions import db
from portal.opinions.actions.bulk import Row, ready
from portal.opinions.actions.imports import import_rows, keep_sheet
from portal.opinions.queries.imports import terms_for
from portal.opinions.queries.lookup import consultation_by_number
from portal.opinions.sheets.values import Plan
from portal.opinions.sheets.whole import open_opinions
from portal.transaction import write_transaction

ROWS = 100_000
WORDS = ("二层应当有电梯", "卸货请放在早上七点以后", "油烟从北窗排走，别冲着居民楼", "多放几把椅子，老人走累了能歇")
HEADS = ("编号", "姓名", "电话", "内容")
PLAN = Plan({"number": "编号", "name": "姓名", "phone": "电话", "text": "内容"},
            fixed={"stance": "suggest", "channel": "meeting", "source": "社区议事厅"})
TABLES = ("opinions", "points", "opinion_contacts")
LOCK_LIMIT, WAIT_LIMIT = 2.0, 60.0


def measure(lab: Lab) -> Iterator[Result]:
    """The time under the write lock beside bare inserts of the same rows into the same tables, and the reading before it."""
    folder, data = lab.folder / "imports", sheet()
    shutil.copytree(lab.district(1_000).folder, folder)
    place = opened(folder)
    before = shutil.copy(folder / "portal.sqlite", folder / "before.sqlite")
    with place.app.app_context(), Session(db.engine) as session:
        begun = perf_counter()
        rows = read(session, place, data)
        reading = perf_counter() - begun
        locked = stored(session, place, rows, data)
    floor = bare_inserts(before, folder / "portal.sqlite")
    yield at_most(f"{ROWS:,} rows stored in one transaction", locked, "s", floor, LOCK_LIMIT)
    yield no_more(f"{ROWS:,} rows read, checked and encrypted before it", reading, "s", WAIT_LIMIT)
    shutil.rmtree(folder)


def sheet() -> bytes:
    """A CSV with that many rows, each with its own number, name, telephone and words."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(HEADS)
    lines.writerows((number, f"王{number}", 13_000_000_000 + number, f"{WORDS[number % len(WORDS)]}。（{number}）")
                    for number in range(ROWS))
    return out.getvalue().encode()


def bare_inserts(target: Path, source: Path) -> float:
    """Seconds to put the newest rows of the database `source` into the one without them, in one durable transaction."""
    wanted = {}
    with sqlite3.connect(source) as connection:
        for name in TABLES:
            wanted[name] = connection.execute(f"SELECT * FROM {name} ORDER BY id DESC LIMIT {ROWS}").fetchall()[::-1]  # noqa: S608
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    begun = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in wanted.items():
        connection.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)  # noqa: S608
    connection.execute("COMMIT")
    return perf_counter() - begun


def read(session: Session, place: Place, data: bytes) -> list[Row]:
    """Every row, ready to be stored."""
    consultation = consultation_by_number(session, place.number)
    now = SystemClock().now()
    plan = Plan(PLAN.columns, fixed={**PLAN.fixed, "received_on": beijing_date(now).isoformat()})
    terms = terms_for(session, consultation, "bench.csv", now)
    return list(ready(consultation.id, open_opinions(data).entries(plan, terms)))


def stored(session: Session, place: Place, rows: list[Row], data: bytes) -> float:
    """Seconds from taking the write lock to giving it back."""
    clock, storage = SystemClock(), place.app.extensions["storage"]
    actor = session.scalars(select(User).limit(1)).one()
    with write_transaction(session, clock) as now:
        consultation = session.scalars(select(Consultation).where(Consultation.proposal.has(number=place.number))).one()
        upload = keep_sheet(session, storage, consultation, "bench.csv", data, actor=actor, now=now)
    begun = perf_counter()
    with write_transaction(session, clock) as now:
        import_rows(session, upload, rows, actor=actor, now=now)
    return perf_counter() - begun

"""Sheets of opinions made by the tests themselves, and taking them in."""

import csv
import io

from openpyxl import Workbook

from portal.jobs.actions import enqueue
from portal.opinions.actions.imports import keep_sheet, tell_columns
from portal.opinions.sheets.heads import guess
from portal.opinions.sheets.values import Plan
from portal.opinions.sheets.whole import open_opinions

HEADS = ("编号", "姓名", "电话", "日期", "态度", "内容")
FIRST = ("1", "王女士", "13812345678", "2026/6/10 9:05", "建议", "二层应当有电梯。")
SECOND = ("2", "", "", "2026-06-10", "支持", "")
FIXED = {"channel": "meeting", "source": "社区议事厅"}


def as_csv(*rows, heads=HEADS, encoding="utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows, heads=HEADS, above=()) -> bytes:
    book = Workbook()
    for row in [*above, heads, *rows]:
        book.active.append(list(row))
    return saved(book)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(row, **cells):
    """A row with some of its cells replaced; cells are named by their letter: A, B …"""
    return tuple(cells.get(chr(ord("A") + index), value) for index, value in enumerate(row))


def plan_for(data: bytes, **more) -> Plan:
    """The usual plan for a sheet: guessed columns, everything from one meeting."""
    return Plan(**({"columns": guess(open_opinions(data).heads), "fixed": FIXED} | more))


def ask(session, app, matter, data, kind, now, name="议事厅.xlsx", **plan):
    """Keep a sheet, tell its columns as usual, and ask for a job about it."""
    upload = keep_sheet(session, app.extensions["storage"], matter.consultation, name, data, actor=matter.handler, now=now)
    tell_columns(session, upload, plan_for(data, **plan), actor=matter.handler, now=now)
    enqueue(session, kind, owner=matter.handler, unit_id=matter.unit.id, now=now, import_id=upload.id)
    return upload

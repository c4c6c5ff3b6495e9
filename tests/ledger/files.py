"""Ledger files made by the tests themselves."""

import csv
import io

from openpyxl import Workbook

HEADINGS = ("编号", "名称", "位置", "空间类型", "子类型", "所在街道", "规模（平方米）", "腾退日期")
ROW = ("XC-1", "原会馆", "牛街西里1号", "文物", "", "牛街街道", "320.5", "2024-03-05")
SECOND = ("XC-2", "原市场", "天桥南大街2号", "产业", "商市场", "天桥街道", "1200", "")


def as_csv(*rows, headings=HEADINGS, encoding="utf-8", delimiter=",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows, headings=HEADINGS, above=()) -> bytes:
    book = Workbook()
    for row in [*above, headings, *rows]:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(row, **cells):
    """A row with some of its cells replaced; cells are named by their place in HEADINGS: c0, c1 …"""
    return tuple(cells.get(f"c{index}", value) for index, value in enumerate(row))

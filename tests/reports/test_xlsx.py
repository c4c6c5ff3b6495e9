"""The workbook, opened again: numbers are numbers, words are words."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from portal.press import xlsx
from portal.reports.summary import compose
from portal.reports.values import BUCKETS
from tests.reports.samples import empty_report, equation_report, full_report, nasty_report


def opened(report):
    return load_workbook(BytesIO(xlsx.write(compose(report), report.cutoff)))


def lines(sheet) -> list[tuple]:
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def line(sheet, first: str) -> tuple:
    return next(row for row in lines(sheet) if row[0] == first)


def test_it_has_a_sheet_for_each_part():
    assert opened(full_report()).sheetnames == ["概况", "要求与落实", "意见数量", "归类与采纳", "单位反馈", "意见明细"]


@pytest.mark.parametrize("make", [full_report, equation_report, empty_report])
def test_the_numbers_are_the_reports(make):
    report = make()
    book, total = opened(report), report.numbers.total
    expected = (len(total.received), *(len(getattr(total, bucket)) for bucket in BUCKETS))
    assert line(book["意见数量"], "合计")[1:7] == expected
    assert len(lines(book["意见明细"])) - 2 == max(1, len(report.opinions))


def test_42_received_5_repeated_37_counted():
    assert line(opened(equation_report())["意见数量"], "居民")[1:7] == (42, 5, 0, 0, 0, 37)


def test_every_theme_has_its_numbers_verdict_and_reason():
    report = full_report()
    rows = lines(opened(report)["归类与采纳"])[2:]
    assert [(row[0], row[1], row[2], row[3]) for row in rows] == [
        (theme.number, theme.title, len(theme.opinions), len(theme.points)) for theme in report.themes
    ]


def test_nobodys_words_become_a_formula_or_a_link():
    book = opened(nasty_report())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    said = [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=1+1")]
    assert said and all("𠮷䶮·" in value for value in said)
    assert not [value for value in said if set(value) & set("\x00\x07\x1b\ufffe\ud800\u202e")]


def test_no_resident_can_be_recognised():
    book = opened(full_report())
    text = "".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert not [secret for secret in ("张建国", "李秀英", "13812345678") if secret in text]


def test_zero_is_said_as_zero():
    book = opened(empty_report())
    assert lines(book["意见明细"])[2][0] == "未收到意见"
    assert "未收到意见" in line(book["概况"], "意见数量")[1]


def test_what_no_cell_can_hold_is_cut_and_says_so():
    report = full_report()
    book = opened(replace(report, opinions=(replace(report.opinions[0], text="长" * 40000),)))
    assert lines(book["意见明细"])[2][6].endswith(xlsx.CUT)

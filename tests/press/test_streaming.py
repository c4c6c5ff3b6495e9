"""A workbook is sent while it is written: nothing is read before it is needed, nothing kept after it is sent."""

from io import BytesIO
from itertools import count
from zipfile import ZipFile

from openpyxl import load_workbook

from portal.press import docx, xlsx
from portal.press.paper import Table
from portal.press.serve import send_paper
from tests.press.samples import MADE_AT, NARROW, letter, report, sheet


def test_the_first_piece_leaves_before_the_first_row_is_read():
    asked = []
    pieces = xlsx.stream(sheet(asked.append(number) or (number, "字") for number in range(3)), MADE_AT)
    assert next(pieces).startswith(b"PK") and asked == []


def test_rows_without_end_can_be_sent_as_long_as_somebody_listens():
    pieces = xlsx.stream(sheet((number, f"第{number}条意见") for number in count()), MADE_AT)
    sizes = [len(next(pieces)) for _ in range(12)]
    assert max(sizes) < 2**18


def test_what_was_sent_in_pieces_is_a_whole_workbook():
    data = b"".join(xlsx.stream(sheet((number, "字") for number in range(5000)), MADE_AT))
    rows = list(load_workbook(BytesIO(data), read_only=True).active.iter_rows(values_only=True))
    assert rows[:3] == [("明细",), ("编号", "意见原文"), (0, "字")] and len(rows) == 5002


def test_the_same_paper_makes_the_same_bytes():
    for write in (docx.write, xlsx.write):
        assert write(report(), MADE_AT) == write(report(), MADE_AT)


def test_an_empty_sheet_says_so_and_a_sum_is_the_last_row():
    empty = load_workbook(BytesIO(xlsx.write(sheet(iter(())), MADE_AT))).active
    assert empty["A3"].value == "未收到意见"
    total = Table("表", NARROW, iter(((1, "甲"), (1, "合计"))), total=True)
    book = load_workbook(BytesIO(xlsx.write(letter(blocks=(total,)), MADE_AT)))
    bold = {cell.value: cell.font.bold for row in book.active.iter_rows() for cell in row if cell.value in ("甲", "合计")}
    assert bold == {"甲": False, "合计": True}


def test_a_paper_is_sent_under_its_chinese_name_and_kept_by_nobody(app):
    with app.test_request_context():
        for kind in ("docx", "pdf", "xlsx"):
            answer = send_paper(letter(), kind, MADE_AT, "复函（1）")
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert "filename*=UTF-8''%E5%A4%8D%E5%87%BD" in answer.headers["Content-Disposition"]


def test_a_pdf_in_volumes_is_sent_as_one_zip(app, monkeypatch):
    monkeypatch.setattr("portal.press.pdf.ROWS", 30)
    with app.test_request_context():
        answer = send_paper(report(), "pdf", MADE_AT, "报告")
        answer.direct_passthrough = False
    assert ZipFile(BytesIO(answer.data)).namelist() == ["报告 第1册（共2册）.pdf", "报告 第2册（共2册）.pdf"]

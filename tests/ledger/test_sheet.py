"""Reading strangers' files: every encoding and shape that is taken, and every one that is not, with its sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest

from portal.errors import InvalidInput
from portal.ledger.export import csv_file, xlsx_file
from portal.ledger.sheet import LARGEST, MOST_ROWS, read_ledger
from portal.ledger.values import SpaceValues
from tests.files.samples import bomb, package, picture
from tests.ledger.files import HEADINGS, ROW, SECOND, as_csv, as_xlsx, changed

TEXTS = {"number": "XC-1", "name": "原会馆", "address": "牛街西里1号", "space_type": "文物", "space_subtype": "",
         "streets": "牛街街道", "size_m2": "320.5", "vacated_on": "2024-03-05"}


@pytest.mark.parametrize("data", [
    as_csv(ROW),
    as_csv(ROW, encoding="utf-8-sig"),
    as_csv(ROW, encoding="gb18030"),
    as_csv(ROW, encoding="utf-16", delimiter="\t"),
    as_csv(ROW, delimiter=";"),
    as_csv(ROW, (), ()),
    as_csv(changed(ROW, c1="  原会馆\u3000")),
    as_xlsx(ROW),
    as_xlsx(changed(ROW, c6=320.5, c7=date(2024, 3, 5))),
    as_xlsx(changed(ROW, c7=datetime(2024, 3, 5)), above=[["西城区腾退空间台账"], []]),
    as_csv(("1", *ROW), headings=("序号", *HEADINGS)),
    as_csv(ROW, headings=("台账编号", "空间名称", "地址 ", "类型*", "空间子类型", "属地街道", "面积(m2)", "腾退时间：")),
], ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16", "semicolons", "empty lines", "spaces", "xlsx", "xlsx values",
        "title above", "counting column", "other headings"])
def test_the_same_row_in_many_clothes(data):
    row, = read_ledger(data)
    assert {field: text.strip() for field, text in row.texts.items()} == TEXTS


def test_rare_characters_survive_every_encoding():
    for encoding in ("utf-8", "gb18030"):
        row, = read_ledger(as_csv(changed(ROW, c1="𠮷龑·院"), encoding=encoding))
        assert row.texts["name"] == "𠮷龑·院"


def test_lines_are_numbered_as_people_see_them():
    assert [row.line for row in read_ledger(as_csv(ROW, (), SECOND))] == [2, 4]
    assert [row.line for row in read_ledger(as_xlsx(ROW, SECOND, above=[["题目"]]))] == [3, 4]


def test_an_empty_cell_at_the_end_is_empty_and_a_missing_column_is_not_there():
    row, = read_ledger(as_csv(ROW[:6]))
    assert row.texts["vacated_on"] == ""
    assert "area" not in row.texts


def test_a_formula_is_told_at_its_cell_and_typed_text_is_not_one():
    row, = read_ledger(as_xlsx(changed(ROW, c1="=1+1", c6="=SUM(A1:A2)")))
    assert [(problem.field, "是公式" in str(problem)) for problem in row.problems] == [("name", True), ("size_m2", True)]
    row, = read_ledger(as_csv(changed(ROW, c1="=1+1")))
    assert (row.texts["name"], row.problems) == ("=1+1", ())


def test_a_row_longer_than_the_headings_is_told():
    row, = read_ledger(as_csv((*ROW, "多出来的")))
    assert "多出了内容" in str(row.problems[0])


def _pieces_left_out():
    whole = zipfile.ZipFile(io.BytesIO(as_xlsx(ROW)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, whole.read(name)[:200])
    return out.getvalue()


@pytest.mark.parametrize(("data", "said"), [
    (b"", "是空的"),
    (b"x" * (LARGEST + 1), "超过 5 MB"),
    (b"\xd0\xcf\x11\xe0" + b"x" * 100, "加了密码"),
    (picture(), "认不出这个文件"),
    (b"\xff\xfe\x00", "认不出这个文件"),
    ("编号".encode() + b"\0", "认不出这个文件"),
    (package("word/document.xml"), "这不是表格"),
    (bomb("xl/workbook.xml"), "展开后太大"),
    (bomb("xl/workbook.xml", 80 * 1024 * 1024), "展开后太大"),
    (as_xlsx(ROW)[:300], "已损坏"),
    (_pieces_left_out(), "已损坏"),
    ("你好".encode(), "没有找到表头"),
    (as_csv(), "只有表头"),
    (as_csv(ROW, headings=(*HEADINGS[:7], "备注")), "不认识这些列：备注"),
    (as_csv(ROW[:3], headings=HEADINGS[:3]), "缺少这些必需的列：空间类型、所在街道"),
    (as_csv(ROW, headings=(*HEADINGS[:7], "名称")), "不止一次：名称"),
    (as_csv(ROW, headings=(*HEADINGS, *[""] * 60, "x")), "列太多"),
    (as_csv(*[ROW] * (MOST_ROWS + 1)), "最多导入 3000 行"),
    (as_csv(ROW) + "\"没有成对,".encode(), "引号没有成对"),
    (as_csv(changed(ROW, c1="长" * 200_000)), "太长"),
])
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(data, said):
    with pytest.raises(InvalidInput) as refused:
        read_ledger(data)
    assert said in str(refused.value)
    assert refused.value.field in ("file", None)


@pytest.mark.parametrize("name", ["=1+1", "+86", "-", "@x", "'=1+1", "''@", "'单引号", "<script>alert(1)</script>", "a\"b,c、d",
                                  "𠮷龑·"])
@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_what_is_exported_reads_back_letter_by_letter(write, name):
    space = SpaceValues(number="XC-1", name=name, address="牛街", space_type="文物", streets=("牛街街道",))
    row, = read_ledger(write([space]))
    assert row.texts == space.texts()
    assert row.problems == ()


def test_no_exported_cell_begins_a_formula():
    space = SpaceValues(number="-1", name="=1+1", address="@SUM(A1)", space_type="文物", streets=("牛街街道",), owner_name="+1")
    cells = csv_file([space]).decode("utf-8-sig").splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

"""Reading uploaded tables, xlsx or CSV, into lines of plain text. Files are strangers: everything is bounded."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from portal.errors import N_, InvalidInput
from portal.files.rules import open_package

HEADING_WITHIN = 6  # a title and a note may stand above the headings
LAST_ROW = 1_048_576  # of any xlsx
XLSX, OLD_OR_ENCRYPTED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠]")


class Cell(NamedTuple):
    """One cell's text, and whether the file holds a formula there."""

    text: str
    is_formula: bool = False


Line = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Bounds:
    """How much of a file is taken: bytes, bytes once unpacked, rows and columns; more is refused."""

    size: int
    unpacked: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Sheet:
    """The first table of a file. `lines` are its filled lines with their numbers, read as they are asked for; `expected` is
    how many the file says there are, `others` names the tables that are not read."""

    lines: Iterator[Line]
    expected: int
    others: tuple[str, ...] = ()
    package: ZipFile | None = None
    path: str = ""


def open_sheet(data: bytes, bounds: Bounds, *, formulas: bool) -> Sheet:
    """The first visible table of a file; with `formulas` a cell tells its formula, without it the value last worked out.

    Raises InvalidInput when the file as a whole cannot be taken, also while its lines are read.
    """
    if not data:
        raise InvalidInput(N_("文件是空的，请重新选择。"), field="file")
    if len(data) > bounds.size:
        raise InvalidInput(N_("文件超过 %(limit)s MB，太大了。请确认选对了文件，或拆开导入。"), field="file",
                           limit=bounds.size // 1024**2)
    if data.startswith(XLSX):
        return _xlsx(data, bounds, formulas)
    if data.startswith(OLD_OR_ENCRYPTED):
        raise InvalidInput(N_("这个文件加了密码，或者是旧版 xls。请去掉密码，另存为 xlsx 或 CSV 再导入。"), field="file")
    text = _decoded(data)
    return Sheet(_filled(_csv_lines(text), bounds), text.count("\n"))


def _filled(lines: Iterator[Line], bounds: Bounds) -> Iterator[Line]:
    left = bounds.rows + HEADING_WITHIN
    for number, line in lines:
        if cells := _without_empty_end(line):
            if (left := left - 1) < 0:
                raise InvalidInput(N_("一次最多导入 %(limit)s 行，请拆成几个文件。"), field="file", limit=bounds.rows)
            yield number, cells


def _without_empty_end(cells: list[Cell]) -> list[Cell]:
    while cells and not cells[-1].text:
        cells.pop()
    return cells


def _xlsx(data: bytes, bounds: Bounds, formulas: bool) -> Sheet:
    package = open_package("", data)
    if "xl/workbook.xml" not in package.namelist():
        raise InvalidInput(N_("这不是表格。请上传 xlsx 或 CSV 文件。"), field="file")
    if sum(entry.file_size for entry in package.infolist()) > bounds.unpacked:
        raise InvalidInput(N_("文件展开后太大，不能接收。请确认选对了文件。"), field="file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it leaves out
            return _first_visible(package, data, bounds, formulas)
    except Exception:  # noqa: BLE001  (a damaged package fails in the reader in any way it likes)
        raise _damaged() from None


def _first_visible(package: ZipFile, data: bytes, bounds: Bounds, formulas: bool) -> Sheet:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False)
    first, *others = [each for each in book.worksheets if each.sheet_state == "visible"]
    expected = first.max_row or 0
    first.reset_dimensions()
    rows = first.iter_rows(max_row=LAST_ROW, max_col=bounds.columns + 1)
    names = tuple(each.title for each in others)
    return Sheet(_filled(_xlsx_lines(rows), bounds), expected, names, package, first._worksheet_path)


def _xlsx_lines(rows) -> Iterator[Line]:
    try:
        for number, cells in enumerate(rows, 1):
            yield number, [_cell(cell) for cell in cells]
    except Exception:  # noqa: BLE001  (as above)
        raise _damaged() from None


def _damaged() -> InvalidInput:
    return InvalidInput(N_("这个 xlsx 文件已损坏，读不出来。请用表格软件打开、另存一份再导入。"), field="file")


def _cell(cell) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if isinstance(value, str):
        return Cell((unescape(value) if "_x" in value else value).strip(), cell.data_type == "f")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" "))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell(str(value).strip(), cell.data_type == "f")


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInput(N_("认不出这个文件。请上传 xlsx，或用 UTF-8、GB18030（GBK）编码保存的 CSV。"), field="file")


def _csv_lines(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=text[:2000].count), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [Cell(_unguarded(cell.strip())) for cell in cells]
    except csv.Error:
        raise InvalidInput(N_("第 %(line)s 行附近的引号没有成对，或者一格里的内容太长。请改好再导入。"), field="file",
                           line=reader.line_num) from None


def _unguarded(text: str) -> str:
    """A cell without the quote our own CSV puts before what a spreadsheet would take for a formula."""
    return text[1:] if GUARDED.match(text) else text

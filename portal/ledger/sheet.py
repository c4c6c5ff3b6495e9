"""Reading an uploaded ledger, xlsx or CSV, into rows of plain text. Files are strangers: everything is bounded."""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from openpyxl import load_workbook

from portal.errors import N_, InvalidInput
from portal.files.rules import open_package
from portal.ledger.values import FIELDS, SheetRow
from portal.text import folded, one_line

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 3000
MOST_COLUMNS = 60
HEADING_WITHIN = 6  # a title and a note may stand above the headings
XLSX, OLD_OR_ENCRYPTED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
GUARDED = re.compile(r"'+[=+\-@]")
ALIASES = {"台账编号": "number", "空间名称": "name", "地址": "address", "类型": "space_type", "街道": "streets",
           "属地街道": "streets", "空间子类型": "space_subtype", "次要类型": "secondary_types", "面积": "size_m2",
           "腾退时间": "vacated_on"}
IGNORED = ("序号",)


class Cell(NamedTuple):
    """One cell's text, and whether the file holds a formula there."""

    text: str
    is_formula: bool = False


Line = tuple[int, list[Cell]]


def read_ledger(data: bytes) -> list[SheetRow]:
    """The rows of a ledger file. Raises InvalidInput when the file as a whole cannot be taken."""
    if not data:
        raise InvalidInput(N_("文件是空的，请重新选择。"), field="file")
    if len(data) > LARGEST:
        raise InvalidInput(N_("文件超过 %(limit)s MB，台账用不了这么大。请确认选对了文件，或拆开导入。"), field="file",
                           limit=LARGEST // 1024**2)
    lines = [(number, cells) for number, line in _lines(data) if (cells := _without_empty_end(line))]
    start, columns = _headings(lines)
    rows = [_row(number, cells, columns) for number, cells in lines[start + 1:]]
    if not rows:
        raise InvalidInput(N_("表里只有表头，没有内容。"), field="file")
    if len(rows) > MOST_ROWS:
        raise InvalidInput(N_("一次最多导入 %(limit)s 行，请拆成几个文件。"), field="file", limit=MOST_ROWS)
    return rows


def _without_empty_end(cells: list[Cell]) -> list[Cell]:
    filled = [index for index, cell in enumerate(cells) if cell.text]
    return cells[: filled[-1] + 1] if filled else []


def _lines(data: bytes) -> Iterator[Line]:
    if data.startswith(XLSX):
        return _xlsx_lines(data)
    if data.startswith(OLD_OR_ENCRYPTED):
        raise InvalidInput(N_("这个文件加了密码，或者是旧版 xls。请去掉密码，另存为 xlsx 或 CSV 再导入。"), field="file")
    return _csv_lines(_decoded(data))


def _xlsx_lines(data: bytes) -> list[Line]:
    package = open_package("", data)
    if "xl/workbook.xml" not in package.namelist():
        raise InvalidInput(N_("这不是台账表格。请上传 xlsx 或 CSV 文件，可以先下载模板看看样子。"), field="file")
    if sum(entry.file_size for entry in package.infolist()) > LARGEST_UNPACKED:
        raise InvalidInput(N_("文件展开后太大，不能接收。请确认选对了文件。"), field="file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it leaves out
            return _first_sheet(data)
    except InvalidInput:
        raise
    except Exception:  # noqa: BLE001  (a damaged package fails in the reader in any way it likes)
        raise InvalidInput(N_("这个 xlsx 文件已损坏，读不出来。请用表格软件打开、另存一份再导入。"), field="file") from None


def _first_sheet(data: bytes) -> list[Line]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
        sheet.reset_dimensions()
        limit = MOST_ROWS + HEADING_WITHIN + 1
        rows = enumerate(sheet.iter_rows(max_row=limit * 2, max_col=MOST_COLUMNS + 1), 1)
        return [(number, [_cell(cell) for cell in cells]) for number, cells in rows]
    finally:
        book.close()


def _cell(cell) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
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


def _csv_lines(text: str) -> list[Line]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=first.count), strict=True)
    lines = []
    try:
        for cells in reader:
            lines.append((reader.line_num, [Cell(_unguarded(cell.strip())) for cell in cells]))
    except csv.Error:
        raise InvalidInput(N_("第 %(line)s 行附近的引号没有成对，或者一格里的内容太长。请改好再导入。"), field="file",
                           line=reader.line_num) from None
    return lines


def _unguarded(text: str) -> str:
    """A cell without the quote our own CSV puts before what a spreadsheet would take for a formula."""
    return text[1:] if GUARDED.match(text) else text


def _headings(lines: list[Line]) -> tuple[int, list[str | None]]:
    """Where the headings stand, and the field of each column (None: a column to leave out)."""
    known = {_plain(field.heading): field.name for field in FIELDS} | ALIASES
    for index, (_, cells) in enumerate(lines[:HEADING_WITHIN]):
        words = [_plain(cell.text) for cell in cells]
        if len({known.get(word) for word in words} & {"number", "name", "space_type"}) >= 2:
            _check_headings(words, known)
            return index, [known.get(word) for word in words]
    raise InvalidInput(N_("没有找到表头。第一行要有“编号”“名称”“空间类型”这些列名，可以先下载模板。"), field="file")


def _check_headings(words: list[str], known: Mapping[str, str]) -> None:
    if len(words) > MOST_COLUMNS:
        raise InvalidInput(N_("表里的列太多（最多 %(limit)s 列），请确认选对了文件。"), field="file", limit=MOST_COLUMNS)
    strange = [word[:20] for word in words if word and word not in known and word not in IGNORED]
    if strange:
        raise InvalidInput(N_("不认识这些列：%(columns)s。请改成模板里的列名，或者删去。"), field="file",
                           columns="、".join(strange[:10]))
    found = [known[word] for word in words if word in known]
    missing = [field.heading for field in FIELDS if field.required and field.name not in found]
    if missing:
        raise InvalidInput(N_("缺少这些必需的列：%(columns)s。"), field="file", columns="、".join(missing))
    twice = [field.heading for field in FIELDS if found.count(field.name) > 1]
    if twice:
        raise InvalidInput(N_("这些列出现了不止一次：%(columns)s。"), field="file", columns="、".join(twice))


def _row(line: int, cells: list[Cell], columns: list[str | None]) -> SheetRow:
    cells += [Cell("")] * (len(columns) - len(cells))
    texts = {field: cell.text for field, cell in zip(columns, cells, strict=False) if field}
    problems = [
        InvalidInput(N_("这一格是公式。请把公式改成它的值（选择性粘贴为数值）。"), field=field)
        for field, cell in zip(columns, cells, strict=False) if field and cell.is_formula
    ]
    if len(cells) > len(columns):
        problems.append(InvalidInput(N_("这一行比表头多出了内容，可能错位了。")))
    return SheetRow(line, texts, tuple(problems))


def _plain(heading: str) -> str:
    return re.sub(r"[(（].*[)）]|[*：:\s]", "", folded(one_line(heading)))

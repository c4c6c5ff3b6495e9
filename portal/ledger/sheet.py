"""Reading an uploaded ledger into rows of plain text."""

import re
from collections.abc import Mapping

from portal.errors import N_, InvalidInput
from portal.files.sheets import HEADING_WITHIN, Bounds, Cell, open_sheet
from portal.ledger.values import FIELDS, SheetRow
from portal.text import folded, one_line

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 3000
MOST_COLUMNS = 60
BOUNDS = Bounds(size=LARGEST, unpacked=60 * 1024 * 1024, rows=MOST_ROWS, columns=MOST_COLUMNS)
ALIASES = {"台账编号": "number", "空间名称": "name", "地址": "address", "类型": "space_type", "街道": "streets",
           "属地街道": "streets", "空间子类型": "space_subtype", "次要类型": "secondary_types", "面积": "size_m2",
           "腾退时间": "vacated_on", "东经": "longitude", "北纬": "latitude"}
IGNORED = ("序号",)


def read_ledger(data: bytes) -> list[SheetRow]:
    """The rows of a ledger file. Raises InvalidInput when the file as a whole cannot be taken."""
    lines = list(open_sheet(data, BOUNDS, formulas=True).lines)
    start, columns = _headings(lines)
    rows = [_row(number, cells, columns) for number, cells in lines[start + 1:]]
    if not rows:
        raise InvalidInput(N_("表里只有表头，没有内容。"), field="file")
    if len(rows) > MOST_ROWS:
        raise InvalidInput(N_("一次最多导入 %(limit)s 行，请拆成几个文件。"), field="file", limit=MOST_ROWS)
    return rows


def _headings(lines: list[tuple[int, list[Cell]]]) -> tuple[int, list[str | None]]:
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

"""Finding the heads of a sheet of opinions, and guessing which column is what."""

import re
from collections import Counter
from collections.abc import Sequence

from portal.errors import N_, InvalidInput
from portal.files.sheets import HEADING_WITHIN, Line
from portal.opinions.sheets.values import FIELDS
from portal.text import folded, one_line

MOST_COLUMNS = 60
USUAL = {
    "number": ("编号", "序号", "留言编号", "登记编号", "意见编号", "流水号", "信件编号", "工单编号", "id"),
    "title": ("主题", "标题", "留言主题", "意见主题", "题目", "意见标题"),
    "text": ("意见", "内容", "意见内容", "留言详情", "留言内容", "详情", "意见建议", "意见和建议", "建议", "原话", "诉求",
             "诉求内容", "来信内容", "来电内容", "反映内容", "text"),
    "received_on": ("日期", "时间", "收到日期", "收到时间", "留言时间", "登记日期", "登记时间",
                    "来信日期", "来电时间", "提交时间", "邮戳日期", "date"),
    "stance": ("态度", "立场", "是否同意", "是否支持", "意见类型"),
    "channel": ("渠道", "来源渠道", "方式", "途径", "来源方式"),
    "party": ("身份", "意见主体", "谁的意见", "提出方"),
    "relation": ("关系", "与空间的关系", "和这个地方的关系", "人群", "类别"),
    "street": ("街道", "所在街道", "居住街道", "住在哪个街道", "属地街道"),
    "name": ("姓名", "称呼", "留言用户", "联系人", "来信人", "来电人", "居民姓名", "name"),
    "phone": ("电话", "手机", "联系电话", "手机号", "手机号码", "联系方式", "电话号码", "phone"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "email"),
}
_FIELD_OF = {head: field for field, heads in USUAL.items() for head in heads}


def find_heads(lines: Sequence[Line]) -> tuple[int, list[str]]:
    """Where in the first lines of a sheet the heads stand, and what they are ("" for a column without one).

    Raises InvalidInput for a sheet without heads, with one twice, or with content under no head (as merged heads leave it).
    """
    if not lines:
        raise InvalidInput(N_("表是空的，没有内容。"), field="file")
    if max(len(cells) for _, cells in lines) > MOST_COLUMNS:
        raise InvalidInput(N_("表里的列太多（最多 %(limit)s 列），请确认选对了文件。"), field="file", limit=MOST_COLUMNS)
    at = max(range(min(len(lines), HEADING_WITHIN)), key=lambda index: (_known(lines[index]), len(_filled(lines[index])), -index))
    heads = [one_line(cell.text)[:60] for cell in lines[at][1]]
    if len(set(_filled(lines[at]))) < 2 and len(lines[at][1]) > 1:
        raise InvalidInput(N_("没有找到表头。请在第一行写上列名，例如“编号”“内容”“日期”。"), field="file")
    _check_twice(heads)
    _check_nameless(heads, lines[at + 1:])
    return at, heads


def guess(heads: Sequence[str]) -> dict[str, str]:
    """Field → head, for the heads whose words are usual; the first of several stands."""
    found: dict[str, str] = {}
    for head in heads:
        field = _FIELD_OF.get(_plain(head))
        if field and field not in found:
            found[field] = head
    return {field: found[field] for field in FIELDS if field in found}


def letter(column: int) -> str:
    """The letters of the column with this index: A, B … AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _plain(head: str) -> str:
    return re.sub(r"[(（].*[)）]|[*：:\s]", "", folded(head)).lower()


def _known(line: Line) -> int:
    return len({_FIELD_OF.get(_plain(cell.text)) for cell in line[1]} - {None})


def _filled(line: Line) -> list[str]:
    return [cell.text for cell in line[1] if cell.text]


def _check_twice(heads: list[str]) -> None:
    twice = sorted({head for head in heads if head and heads.count(head) > 1})
    if twice:
        raise InvalidInput(N_("这些列名出现了不止一次：%(columns)s。请改成不同的列名。"), field="file", columns="、".join(twice))


def _check_nameless(heads: list[str], below: Sequence[Line]) -> None:
    filled = Counter(index for _, cells in below for index, cell in enumerate(cells) if cell.text)
    nameless = [index for index, head in enumerate(heads) if not head and filled[index]]
    nameless += [index for index in filled if index >= len(heads) and filled[index] * 2 > len(below)]  # not just one odd row
    if nameless:
        raise InvalidInput(
            N_("%(columns)s列有内容，却没有列名。表头如果有合并的格子，请取消合并，每一列单独写上列名。"), field="file",
            columns="、".join(letter(index) for index in sorted(nameless)[:10]))

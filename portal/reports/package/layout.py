"""Where things lie in a package, and names that every machine can unpack."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.reports.values import Original

MANIFEST = "清单.json"
SNAPSHOT = "数据/汇总.jsonl"
JOURNAL = "数据/操作日志.jsonl"
INDEX = "00-目录"
FORMAT = 1
FOLDERS = {"opinion": "原件/意见附件", "reply": "原件/单位复函", "proposal": "原件/方案附件", "waiver": "原件/免于征求材料"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
LONGEST = 60


def safe(name: str) -> str:
    """`name` as a part of a file's name: no folders, nothing invisible, not too long, no dot or space at its ends."""
    visible = "".join(each for each in name if unicodedata.category(each)[0] != "C")
    return _FORBIDDEN.sub("_", visible)[:LONGEST].strip(" .") or "无名"


def paths_of(originals: tuple[Original, ...]) -> Iterator[tuple[str, Original]]:
    """Each original with its path: by the number of its opinion and its place; the given name is in the index only."""
    places: dict[tuple[str, int | None], int] = {}
    for each in originals:
        place = places[each.kind, each.number] = places.get((each.kind, each.number), 0) + 1
        stem = f"第{each.number:05}号-{place}" if each.number is not None else f"{place:02}"
        ending = PurePosixPath(each.name).suffix
        yield f"{FOLDERS[each.kind]}/{stem}{ending if _ENDING.fullmatch(ending) else ''}", each


def is_safe(path: str) -> bool:
    """Whether a path of a zip stays inside the folder it is unpacked into."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and "\0" not in path

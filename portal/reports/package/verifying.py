"""Checking a package with nothing but itself: every file, the numbers, and the chain of the journal."""

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from portal.errors import Refusal
from portal.journal import hash_of
from portal.reports import snapshot
from portal.reports.compile import count_opinions, count_points
from portal.reports.package import layout
from portal.reports.values import ConsultationReport, DoesNotAddUp

LARGEST = 4 * 1024**3  # bytes unpacked
BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, EOFError, RuntimeError,
)  # fmt: skip


def faults(data: bytes) -> list[str]:
    """What is wrong with a package, in sentences; nothing when it is whole and unchanged."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = archive.namelist()
        if wrong := _outside(archive, names):
            return wrong
        manifest = json.loads(archive.read(layout.MANIFEST))
        found = list(_changed(archive, manifest, names))
    except BROKEN:
        return ["这不是一个完整的材料包：压缩文件损坏，或者清单读不出来。"]
    return found + list(_inside(archive, manifest))


def fingerprint_in(data: bytes) -> str:
    """The fingerprint of the report that a package says it was made from, "" where nothing can be read."""
    try:
        return json.loads(zipfile.ZipFile(BytesIO(data)).read(layout.MANIFEST))["fingerprint"]
    except BROKEN:
        return ""


def _outside(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    twice = [name for name, times in Counter(names).items() if times > 1]
    unsafe = [name for name in names if not layout.is_safe(name)]
    if sum(info.file_size for info in archive.infolist()) > LARGEST:
        return ["材料包展开后过大，没有继续核验。"]
    return [f"文件名重复：{name}。" for name in twice] + [f"文件名不安全：{name!r}。" for name in unsafe]


def _changed(archive: zipfile.ZipFile, manifest: dict, names: list[str]) -> Iterator[str]:
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    for path in sorted(listed.keys() - set(names)):
        yield f"缺少文件：{path}。"
    for path in sorted(set(names) - listed.keys() - {layout.MANIFEST}):
        yield f"多出清单里没有的文件：{path}。"
    for path in sorted(listed.keys() & set(names)):
        if _sha256(archive, path) != listed[path]:
            yield f"文件被改动：{path}，内容与清单登记的校验码不一致。"


def _sha256(archive: zipfile.ZipFile, path: str) -> str:
    try:
        return hashlib.sha256(archive.read(path)).hexdigest()
    except BROKEN:
        return ""


def _inside(archive: zipfile.ZipFile, manifest: dict) -> Iterator[str]:
    try:
        data = archive.read(layout.SNAPSHOT)
        yield from _numbers(data, manifest)
    except (Refusal, *BROKEN):
        yield f"汇总数据读不出来：{layout.SNAPSHOT}。"
    try:
        yield from _journal(archive.read(layout.JOURNAL), manifest["fingerprint"])
    except BROKEN:
        yield f"操作日志摘录读不出来：{layout.JOURNAL}。"


def _numbers(data: bytes, manifest: dict) -> Iterator[str]:
    if snapshot.fingerprint(data) != manifest["fingerprint"]:
        yield "汇总数据被改动：它的校验码与清单登记的不一致。"
    try:
        report = snapshot.read(data)
    except DoesNotAddUp as wrong:
        yield f"汇总数据里的数字对不上：{wrong}"
        return
    yield from _sums(report)
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    for path, original in layout.paths_of(report.originals):
        if listed.get(path) != original.sha256:
            yield f"原件与汇总时登记的不一致：{path}。"


def _sums(report: ConsultationReport) -> Iterator[str]:
    """The figures counted anew from the single opinions."""
    if count_opinions(report.opinions) != report.numbers:
        yield "意见数量与逐条意见对不上：收到、重复、撤回、无效、逾期、计入各数重新清点后不一致。"
    if count_points(report.opinions) != report.points:
        yield "意见要点的数量与逐条意见对不上。"
    held: dict[int, list[str]] = {}
    for opinion in report.opinions:
        for point in opinion.points:
            held.setdefault(point.theme, []).append(point.id)
    for theme in report.themes:
        if sorted(held.get(theme.number, [])) != sorted(theme.points):
            yield f"第{theme.number}类意见所含的要点与逐条意见对不上。"


def _journal(data: bytes, fingerprint: str) -> Iterator[str]:
    """The chain from the first entry to the compilation; entries about other matters stand in it by their hash alone."""
    previous, told = None, False
    for entry in map(json.loads, data.splitlines()):
        if previous is not None and entry["previous"] != previous:
            yield f"操作日志从第{entry['id']}条起前后不连：有记录被改动、删去或者插入。"
        previous = entry["hash"]
        if "action" not in entry:
            continue
        if hash_of(**{name: _read(name, entry[name]) for name in entry.keys() - {"id", "hash"}}) != entry["hash"]:
            yield f"操作日志第{entry['id']}条被改动。"
        told = told or (entry["action"] == "report.compile" and entry["details"].get("fingerprint") == fingerprint)
    if not told:
        yield "操作日志里没有生成这份汇总数据的记录。"


def _read(name: str, value):
    return datetime.fromisoformat(value) if name == "at" else value

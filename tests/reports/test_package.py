"""The package: everything in one zip, the same bytes again, and every change of it noticed and named."""

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.journal import hash_of
from portal.reports import snapshot
from portal.reports.compile import compile_report
from portal.reports.documents import DOCUMENTS
from portal.reports.package import layout
from portal.reports.package.packing import Source, pack
from portal.reports.package.verifying import faults
from portal.reports.values import Original
from tests.reports.samples import CUTOFF, empty_report, full

SCAN = b"a stamped reply"
SUMMARY = "文件/01-征求意见情况汇总表.docx"


def source(report=None) -> Source:
    scan = Original("reply", "盖章../复函:张.pdf", hashlib.sha256(SCAN).hexdigest(), len(SCAN), 51)
    report = report or compile_report(replace(full(), originals=(scan,)), CUTOFF)
    data = snapshot.write(report)
    fingerprint = snapshot.fingerprint(data)
    return Source(report, data, fingerprint, chain(fingerprint), lambda sha256: SCAN)


def chain(fingerprint: str) -> bytes:
    """Four entries, the second about something else."""
    lines, previous = [], "0" * 64
    acts = [("opinion.give", {}), ("complaint.file", {}), ("opinion.mark", {"kind": "repeated"}),
            ("report.compile", {"fingerprint": fingerprint})]
    for number, (action, details) in enumerate(acts, start=7):
        entry = {"at": CUTOFF - timedelta(hours=9 - number), "actor_id": 1, "unit_id": None, "action": action,
                 "object_type": "opinions", "object_id": number, "details": details, "previous": previous}
        link = {"id": number, "previous": previous, "hash": hash_of(**entry)}
        previous = link["hash"]
        told = link if action == "complaint.file" else entry | link | {"at": entry["at"].isoformat()}
        lines.append(json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return b"".join(lines)


@pytest.fixture(scope="module")
def package() -> bytes:
    return pack(source())


def changed(package: bytes, path: str, change, *, and_the_manifest: bool = False) -> bytes:
    """The package with one file changed, and the manifest brought in line with it where asked."""
    old = zipfile.ZipFile(BytesIO(package))
    files = {name: old.read(name) for name in old.namelist()}
    files[path] = change(files[path])
    if and_the_manifest:
        manifest = json.loads(files[layout.MANIFEST])
        for each in manifest["files"]:
            each["sha256"] = hashlib.sha256(files[each["path"]]).hexdigest()
        manifest["fingerprint"] = hashlib.sha256(files[layout.SNAPSHOT]).hexdigest()
        files[layout.MANIFEST] = json.dumps(manifest).encode()
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_it_holds_the_documents_the_originals_the_data_and_the_manifest(package):
    names = zipfile.ZipFile(BytesIO(package)).namelist()
    for number, name in enumerate((document.name for document in DOCUMENTS.values()), start=1):
        for kind in ("docx", "pdf", "xlsx"):
            assert f"文件/{number:02}-{name}.{kind}" in names
    assert {"00-目录.docx", "00-目录.pdf", layout.MANIFEST, layout.SNAPSHOT, layout.JOURNAL} <= set(names)
    assert "文件/04-采纳情况书面反馈-01-牛街街道办事处.docx" in names
    assert "原件/单位复函/第00051号-1.pdf" in names


def test_the_same_snapshot_gives_the_same_bytes(package):
    assert pack(source()) == package


def test_it_is_whole(package):
    assert faults(package) == []


def test_a_consultation_without_opinions_has_its_package_too():
    assert faults(pack(source(empty_report()))) == []


def test_the_index_lists_every_file_with_its_hash(package):
    archive = zipfile.ZipFile(BytesIO(package))
    document = Document(BytesIO(archive.read("00-目录.docx")))
    table = next(table for table in document.tables if table.cell(0, 0).text == "序号")
    listed = {row.cells[1].text: row.cells[4].text for row in table.rows[1:]}
    own = (layout.MANIFEST, "00-目录.docx", "00-目录.pdf")
    hashes = {name: hashlib.sha256(archive.read(name)).hexdigest()[:16] for name in archive.namelist() if name not in own}
    assert listed == hashes


def test_progress_is_told(package):
    told = []
    pack(source(), lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] and len(told) > 10


def number_changed(data: bytes) -> bytes:
    """One opinion moved to another bucket, the sums left as they were."""
    return data.replace(b'"bucket":"withdrawn"', b'"bucket":"counted"', 1)


def sum_changed(data: bytes) -> bytes:
    """An opinion struck out of the list of counted ones."""
    header, _, rest = data.partition(b"\n")
    plain = json.loads(header)
    plain["numbers"]["total"]["counted"].pop()
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n" + rest


def entry_changed(data: bytes) -> bytes:
    return data.replace(b"repeated", b"invalid", 1)


def entry_gone(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:1] + lines[2:])


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        (SUMMARY, lambda data: data + b"x", f"文件被改动：{SUMMARY}"),
        ("原件/单位复函/第00051号-1.pdf", lambda data: b"another", "文件被改动：原件/单位复函/第00051号-1.pdf"),
        (layout.SNAPSHOT, number_changed, "汇总数据被改动"),
        (layout.JOURNAL, entry_changed, "操作日志第9条被改动"),
        (layout.MANIFEST, lambda data: data.replace(b'"sha256": "', b'"sha256": "0', 1), "文件被改动："),
        (layout.MANIFEST, lambda data: b"{}", "清单读不出来"),
    ],
)
def test_what_was_changed_is_named(package, path, change, sentence):
    assert any(sentence in each for each in faults(changed(package, path, change)))


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        ("原件/单位复函/第00051号-1.pdf", lambda data: b"another", "原件与汇总时登记的不一致：原件/单位复函/第00051号-1.pdf"),
        (layout.SNAPSHOT, number_changed, "意见数量与逐条意见对不上"),
        (layout.SNAPSHOT, sum_changed, "汇总数据里的数字对不上"),
        (layout.SNAPSHOT, number_changed, "操作日志里没有生成这份汇总数据的记录"),
        (layout.JOURNAL, entry_changed, "操作日志第9条被改动"),
        (layout.JOURNAL, entry_gone, "操作日志从第9条起前后不连"),
        (layout.JOURNAL, lambda data: b"", "操作日志里没有生成这份汇总数据的记录"),
    ],
)
def test_a_change_is_found_even_where_the_manifest_was_brought_in_line(package, path, change, sentence):
    assert any(sentence in each for each in faults(changed(package, path, change, and_the_manifest=True)))


def test_missing_and_added_files_are_named(package):
    old = zipfile.ZipFile(BytesIO(package))
    files = {name: old.read(name) for name in old.namelist() if name != SUMMARY} | {"更多.txt": b""}
    found = faults(zipped(files))
    assert f"缺少文件：{SUMMARY}。" in found and "多出清单里没有的文件：更多.txt。" in found


@pytest.mark.parametrize("data", [b"", b"not a zip", zipped({}), zipped({layout.MANIFEST: b"[]"}), zipped({"../evil": b""})])
def test_what_is_no_package_is_said_to_be_none(data):
    assert faults(data)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../../etc/passwd", "_.._etc_passwd"), ("a\u202eb\x00c", "abc"), ("  ", "无名"), ("长" * 100, "长" * 60),
     ('x<>:"|?*y', "x_______y")],
)
def test_names_are_safe_on_every_machine(name, expected):
    assert layout.safe(name) == expected and layout.is_safe(layout.safe(name))

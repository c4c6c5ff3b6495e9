"""Making a package: the same snapshot, originals and journal give the same bytes."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO

from portal.clock import beijing
from portal.press import docx, pdf, xlsx
from portal.press.paper import Column, Paper, Paragraph, Table
from portal.reports import claims
from portal.reports.documents import papers
from portal.reports.labels import moment
from portal.reports.package import layout
from portal.reports.values import ConsultationReport


@dataclass(frozen=True)
class Entry:
    """One file of the package; `about` says what it is, in the index."""

    path: str
    about: str
    data: bytes

    @property
    def listed(self) -> dict:
        """The file as the manifest lists it."""
        return {"path": self.path, "about": self.about, "size": len(self.data), "sha256": hashlib.sha256(self.data).hexdigest()}


@dataclass(frozen=True)
class Source:
    """What a package is made of: the report, the bytes it was read from with their fingerprint, the journal's lines, and how
    to read an original by its SHA-256."""

    report: ConsultationReport
    snapshot: bytes
    fingerprint: str
    journal: bytes
    original: Callable[[str], bytes]


def pack(source: Source, progress: Callable[[int, int], None] = lambda done, total: None) -> bytes:
    """The package as the bytes of a zip; `progress` is told how many files are done, of how many."""
    total = sum(1 for _ in papers(source.report, source.fingerprint)) + len(source.report.originals)
    entries = []
    for entry in _entries(source):
        entries.append(entry)
        progress(min(len(entries), total), total)
    entries += _index(source, entries)
    manifest = _manifest(source, entries)
    return _zipped(source.report, [Entry(layout.MANIFEST, "", manifest), *sorted(entries, key=lambda entry: entry.path)])


def _entries(source: Source) -> Iterator[Entry]:
    for name, paper in papers(source.report, source.fingerprint):
        for ending, data in _files(source, paper):
            yield Entry(f"文件/{layout.safe(name)}{ending}", paper.title, data)
    for path, original in layout.paths_of(source.report.originals):
        yield Entry(path, original.name, source.original(original.sha256))
    yield Entry(layout.SNAPSHOT, "汇总数据：以上各文件由它生成", source.snapshot)
    yield Entry(layout.JOURNAL, "操作日志摘录，前后相连", source.journal)


def _files(source: Source, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """A paper in its formats; a long PDF comes in volumes, a letter as a workbook is of no use."""
    made_at = source.report.cutoff
    yield ".docx", docx.write(paper, made_at)
    for volume in pdf.volumes(paper, made_at):
        yield (f"-第{volume.number}册" if volume.of > 1 else "") + ".pdf", volume.data
    if paper.frame != "letter":
        yield ".xlsx", xlsx.write(paper, made_at)


def _index(source: Source, entries: list[Entry]) -> list[Entry]:
    """The index for people: what is in the package, and how to check it."""
    columns = (
        Column("序号", 12), Column("文件", 58, True), Column("内容", 46, True), Column("大小", 16),
        Column("校验码（前16位）", 24),
    )  # fmt: skip
    listed = [entry.listed for entry in sorted(entries, key=lambda entry: entry.path)]
    rows = tuple(
        (number, each["path"], each["about"], _size(each["size"]), each["sha256"][:16]) for number, each in enumerate(listed, 1)
    )
    paper = Paper(
        title=f"“{source.report.proposal.title}”征求意见材料目录",
        unit=source.report.proposal.initiating_unit,
        blocks=(
            Paragraph(f"本材料共{len(rows)}个文件，数据截至{moment(source.report.cutoff)}（北京时间）。{claims.received(source.report)}"),
            Paragraph(f"每个文件的完整校验码见“{layout.MANIFEST}”。任何一个文件被改动，都能用核验命令查出来。"),
            Table("文件目录", columns, rows, captioned=False),
        ),
        trace=claims.trace(source.report, source.fingerprint),
    )
    made_at = source.report.cutoff
    return [
        Entry(f"{layout.INDEX}.docx", "目录", docx.write(paper, made_at)),
        Entry(f"{layout.INDEX}.pdf", "目录", pdf.write(paper, made_at)),
    ]


def _size(size: int) -> str:
    return f"{size / 1024:.0f} KB" if size >= 1024 else f"{size} 字节"


def _manifest(source: Source, entries: list[Entry]) -> bytes:
    facts = source.report.proposal
    manifest = {
        "format": layout.FORMAT,
        "proposal": facts.number,
        "title": facts.title,
        "unit": facts.initiating_unit,
        "cut_off": source.report.cutoff.isoformat(),
        "fingerprint": source.fingerprint,
        "originals": [{"path": path, **asdict(each)} for path, each in layout.paths_of(source.report.originals)],
        "files": sorted((entry.listed for entry in entries), key=lambda each: each["path"]),
    }
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _zipped(report: ConsultationReport, entries: list[Entry]) -> bytes:
    """A zip whose members all carry the cut-off as their date."""
    made_at = max(beijing(report.cutoff).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, made_at)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, entry.data, compresslevel=6)
    return buffer.getvalue()

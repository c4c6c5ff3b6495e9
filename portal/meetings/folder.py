"""Everything a meeting reads, as one zip: the agenda, and a folder for each item with its report and its papers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from portal.clock import beijing
from portal.complaints.models import Complaint
from portal.files.models import Attachment
from portal.files.storage import FolderStorage
from portal.meetings import documents
from portal.meetings.models import AgendaItem, Meeting
from portal.press import docx, pdf
from portal.press.paper import Paper
from portal.reports.actions import read_report
from portal.reports.summary import compose

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST = 80


def zipped(meeting: Meeting, storage: FolderStorage, papers_of: Mapping[int, list[Attachment]],
           complaints_of: Mapping[int, list[Complaint]], made_at: datetime,
           progress: Callable[[int, int], None] = lambda done, total: None) -> bytes:
    """The folder as bytes; by an item's id, `papers_of` gives the files submitted with it, `complaints_of` complaints."""
    buffer = BytesIO()
    total = len(meeting.items) + 1
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for done, part in enumerate(_parts(meeting, storage, papers_of, complaints_of, made_at), start=1):
            for name, data in part:
                entry = ZipInfo(name, beijing(made_at).timetuple()[:6])
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, data)
            progress(done, total)
    return buffer.getvalue()


def _parts(meeting, storage, papers_of, complaints_of, made_at) -> Iterator[Iterable[tuple[str, bytes]]]:
    yield _written("00-会议议程", documents.agenda(meeting), made_at)
    for number, item in enumerate(meeting.items, start=1):
        folder = f"{number:02d}-{safe(item.version.title)}/"
        yield chain(_of_item(folder, item, storage, papers_of.get(item.id, [])),
                    _complaints(folder, item, complaints_of.get(item.id, []), made_at))


def _of_item(folder: str, item: AgendaItem, storage: FolderStorage, papers: list[Attachment]) -> Iterator[tuple[str, bytes]]:
    report = read_report(storage, item.report)
    yield from _written(f"{folder}征求意见情况汇总表", compose(report), item.report.cut_off_at)
    for number, paper in enumerate(papers, start=1):
        yield f"{folder}附件{number:02d}-{safe(paper.filename)}", storage.read(paper.file.sha256)


def _complaints(folder: str, item: AgendaItem, found: list[Complaint], made_at: datetime) -> Iterator[tuple[str, bytes]]:
    """What was complained of about the spaces of an item, without anybody's words or name."""
    if found:
        yield from _written(f"{folder}空间投诉情况", documents.complaints(item, found), made_at)


def _written(name: str, paper: Paper, made_at: datetime) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.docx", docx.write(paper, made_at)
    yield f"{name}.pdf", pdf.write(paper, made_at)


def safe(name: str) -> str:
    """A name fit for a file on every system."""
    return _UNSAFE.sub("_", name).strip(". ")[:LONGEST] or "_"

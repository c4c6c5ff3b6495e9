"""Documents of great length, each beside the same rows written in the barest way.

Every figure comes from a process of its own that has written one small document before, as a server has.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from time import perf_counter, process_time
from xml.sax.saxutils import escape

from bench.lab import Lab
from bench.results import Result, at_most, no_more
from portal.press import docx, pdf, xlsx
from portal.press.paper import Column, Paper, Sheet, Table

MADE_AT = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
SAID = "二层闲置的厅建议先问问楼里的老人，再决定做食堂还是做活动室；卸货的时间、油烟和电梯都请写清楚。"
HEADS = (("编号", 16), ("类别", 24), ("署名", 20), ("日期", 24), ("态度", 25), ("意见原文", 60), ("处理结果", 26), ("理由", 30))
COLUMNS = tuple(Column(head, width, width > 26) for head, width in HEADS)
SHEET_ROWS, WORD_ROWS, PDF_ROWS, LONG_PDF_ROWS = 100_000, 10_000, 1_000, 10_000
ROUNDS = 2


def measure(_lab: Lab) -> Iterator[Result]:
    """The workbook, the Word table, the PDF table, and a PDF so long that it goes in volumes."""
    yield from _workbook()
    word, bare_word = _alone(word_made), _alone(bare_word_made)
    yield at_most(f"docx table of {WORD_ROWS:,} rows, beside templated XML", word["seconds"], "s CPU", bare_word["seconds"], 3)
    yield from _print()


def _workbook() -> Iterator[Result]:
    sheet, bare = _alone(sheet_sent), _alone(bare_sheet_made)
    yield at_most(
        f"xlsx of {SHEET_ROWS:,} rows sent, beside a hand-streamed sheet", sheet["seconds"], "s CPU", bare["seconds"], 4
    )
    yield no_more("its growth of memory", sheet["growth"], "MB", 64)
    yield no_more("its first byte", sheet["first"] * 1000, "ms", 300)


def _print() -> Iterator[Result]:
    floors = {name: _alone(make)["seconds"] for name, make in (("typst", bare_typst_made), ("reportlab", reportlab_made))}
    best = min(floors, key=floors.get)
    yield at_most(f"PDF table of {PDF_ROWS:,} rows, beside bare {best}", _alone(pdf_made)["seconds"], "s CPU", floors[best], 2)
    long = _alone(volumes_made)
    yield no_more(f"PDF of {LONG_PDF_ROWS:,} rows in volumes, memory", long["growth"], "MB", 1500)
    each = long["seconds"] * PDF_ROWS / LONG_PDF_ROWS
    yield at_most(f"its time for each {PDF_ROWS:,} rows, beside bare {best}", each, "s CPU", floors[best], 2)


def _alone(task: Callable[[], dict]) -> dict:
    """What `task` gives in a fresh process, the quickest of ROUNDS, with the growth of the process's memory in megabytes."""
    results = []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            results.append(pool.submit(_watched, task).result())
    return min(results, key=itemgetter("seconds"))


def _watched(task: Callable[[], dict]) -> dict:
    before = _memory("VmRSS")
    return {**task(), "growth": _memory("VmHWM") - before}


def _memory(what: str) -> float:
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[what].split()[0]) / 1024


def _timed(work: Callable[[], object]) -> dict:
    begun = process_time()
    work()
    return {"seconds": process_time() - begun}


def rows(count: int) -> Iterator[tuple]:
    """Rows as a table of opinions has them."""
    for number in range(count):
        said = f"{SAID[: 20 + number % 29]}{number}"
        yield (number, "居民\n附近居民", "张**", "2026-11-06", "提出建议", said, "部分采纳", "场地内可增设6个临时车位。")


def paper(count: int) -> Paper:
    """A paper with one annex of `count` rows."""
    annex = Table("意见明细表", COLUMNS, tuple(rows(count)))
    return Paper("关于腾退空间再利用征求意见情况的汇总", "某区某局", annexes=(annex,))


def _package(level: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=level)


def sheet_sent() -> dict:
    """A workbook sent by a Flask view, its rows made as they are sent: seconds, and seconds to the first byte."""
    from flask import Flask

    app = Flask("sheet")
    book = lambda: Paper("明细", "某区某局", sheets=(Sheet("明细", (Table("明细", COLUMNS, rows(SHEET_ROWS)),)),))  # noqa: E731
    app.add_url_rule("/", "sheet", lambda: app.response_class(xlsx.stream(book(), MADE_AT)))
    begun, worked = perf_counter(), process_time()
    pieces = iter(app.test_client().get("/").response)
    next(pieces)
    first = perf_counter() - begun
    size = sum(map(len, pieces))
    return {"seconds": process_time() - worked, "first": first, "size": size}


def bare_sheet_made() -> dict:
    """The same rows as one sheet of XML, without styles, into a zip."""

    def cell(value) -> str:
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    def work() -> None:
        with _package(1) as package, package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for row in rows(SHEET_ROWS):
                sheet.write(f"<row>{''.join([cell(value) for value in row])}</row>".encode())

    return _timed(work)


def word_made() -> dict:
    """A Word document with the table in full dress."""
    whole = paper(WORD_ROWS)
    docx.write(paper(1), MADE_AT)
    return _timed(lambda: docx.write(whole, MADE_AT))


def bare_word_made() -> dict:
    """The same rows through a template of a row, without styles, into a zip."""
    words = list(rows(WORD_ROWS))
    row = f"<w:tr>{'<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>' * len(COLUMNS)}</w:tr>"

    def work() -> None:
        with _package(4) as package, package.open("word/document.xml", "w") as document:
            for values in words:
                document.write((row % tuple(escape(str(value)) for value in values)).encode())

    return _timed(work)


def pdf_made() -> dict:
    """A PDF with the table, tagged and bookmarked."""
    whole = paper(PDF_ROWS)
    pdf.write(paper(1), MADE_AT)
    return _timed(lambda: pdf.write(whole, MADE_AT))


def volumes_made() -> dict:
    """A long PDF in volumes, each thrown away as soon as it is made."""
    whole = paper(LONG_PDF_ROWS)
    pdf.write(paper(1), MADE_AT)
    return _timed(lambda: sum(len(volume.data) for volume in pdf.volumes(whole, MADE_AT)))


BARE_TYPST = """
#set page("a4", flipped: true, margin: 15mm)
#set text(font: "Noto Serif CJK SC", size: 9pt)
#table(columns: (1fr,) * 8, ..json(bytes(sys.inputs.rows)).flatten())
"""


def bare_typst_made() -> dict:
    """The same rows as one bare typst table."""
    import typst

    inputs = {"rows": json.dumps([[str(value) for value in row] for row in rows(PDF_ROWS)], ensure_ascii=False)}
    faces = typst.Fonts()
    return _timed(lambda: typst.compile(BARE_TYPST.encode(), sys_inputs=inputs, font_paths=faces))


def reportlab_made() -> dict:
    """The same rows as one reportlab table, in a face that is not embedded."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, wordWrap="CJK")

    def work() -> None:
        cells = [[Paragraph(escape(str(value)), style) for value in row] for row in rows(PDF_ROWS)]
        table = LongTable(cells, colWidths=[95] * len(COLUMNS), style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        SimpleDocTemplate(BytesIO(), pagesize=landscape(A4)).build([table])

    return _timed(work)

"""Giving a paper to the person who asked for it, as a file."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_STORED, ZipFile

from flask import Response, send_file

from portal.press import docx, pdf, xlsx
from portal.press.paper import Paper

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DocxWriter = Callable[[Paper, datetime], bytes]


def send_paper(paper: Paper, kind: str, made_at: datetime, name: str, write_docx: DocxWriter = docx.write) -> Response:
    """`paper` as a file of a `kind` of MEDIA_TYPES, to be saved as `name`; nothing between here and the reader keeps a copy.

    A workbook is sent while it is written; a PDF too long for one volume comes as a zip of its volumes. `write_docx` is
    what writes on a unit's own template, where it has one.
    """
    response = _streamed(paper, made_at, name) if kind == "xlsx" else _whole(paper, kind, made_at, name, write_docx)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _streamed(paper: Paper, made_at: datetime, name: str) -> Response:
    response = Response(xlsx.stream(paper, made_at), mimetype=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def _whole(paper: Paper, kind: str, made_at: datetime, name: str, write_docx: DocxWriter) -> Response:
    if kind == "docx":
        return _saved(write_docx(paper, made_at), MEDIA_TYPES["docx"], f"{name}.docx")
    volumes = list(pdf.volumes(paper, made_at))
    if len(volumes) == 1:
        return _saved(volumes[0].data, MEDIA_TYPES["pdf"], f"{name}.pdf")
    return _saved(_together(volumes, name), "application/zip", f"{name}.zip")


def _saved(data: bytes, media_type: str, name: str) -> Response:
    return send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)


def _together(volumes: list[pdf.Volume], name: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        for volume in volumes:
            package.writestr(f"{name} {volume.name}.pdf", volume.data)
    return buffer.getvalue()

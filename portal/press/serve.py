"""Giving a paper to the person who asked for it, as a file."""

from datetime import datetime
from io import BytesIO

from flask import Response, send_file

from portal.press import docx, pdf, xlsx
from portal.press.paper import Paper

WRITERS = {
    "docx": (docx.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.write, "application/pdf"),
    "xlsx": (xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def send_paper(paper: Paper, kind: str, made_at: datetime, name: str) -> Response:
    """`paper` written as a `kind` of WRITERS, to be saved as `name`; nothing between here and the reader keeps a copy."""
    write, media_type = WRITERS[kind]
    response = send_file(BytesIO(write(paper, made_at)), mimetype=media_type, as_attachment=True, download_name=f"{name}.{kind}")
    response.headers["Cache-Control"] = "private, no-store"
    return response

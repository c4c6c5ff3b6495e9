"""Uploads in forms."""

from portal.errors import Refusal
from portal.files.intake import PreparedFile, prepare


def prepared(field) -> list[PreparedFile]:
    """The uploads of a FileField or MultipleFileField, ready to store; empty choices are left out.

    A refusal names the field, so that it is shown there. Call it before the write transaction.
    """
    chosen = field.data if isinstance(field.data, list) else [field.data]
    try:
        return [prepare(upload.filename, upload.read()) for upload in chosen if getattr(upload, "filename", "")]
    except Refusal as refusal:
        refusal.field = field.name
        raise

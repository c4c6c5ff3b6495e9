"""Uploads put aside while a form is asked again: a browser cannot fill a file field a second time.

The form carries a signed name for each; what nobody sends within a day is deleted.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from portal.files.intake import PreparedFile
from portal.files.storage import FolderStorage

LONGEST = timedelta(days=1)


class Held(NamedTuple):
    """A file put aside, as a form shows it: its signed name, what it is called, and its size in bytes."""

    token: str
    name: str
    size: int


def put_aside(storage: FolderStorage, key: str, file: PreparedFile) -> Held:
    """Keep a checked upload for the next sending of the form; `key` signs."""
    token = _signer(key).dumps([storage.put(file.data), file.name, file.media_type, file.pages])
    return Held(token, file.name, len(file.data))


def take_back(storage: FolderStorage, key: str, token: str) -> PreparedFile | None:
    """The upload put aside under `token`; None when it is forged, or was deleted meanwhile."""
    try:
        sha256, name, *rest = _signer(key).loads(token)
        return PreparedFile(name, storage.read(sha256), *rest)
    except (BadData, ValueError, FileNotFoundError):
        return None


def forget(storage: FolderStorage, now: datetime) -> int:
    """Delete what was put aside more than a day ago; how many files."""
    return storage.forget(now - LONGEST)


def _signer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, "held upload")

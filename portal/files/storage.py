"""Where bytes are kept: a folder in which each file is named by its SHA-256."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path


class FolderStorage:
    """Content-addressed files under one folder; a file once written never changes."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, data: bytes) -> str:
        """Keep the bytes, durably and whole or not at all; returns their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if path.exists():
            path.touch()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, data)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes kept under that name; raises FileNotFoundError."""
        return self._path(sha256).read_bytes()

    def forget(self, before: datetime) -> int:
        """Delete what was put here before an instant; how many files. Only for what nothing refers to."""
        old = [path for path in self.root.glob("??/*") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def _write_whole(path: Path, data: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)

"""A zip file made while it is sent: the first bytes leave before the last are known, and nothing is held whole."""

from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

_ENOUGH = 1 << 16
Entry = tuple[str, Iterable[str]]


class _Outlet:
    """A file that only takes; what it took is fetched with `flow`."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self.taken.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def flow(self) -> bytes:
        data, self.taken, self.size = b"".join(self.taken), [], 0
        return data


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The zip of `entries` (name, pieces of text) in pieces of about 64 KB; the same words make the same bytes."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, pieces in entries:
            with package.open(name, "w") as file:
                for piece in pieces:
                    file.write(piece.encode())
                    if outlet.size > _ENOUGH:
                        yield outlet.flow()
            yield outlet.flow()
    yield outlet.flow()

"""A fair lock across threads and processes, over one file. Its holder may die: the kernel then lets the next one in.

Each taker draws a number and holds the byte of that number until it is done; it waits until every
lower byte is free. SQLite's own busy timeout is not fair: under load one writer can starve another.
"""

import fcntl
import os
import struct
from contextlib import contextmanager
from pathlib import Path

_COUNTER_BYTE = 2**62  # far beyond any ticket's byte, guards the counter itself
_FIRST_TICKET_BYTE = 8  # the counter occupies bytes 0..7


def _range(kind: int, start: int, length: int) -> bytes:
    return struct.pack("hhqqi4x", kind, os.SEEK_SET, start, length, 0)


def _lock(fd: int, kind: int, start: int, length: int) -> None:
    fcntl.fcntl(fd, fcntl.F_OFD_SETLKW, _range(kind, start, length))


def _draw_ticket(fd: int) -> int:
    """Take the next number and hold its byte, both before anybody else can draw."""
    _lock(fd, fcntl.F_WRLCK, _COUNTER_BYTE, 1)
    ticket = int.from_bytes(os.pread(fd, 8, 0), "little")
    os.pwrite(fd, (ticket + 1).to_bytes(8, "little"), 0)
    _lock(fd, fcntl.F_WRLCK, _FIRST_TICKET_BYTE + ticket, 1)
    _lock(fd, fcntl.F_UNLCK, _COUNTER_BYTE, 1)
    return ticket


@contextmanager
def fair_lock(path: Path):
    """Hold the lock kept in `path`, first come first served. Not re-entrant."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        ticket = _draw_ticket(fd)
        if ticket:
            _lock(fd, fcntl.F_RDLCK, _FIRST_TICKET_BYTE, ticket)
        yield
    finally:
        os.close(fd)

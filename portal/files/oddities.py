"""What a table of an xlsx file keeps from the eye: hidden rows, and formulas nobody has worked out yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.files.sheets import Sheet

_CHUNK = 2**20
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_UNSOLVED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')


@dataclass(frozen=True)
class Oddities:
    """How many rows are hidden, and the first cell whose formula has no value ("" for none)."""

    hidden: int = 0
    unsolved: str = ""


def oddities(sheet: Sheet) -> Oddities:
    """What is odd about a table; a CSV has nothing to hide."""
    hidden, unsolved = 0, ""
    for piece in _pieces(sheet):
        hidden += len(_HIDDEN.findall(piece))
        if not unsolved and (found := _UNSOLVED.search(piece)):
            unsolved = found[1].decode()
    return Oddities(hidden, unsolved)


def _pieces(sheet: Sheet) -> Iterator[bytes]:
    """The table's XML in pieces that end with a whole row."""
    if sheet.package is None:
        return
    left = b""
    with sheet.package.open(sheet.path) as source:
        while chunk := source.read(_CHUNK):
            whole, mark, left = (left + chunk).rpartition(b"</row>")
            yield whole + mark
    yield left

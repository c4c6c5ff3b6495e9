"""Which characters the installed faces can show, read from the faces themselves."""

import re
import struct
from functools import cache
from pathlib import Path

import typst

_PIECE = re.compile("[\U0001f000-\U0001faff][\U0001f000-\U0001faff\u200d\ufe0f\u20e3]*|[^\x00-\x7f]")
_LAST = 0x110000
_TAKEN_FOR_GRANTED = frozenset(map(ord, "\n \u200b\u200c\u200d\ufe0e\ufe0f\u3000"))


@cache
def faces() -> typst.Fonts:
    """The installed faces, looked for once."""
    return typst.Fonts()


def settable(text: str) -> str:
    """`text` with what no face has told in words: a small picture as 〔表情〕, another character by its number, 〔U+30EDE〕."""
    if text.isascii() or _all_shown(text):
        return text
    return _PIECE.sub(lambda found: _told(found[0]), text)


def _all_shown(text: str) -> bool:
    shown = covered()
    return all(shown[ord(each)] for each in text)


def _told(piece: str) -> str:
    if _all_shown(piece):
        return piece
    return "〔表情〕" if "\U0001f000" <= piece[0] <= "\U0001faff" else f"〔U+{ord(piece):04X}〕"


@cache
def covered() -> bytearray:
    """For each code point, whether any installed face has it."""
    found = bytearray(_LAST)
    for point in _TAKEN_FOR_GRANTED:
        found[point] = 1
    chosen = {font.family: font for font in faces().fonts() if font.path}  # one of each family
    for cmap in {_cmap(Path(face.path), face.index) for face in chosen.values()}:
        for first, last in _runs(cmap):
            found[first : last + 1] = b"\x01" * (last + 1 - first)
    return found


def _cmap(path: Path, index: int) -> bytes:
    """The table of characters of a face (OpenType, `cmap`)."""
    with path.open("rb") as file:
        offset = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (offset,) = struct.unpack(">I", file.read(4))
        file.seek(offset + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(offset + 12)
        tables = {row[:4]: struct.unpack(">II", row[8:]) for row in (file.read(16) for _ in range(count))}
        if b"cmap" not in tables:
            return b""
        start, length = tables[b"cmap"]
        file.seek(start)
        return file.read(length)


def _runs(cmap: bytes) -> list[tuple[int, int]]:
    """The first and last code points of each run of characters in a table."""
    if not cmap:
        return []
    (count,) = struct.unpack_from(">H", cmap, 2)
    runs = []
    for number in range(count):
        (at,) = struct.unpack_from(">I", cmap, 8 + 8 * number)
        (form,) = struct.unpack_from(">H", cmap, at)
        runs += {4: _short_runs, 12: _long_runs}.get(form, lambda *_: [])(cmap, at)
    return runs


def _short_runs(cmap: bytes, at: int) -> list[tuple[int, int]]:
    (twice,) = struct.unpack_from(">H", cmap, at + 6)
    lasts = struct.unpack_from(f">{twice // 2}H", cmap, at + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", cmap, at + 16 + twice)
    return [run for run in zip(firsts, lasts, strict=True) if run[0] != 0xFFFF]


def _long_runs(cmap: bytes, at: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", cmap, at + 12)
    numbers = struct.unpack_from(f">{3 * count}I", cmap, at + 16)
    return list(zip(numbers[::3], numbers[1::3], strict=True))

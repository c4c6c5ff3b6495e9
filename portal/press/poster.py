"""A poster for a street's notice board, as values and as PDF."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.press.codes import photograph, qr
from portal.press.text import balanced, shortened
from portal.press.typesetter import check_fonts, typeset, visible

SIZES = ("A4", "A3")
TITLE_WIDTH, TITLE_LINES = 17, 3
LENGTHS = (170, 130, 100, 75, 50)  # of a part, in characters: what can be read standing; the longest that fits is taken


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says. `address` is what the square code holds and prints below, `picture` the bytes of a photograph."""

    district: str
    kind: str
    unit: str
    title: str
    place: str
    parts: tuple[Part, ...]
    until: str
    call: str
    ways: tuple[str, ...]
    address: str
    foot: tuple[str, ...]
    picture: bytes = b""


def write(poster: Poster, size: str, made_at: datetime) -> bytes:
    """The PDF of a poster in one of SIZES: one page, its words as large as they fit. Raises NoChineseFont."""
    check_fonts()
    words = {name: _fit(value) for name, value in asdict(poster).items() if name != "picture"}
    parts = [{"name": visible(each.name), "words": [visible(shortened(each.words, most)) for most in LENGTHS]}
             for each in poster.parts]
    drawn = {"code": qr(poster.address), "picture": photograph(poster.picture) if poster.picture else ""}
    return typeset("poster.typ", made_at, poster={
        **words, **drawn, "parts": parts, "lengths": len(LENGTHS), "title_lines": _title(words["title"]), "size": size.lower(),
        "code_alt": f"二维码：{poster.address}", "picture_alt": f"方案图：{poster.title}",
    })


def _title(title: str) -> list[str]:
    return balanced(title, max(TITLE_WIDTH, -(-len(title) // TITLE_LINES)))


def _fit(value):
    return visible(value) if isinstance(value, str) else [_fit(each) for each in value] if isinstance(value, tuple) else value

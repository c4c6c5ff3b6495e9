"""Personal data that people put into their own words: where it stands in a text, and of what kind. Pure.

It rather finds too much than too little; a person decides about each finding.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}  # full-width signs, one for one
_GAP = r"[ \-.·]?"
_NUMERAL = "[零〇一二两三四五六七八九十百]"
_NUMBER = rf"(?:(?<!\d)\d{{1,4}}|(?<!{_NUMERAL}){_NUMERAL}{{1,5}})"
_LETTERED = rf"(?:[甲乙丙丁戊]|[A-Za-z]-?)?{_NUMBER}(?:[A-Za-z](?![A-Za-z]))?"
_INSIDE = rf"{_LETTERED}(?:室|户|号(?!楼|院|线|文))"
_UNIT = rf"{_LETTERED}(?:单元|门|层|楼(?!上|下|道|梯|顶|房|市|盘|内|里|前|后|门))"
_HOUSE = rf"(?:{_LETTERED}号(?:楼|栋|幢|座|院)|(?<![A-Za-z\d])[A-Za-z]?\d{{1,3}}(?:栋|幢)|(?<![A-Za-z])[A-Za-z]座(?=\d))"
_PLACE = r"(?<=[街路巷条里道区坊园苑院村庄胡桥弄])(?<![地各]区)"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_FIND = re.compile(
    "|".join((
        r"(?P<email>[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5})",
        r"(?P<long>(?<!\d)\d(?:[ \-]?\d){13,18}(?: ?[Xx](?![A-Za-z]))?(?![ \-]?\d))",
        rf"(?P<phone>(?<!\d)(?:\+?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?!\d)"
        rf"|(?:\(0\d{{2,3}}\)|(?<!\d)0\d{{2,3}}){_GAP}\d{{4}}{_GAP}\d{{3,4}}(?:(?:转|-|分机)\d{{1,5}})?(?!\d)"
        r"|(?<![\d.])[5-8]\d{7}(?![\d.]|\s*[元平万亩])"
        r"|[一幺1][三四五六七八九3-9](?:[ \-]?[零〇一二三四五六七八九幺\d]){9})",
        rf"(?P<plate>(?<![A-Za-z])[{_PROVINCE}使领] ?[A-HJ-NP-Za-hj-np-z][ ·•.\-]?(?=[A-Za-z]{{0,5}}\d)"
        r"(?:[A-Za-z0-9]{5,6}挂?|[A-Za-z0-9]{4}[挂学警港澳领])(?![A-Za-z0-9]))",
        rf"(?P<house_number>(?:{_PLACE}{_LETTERED}号(?!线|文)(?:院|楼)?|{_HOUSE}|门牌号?[: 是为]{{0,2}}{_LETTERED}号?"
        rf"|{_LETTERED}单元)(?:{_GAP}(?:{_HOUSE}|{_UNIT}))*(?:{_GAP}(?:{_INSIDE}|\d{{3,4}}(?!\d)))?"
        rf"|(?<![\d\-])\d{{1,2}}-\d{{1,2}}-(?!19|20)\d{{3,4}}(?![\d\-])|(?<!\d)\d{{3,4}}室)",
    )),
    re.ASCII,
)
LEFT_OUT = "〔略〕"
NUMBERS = frozenset({"email", "phone", "id_number", "bank_card", "plate"})
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Found(NamedTuple):
    """A passage [start, end) that tells who somebody is: phone, id_number, bank_card, email, plate or house_number."""

    start: int
    end: int
    kind: str


def find(text: str, public: Iterable[str] = ()) -> list[Found]:
    """Every passage of `text` that looks like personal data, in order and without overlap.

    `public` are addresses that everybody may read, such as the proposal's own: their house numbers are left alone.
    """
    plain = text.translate(_PLAIN)
    known = [address.translate(_PLAIN) for address in public if address]
    return [each for each in _findings(plain) if each.kind != "house_number" or not _is_public(plain, each, known)]


def hide(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """`text` with each passage replaced by `mark`; passages that touch or overlap become one."""
    pieces, end = [], 0
    for start, stop in _joined(spans):
        pieces += [text[end:start], mark]
        end = stop
    return "".join(pieces) + text[end:]


def without_personal(text: str, public: Iterable[str] = ()) -> str:
    """`text` as the public reads it, whatever looks personal left out; `public` as for `find`."""
    return hide(text, ((found.start, found.end) for found in find(text, public)), LEFT_OUT)


def _findings(plain: str) -> Iterator[Found]:
    for match in _FIND.finditer(plain):
        kind = match.lastgroup
        if kind == "long":
            kind = _long_number(match.group())
        if kind:
            yield Found(match.start(), match.end(), kind)


def _long_number(written: str) -> str | None:
    """What a number of 14 to 19 figures is; when in doubt it is an identity card."""
    digits = re.sub(r"[ \-]", "", written).upper()
    if len(digits) == 18 and (_is_checked(digits) or _has_birthday(digits[6:14])):
        return "id_number"
    if digits.isdigit() and len(digits) >= 16 and (digits.startswith("62") or _is_luhn(digits)):
        return "bank_card"
    return "id_number" if len(digits) in (15, 18) else "bank_card" if len(digits) in (16, 17, 19) else None


def _is_checked(digits: str) -> bool:
    """Whether the last of 18 signs is the check sign of GB 11643."""
    if not digits[:17].isdigit():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17]


def _has_birthday(digits: str) -> bool:
    try:
        return 1890 < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _is_luhn(digits: str) -> bool:
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


def _is_public(plain: str, found: Found, known: list[str]) -> bool:
    """Whether a house number stands here after the same street as in an address everybody may read."""
    number, before = plain[found.start:found.end], plain[:found.start]
    return any(_same_street(before, address[:at]) for address in known for at in _places(address, number))


def _same_street(here: str, there: str) -> bool:
    """Whether two texts end alike: in three signs, or in two with nothing to do with a name before them here."""
    alike = next((at for at in range(3) if here[-1 - at:][:1] != there[-1 - at:][:1]), 3) if here and there else 0
    return alike == 3 or (alike == 2 and not here[:-2][-1:].isalnum())


def _places(address: str, number: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(rf"(?<!\d){re.escape(number)}(?!\d)", address))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current and start <= current[1]:
            current = (current[0], max(end, current[1]))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current

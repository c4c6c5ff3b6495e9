"""Numbers in Chinese prose, however they are written: 37, ３７, 三十七, 37.5%, 百分之三十七, 三成."""

import re
from decimal import Decimal

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_CHINESE = "".join((*_DIGITS, *_UNITS, *_BIG))
_COUNTED = "条份人户个件家名次项点票位种类版号日月年天成倍"
_ALIKE = str.maketrans("家名位", "个个个")
_COUNTS_NOTHING = (
    "一致|一定|一些|一般|一样|一直|一并|一律|一旦|一方面|一体|一线|一起|一时|第一时间|统一|唯一|进一步|逐一|之一|万一|千万|十分"
)
_IDIOMS = re.compile(rf"(?<![{_CHINESE}分])(?:{_COUNTS_NOTHING})(?![{_CHINESE}])")
_NUMBER = re.compile(
    rf"百分之(?P<per>\d+(?:\.\d+)?|[{_CHINESE}]+)"
    rf"|(?P<part>[\d{_CHINESE}]+分之[\d{_CHINESE}]+)"
    rf"|(?P<half>半数|一半|过半|大半)"
    rf"|(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<big>[万亿])?(?P<percent>%)?"
    rf"|(?P<tenths>[{_CHINESE}]+)成"
    rf"|(?P<chinese>[{_CHINESE}]{{2,}}|[{_CHINESE}](?=余?多?[{_COUNTED}]))"
)
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


def numbers_in(text: str) -> frozenset[str]:
    """Every number of `text` in one plain form with the word it counts by: "37条", "2个" (两家), "37.5%"."""
    plain = _IDIOMS.sub("＿", text.translate(_FULL_WIDTH))
    return frozenset(_value(found) + _counted_by(plain[found.end() : found.end() + 1]) for found in _NUMBER.finditer(plain))


def _counted_by(following: str) -> str:
    return following.translate(_ALIKE) if following and following in _COUNTED else ""


def plain(numbers: frozenset[str]) -> frozenset[str]:
    """The numbers together with the same ones without the word they count by."""
    return numbers | {number.rstrip(_COUNTED) for number in numbers}


def _value(found: re.Match) -> str:
    if found["per"]:
        return f"{_plain(found['per'])}%"
    if found["part"] or found["half"]:
        return found["part"] or "50%"
    if found["tenths"]:
        return f"{_shown(_chinese(found['tenths']) * 10)}%"
    if found["chinese"]:
        return _shown(_chinese(found["chinese"]))
    number = Decimal(found["arabic"].replace(",", "")) * _BIG.get(found["big"], 1)
    return _shown(number) + (found["percent"] or "")


def _plain(text: str) -> str:
    return _shown(Decimal(text) if text[0].isdigit() and text.isascii() else _chinese(text))


def _shown(number: Decimal | int) -> str:
    return f"{Decimal(number):f}".rstrip("0").rstrip(".") if "." in f"{number}" else f"{number}"


def _chinese(text: str) -> int:
    """三百零二 → 302; figures without units are read one by one: 二〇二六 → 2026."""
    if all(each in _DIGITS for each in text):
        return int("".join(str(_DIGITS[each]) for each in text))
    total = section = digit = 0
    for each in text:
        if each in _DIGITS:
            digit = _DIGITS[each]
        elif each in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[each], 0
        else:
            total, section, digit = (total + section + digit or 1) * _BIG[each], 0, 0
    return total + section + digit


def strangers(text: str, known: frozenset[str]) -> list[str]:
    """The sentences of `text` that hold a number which is none of the `known`."""
    return [each.strip() for each in SENTENCE.findall(text) if numbers_in(each) - known]

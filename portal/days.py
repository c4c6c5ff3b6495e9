"""Calendar days as people and spreadsheets write them."""

import re
from datetime import date, datetime, timedelta

from portal.clock import beijing_date
from portal.text import folded

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})[日号]?")
_WEEKDAY = r"[ ,]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?[ ,]*"
_HOUR = r"(?:(?:凌晨|早上|上午|中午|下午|晚上|[AP]M) ?)?\d{1,2}"
_MINUTES = r"(?::\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?: ?[AP]M)?|[时点](?:\d{1,2}分)?(?:\d{1,2}秒)?)"
_AFTER = re.compile(rf"{_WEEKDAY}(?:{_HOUR}{_MINUTES})?", re.IGNORECASE)  # what may follow a day
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)


def read_day(text: str) -> date | None:
    """The day `text` names, or None when it is none or could be two (2/3/2019, 19-2-3).

    A time of day may follow and is left out; an ISO instant with a zone is told by its Beijing day; a bare number of five
    figures is a spreadsheet's serial day.
    """
    plain = folded(text)
    try:
        return _iso(plain) or _written(plain) or _serial(plain)
    except (ValueError, OverflowError):
        return None


def _iso(plain: str) -> date | None:
    if not _ISO.fullmatch(plain):
        return None
    instant = datetime.fromisoformat(plain)
    return beijing_date(instant) if instant.tzinfo else instant.date()


def _written(plain: str) -> date | None:
    found = _PACKED.fullmatch(plain)
    if found is None and (begun := _DAY.match(plain)) and _AFTER.fullmatch(plain, begun.end()):
        found = begun
    return date(*(int(part) for part in found.groups() if part)) if found else None


def _serial(plain: str) -> date | None:
    found = _SERIAL.fullmatch(plain)
    return _FIRST_SERIAL + timedelta(days=int(found[1])) if found else None

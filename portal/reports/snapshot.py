"""A report as bytes that never change: canonical JSON Lines, and back to the same values.

The first line holds everything but the full table of opinions; then comes a line for each opinion, by number.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from portal.errors import N_, Refusal
from portal.reports.rules import without_collector
from portal.reports.values import SCHEMA, ConsultationReport

READABLE = range(1, SCHEMA + 1)  # an older report lacks what was not yet asked of it, and says no more than it did


class UnreadableSnapshot(Refusal):
    """The bytes are not a snapshot this version can read, or not the ones the fingerprint was taken of."""


@without_collector
def write(report: ConsultationReport) -> bytes:
    """The report as canonical JSON Lines (UTF-8, sorted keys, instants in UTC)."""
    header = _plain(report)
    opinions = header.pop("opinions")
    return b"".join(map(_line, (header, *opinions)))


@without_collector
def read(data: bytes, fingerprint_expected: str | None = None) -> ConsultationReport:
    """The report that `write` gave.

    Raises UnreadableSnapshot for another schema, or bytes whose fingerprint is not the one expected.
    """
    if fingerprint_expected is not None and fingerprint(data) != fingerprint_expected:
        raise UnreadableSnapshot(N_("这份汇总表的存档与登记的校验码不一致，可能已被改动。请联系系统管理员从备份恢复。"))
    header, *opinions = (json.loads(line) for line in data.splitlines())
    if header.get("schema") not in READABLE:
        raise UnreadableSnapshot(N_("这份汇总表的存档是用另一种格式写的，本版本不能读取。请联系系统管理员。"))
    return _value(ConsultationReport, {**header, "opinions": opinions})


def fingerprint(data: bytes) -> str:
    """SHA-256 over the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _line(value: Any) -> bytes:
    return _ENCODER.encode(value).encode() + b"\n"


def _plain(value: Any) -> Any:
    """What JSON has no word for: a dataclass as its fields, an instant in UTC, a date."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _names(type(value))}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _value(kind: Any, plain: Any) -> Any:
    """`plain` as a `kind`: a dataclass, a tuple of one kind, a time, or itself."""
    if plain is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if is_dataclass(kind):
        return kind(**{name: _value(_hints(kind)[name], each) for name, each in plain.items()})
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], each) for each in plain)
    return kind.fromisoformat(plain) if kind in (datetime, date) else plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

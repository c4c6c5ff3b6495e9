"""What somebody asks a data set for, read strictly: a misspelt filter is refused, it never quietly returns everything."""

import re
from collections.abc import Iterable
from dataclasses import replace

from portal.errors import N_, Refusal
from portal.opendata.values import LONGEST, MOST_AT_ONCE, USUAL_AT_ONCE, YEARS, Dataset, Field

PLACE = Field("after", N_("从哪里接着读"), note=N_("照抄上一次回答里 next 网址中的值；不要自己编。"))
ORDINAL = replace(PLACE, kind="ordinal")
LIMIT = Field("limit", N_("一次读多少条"), "count", N_("最多100条，不写是20条。"))
LONGEST_NUMBER = 9  # digits: what every database takes for an integer
SAYABLE = r"[^\u0000-\u001f\u007f]+"


class NotUnderstood(Refusal):
    """A parameter that does not exist, or a value it cannot have."""

    status = 400


def read(dataset: Dataset, given: Iterable[tuple[str, str]], paging: bool = True) -> dict[str, str | int]:
    """The parameters given as (name, typed) pairs, each by its declared kind; with `paging`, also after and limit.

    Raises NotUnderstood with a sentence that says what would be right.
    """
    known = {field.name: field for field in (*dataset.narrowing, *(pages_of(dataset) if paging else ()))}
    asked: dict[str, str | int] = {}
    for name, typed in given:
        if name not in known:
            sentence = N_("没有“%(name)s”这个参数。可以用的参数有：%(known)s。")
            raise NotUnderstood(sentence, name=name[:LONGEST], known=", ".join(known))
        if name in asked:
            raise NotUnderstood(N_("参数“%(name)s”写了两次，请只写一次。"), name=name)
        asked[name] = _value(known[name], typed)
    return asked


def pages_of(dataset: Dataset) -> tuple[Field, Field]:
    """The parameters by which a list is read page by page."""
    return PLACE if dataset.is_paged_by_key else ORDINAL, LIMIT


def key_of(dataset: Dataset, typed: str) -> str | int:
    """The key of one record, as it stands in an address. Raises NotUnderstood when no record can have it."""
    return _value(dataset[dataset.key], typed)


def _value(field: Field, typed: str) -> str | int:
    if field.kind == "code":
        if typed not in field.codes:
            raise NotUnderstood(N_("参数“%(name)s”只能是：%(codes)s。"), name=field.name, codes=", ".join(field.codes))
        return typed
    if field.kind == "year":
        return _number(field, typed, *YEARS)
    if field.kind == "count":
        return _number(field, typed, 1, MOST_AT_ONCE if field is LIMIT else 10**LONGEST_NUMBER - 1)
    if field.kind == "ordinal":
        return str(_number(field, typed, 1, 10**LONGEST_NUMBER - 1))
    return _text(field, typed)


def _text(field: Field, typed: str) -> str:
    if len(typed) > LONGEST or not re.fullmatch(SAYABLE, typed):
        raise NotUnderstood(N_("参数“%(name)s”要写1到%(most)s个字，不能有控制符。"), name=field.name, most=LONGEST)
    return typed


def _number(field: Field, typed: str, least: int, most: int) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    if not is_number or not least <= int(typed) <= most:
        raise NotUnderstood(N_("参数“%(name)s”要写%(least)s到%(most)s之间的整数。"), name=field.name, least=least, most=most)
    return int(typed)


def at_once(asked: dict[str, str | int]) -> int:
    """How many records are wanted in one answer."""
    return asked.get("limit", USUAL_AT_ONCE)

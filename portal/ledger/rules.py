"""Reading one space of the ledger from typed words, by the rulebook's terms. Every problem is told at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from portal.days import read_day
from portal.errors import N_, InvalidInput, Several
from portal.ledger.degrees import checked_place, read_degrees
from portal.ledger.values import FIELDS, SpaceValues, changes
from portal.rulebook.book import current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.facts import INDUSTRY, Facts, parse_facts
from portal.text import folded, one_line

OTHER = "其他"
NUMBER = re.compile(r"[\w.-]+")
SPLIT = re.compile(r"[、，,;；/]")
SIZE_WORDS = re.compile(r"平方米|平米|m2|,| ", re.IGNORECASE)
LARGEST_SIZE = Decimal(10) ** 8
EARLIEST = date(1949, 10, 1)
YES, NO = ("是", "true", "1", "√"), ("否", "false", "0", "×")
PLAIN = ("name", "address", "owner_name", "owner_nature", "planned_use", "current_use")
_FIELDS = {field.name: field for field in FIELDS}


@dataclass(frozen=True)
class Known:
    """What a space is read against: today, the valid units, the areas with their headquarters, and whose rows may be
    touched (`own_units` None: the office, which touches any and designates promoters)."""

    today: date
    units: frozenset[str]
    areas: Mapping[str, str]
    own_units: frozenset[str] | None = None


def read_space(raw: Mapping[str, str], known: Known, before: SpaceValues | None = None) -> SpaceValues:
    """The values of one space from typed texts (field → text). Fields not in `raw` stay as they were `before`.

    The promoting unit follows from the rulebook where one is named. Raises Several with every problem, each at its field.
    """
    reading = _Reading({**(before.texts() if before else {}), **raw})
    values = {name: reading.take(name, str) for name in PLAIN}
    values["number"] = reading.take("number", _number)
    values["size_m2"] = reading.take("size_m2", _size)
    values["vacated_on"] = reading.take("vacated_on", _day, known.today)
    values |= _kind(reading, known) | _place(reading)
    values["in_ledger"] = reading.take("in_ledger", _yes_or_no, values["space_type"] != OTHER)
    values["initiating_unit"] = reading.take("initiating_unit", _unit, known)
    if not reading.problems:
        values["promoting_unit"] = reading.take("promoting_unit", _promoter, values, known, before)
        values["initiating_unit"] = values["initiating_unit"] or values["promoting_unit"]
    if reading.problems:
        raise Several(reading.problems)
    space = SpaceValues(**values)
    _check_own(space, before, known)
    return space


@lru_cache(1024)
def named_promoters(space_type: str, space_subtype: str | None, streets: tuple[str, ...], area: str | None,
                    headquarters: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units the rulebook names to promote such a space, and the ids of the clauses that name them; `headquarters` is
    that of the area. Files repeat the same few kinds over many rows."""
    areas = {area: headquarters} if area and headquarters else {}
    found = evaluate(Facts(space_type, space_subtype, area=area, subdistricts=streets), areas=areas)
    return found.promoting_units, tuple(clause.id for clause in found.promotion_clauses)


class _Reading:
    """The texts of one space, and what was wrong with them so far."""

    def __init__(self, texts: Mapping[str, str]):
        self.texts = texts
        self.problems: list[InvalidInput] = []

    def take(self, name: str, read: Callable, *context) -> Any:
        """One field's value; None, with the problem noted, when it cannot be read."""
        text = one_line(self.texts.get(name, ""))
        try:
            _check_text(_FIELDS[name].required, _FIELDS[name].longest, text)
            return read(text, *context)
        except InvalidInput as problem:
            problem.field = name
            self.problems.append(problem)
            return None


def _check_text(required: bool, longest: int, text: str) -> None:
    if required and not text:
        raise InvalidInput(N_("这一项必须填写。"))
    if len(text) > longest:
        raise InvalidInput(N_("太长了：最多 %(longest)s 个字，现在有 %(count)s 个字。"), longest=longest, count=len(text))


def _number(text: str) -> str:
    number = folded(text)
    if not NUMBER.fullmatch(number):
        raise InvalidInput(N_("编号只能用字母、数字、汉字、“-”、“.”和“_”，中间不留空格。"))
    return number


def _size(text: str) -> Decimal | None:
    plain = SIZE_WORDS.sub("", folded(text))
    if not plain:
        return None
    try:
        size = Decimal(plain)
    except InvalidOperation:
        raise InvalidInput(N_("“%(text)s”不是面积，请只填数字，例如 1200.5。"), text=text[:30]) from None
    if not size.is_finite() or not 0 < size < LARGEST_SIZE:
        raise InvalidInput(N_("面积要大于 0，并且小于 1 亿平方米。"))
    if size != size.quantize(Decimal("0.01")):
        raise InvalidInput(N_("面积最多保留两位小数。"))
    return size


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise InvalidInput(N_("“%(text)s”不是日期，请写成 2024-03-05 的样子。"), text=text[:30])
    if not EARLIEST <= day <= today:
        raise InvalidInput(N_("腾退日期要在 1949 年 10 月 1 日之后，不能晚于今天。"))
    return day


def _place(reading: "_Reading") -> dict:
    place = {name: reading.take(name, read_degrees) for name in ("longitude", "latitude")}
    if not any(problem.field in place for problem in reading.problems):
        reading.take("longitude", lambda _: checked_place(**place))
    return place


def _yes_or_no(text: str, default: bool) -> bool:
    word = folded(text).lower()
    if word in ("", *YES, *NO):
        return word in YES or (not word and default)
    raise InvalidInput(N_("请填“是”或“否”。"))


def _kind(reading: _Reading, known: Known) -> dict:
    space_type = reading.take("space_type", lambda text: current_book().catalogue.type(text).name)
    return {
        "space_type": space_type,
        "space_subtype": reading.take("space_subtype", _subtype, space_type),
        "secondary_types": reading.take("secondary_types", _secondary),
        "streets": reading.take("streets", _streets),
        "area": reading.take("area", _area, known),
    }


def _subtype(text: str, space_type: str | None) -> str | None:
    if space_type is None:
        return None
    own = current_book().catalogue.subtypes_of(space_type)
    if not text and len(own) > 1 and space_type != INDUSTRY:
        raise InvalidInput(N_("“%(type)s”有几种子类型，请选定一种：%(known)s。"), type=space_type,
                           known="、".join(each.name for each in own))
    return parse_facts({"space_type": space_type, "space_subtype": text}, current_book().catalogue).space_subtype


def _secondary(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(current_book().catalogue.subtype(word).name for word in _words(text)))


def _streets(text: str) -> tuple[str, ...]:
    catalogue = current_book().catalogue
    named = {catalogue.street(word).name for word in _words(text)}
    return tuple(street.name for street in catalogue.streets if street.name in named)


def _area(text: str, known: Known) -> str | None:
    if text and text not in known.areas:
        raise InvalidInput(N_("还没有“%(area)s”这个片区，请先在“片区”页建立，或留空。"), area=text)
    return text or None


def _words(text: str) -> list[str]:
    return [word.strip() for word in SPLIT.split(text) if word.strip()]


def _unit(text: str, known: Known) -> str | None:
    if not text or text in known.units:
        return text or None
    name = current_book().catalogue.unit(text)
    if name not in known.units:
        raise InvalidInput(N_("“%(unit)s”已经不是现行单位，请改填现在的单位。"), unit=name)
    return name


def _promoter(text: str, values: Mapping[str, Any], known: Known, before: SpaceValues | None) -> str | None:
    kind = (values["space_type"], values["space_subtype"], values["streets"], values["area"])
    named, clauses = named_promoters(*kind, known.areas.get(values["area"]))
    given = _unit(text, known)
    if not named:
        return _designated(given, known, before, clauses)
    if given is None and len(named) == 1:
        return named[0]
    if given is None:
        raise InvalidInput(N_("有几个推动部门：%(units)s。请选定牵头的一个。"), units="、".join(named), clauses=clauses)
    if given not in named:
        raise InvalidInput(N_("按规定由%(units)s推动，请改过来，或者留空。"), units="、".join(named), clauses=clauses)
    return given


def _designated(given: str | None, known: Known, before: SpaceValues | None, clauses: tuple[str, ...]) -> str | None:
    if given and known.own_units is not None and given != (before.promoting_unit if before else None):
        raise InvalidInput(N_("文件没有写明这类空间由谁推动，要由联席会议办公室指定，请先留空。"), clauses=clauses)
    return given


def _check_own(space: SpaceValues, before: SpaceValues | None, known: Known) -> None:
    if known.own_units is None or (before and not changes(before, space)):
        return
    if not all(each.units & known.own_units for each in (before, space) if each):
        problem = InvalidInput(N_("这一处的推动部门和提请部门都不是本单位，本单位不能登记或修改。请联系联席会议办公室。"),
                               field="promoting_unit")
        raise Several([problem])

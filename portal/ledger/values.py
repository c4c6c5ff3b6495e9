"""One space of the ledger as plain words: what forms, files, history and the database exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from portal.errors import N_, InvalidInput

SEPARATOR = "、"


@dataclass(frozen=True)
class Field:
    """One column of the ledger: its name in code, its heading, whether it must be filled, its longest text."""

    name: str
    heading: str
    required: bool = False
    longest: int = 100


FIELDS = (
    Field("number", N_("编号"), True, 30),
    Field("name", N_("名称"), True, 100),
    Field("address", N_("位置"), True, 200),
    Field("space_type", N_("空间类型"), True),
    Field("space_subtype", N_("子类型")),
    Field("secondary_types", N_("其他类型"), longest=200),
    Field("streets", N_("所在街道"), True, 200),
    Field("area", N_("片区"), longest=60),
    Field("size_m2", N_("规模（平方米）")),
    Field("owner_name", N_("产权单位")),
    Field("owner_nature", N_("产权性质"), longest=30),
    Field("planned_use", N_("规划用途")),
    Field("current_use", N_("利用现状")),
    Field("vacated_on", N_("腾退日期")),
    Field("promoting_unit", N_("推动部门")),
    Field("initiating_unit", N_("提请部门")),
    Field("in_ledger", N_("在台账内")),
    Field("longitude", N_("经度")),
    Field("latitude", N_("纬度")),
)
HEADINGS = {field.name: field.heading for field in FIELDS}


@dataclass(frozen=True)
class SpaceValues:
    """The values of one space; types, streets, area and units are their printed Chinese names, longitude and
    latitude degrees (WGS-84 / CGCS2000), both or neither."""

    number: str
    name: str
    address: str
    space_type: str
    streets: tuple[str, ...]
    space_subtype: str | None = None
    secondary_types: tuple[str, ...] = ()
    area: str | None = None
    size_m2: Decimal | None = None
    owner_name: str = ""
    owner_nature: str = ""
    planned_use: str = ""
    current_use: str = ""
    vacated_on: date | None = None
    promoting_unit: str | None = None
    initiating_unit: str | None = None
    in_ledger: bool = True
    longitude: Decimal | None = None
    latitude: Decimal | None = None

    def texts(self) -> dict[str, str]:
        """Every field as it is printed in a cell; reading the cells again gives the same values."""
        return {field.name: _text(getattr(self, field.name)) for field in fields(self)}

    @property
    def units(self) -> frozenset[str]:
        """The units the space belongs to."""
        return frozenset({self.promoting_unit, self.initiating_unit} - {None})


@dataclass(frozen=True)
class SheetRow:
    """One row of a file: its line, field → text for the columns the file has, and what the file itself got wrong."""

    line: int
    texts: Mapping[str, str]
    problems: tuple[InvalidInput, ...] = ()


def changes(old: SpaceValues | None, new: SpaceValues) -> dict[str, list[str]]:
    """What differs, as field → [old text, new text]; from None it is every field that is filled."""
    before = old.texts() if old else dict.fromkeys(HEADINGS, "")
    after = new.texts()
    return {name: [before[name], after[name]] for name in HEADINGS if before[name] != after[name]}


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, Decimal):
        whole = value.normalize()
        return format(whole if whole.as_tuple().exponent < 0 else value.quantize(Decimal(1)), "f")
    return value.isoformat() if isinstance(value, date) else value

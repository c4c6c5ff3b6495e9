"""The catalogue: types and sub-types of space, business forms, units, streets and areas, found by any accepted name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.errors import N_, InvalidInput
from portal.rulebook.values import Form, KnownUnit, MenuItem, SpaceSubtype, SpaceType

SPACE_ENDINGS = ("疏解腾退空间", "腾退空间", "空间")
AREA_ENDINGS = ("片区", "地区", "街区")
OFFICE = "办事处"
OFFICE_ENDINGS = (OFFICE, "办")
SHOWN = 40


@dataclass(frozen=True)
class Street:
    """A subdistrict; its unit is its name with 办事处."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The subdistrict's office."""
        return street_unit(self.name)


def street_unit(street: str) -> str:
    """牛街街道 → 牛街街道办事处."""
    return street + OFFICE


@dataclass(frozen=True)
class Catalogue:
    """What the documents name, each list in the documents' order."""

    types: tuple[SpaceType, ...]
    subtypes: tuple[SpaceSubtype, ...]
    units: tuple[KnownUnit, ...]
    streets: tuple[Street, ...]
    forms: tuple[Form, ...]

    def type(self, word: str) -> SpaceType:
        """The type called so (name, accepted short form or code); raises InvalidInput."""
        found = _find(self.types, _without(word, SPACE_ENDINGS))
        return found or _refuse(N_("没有“%(word)s”这种空间类型，可用：%(known)s。"), "space_type", word, self.types)

    def subtype(self, word: str) -> SpaceSubtype:
        """The sub-type called so (name, accepted short form or code); raises InvalidInput."""
        found = _find(self.subtypes, _without(word, SPACE_ENDINGS))
        sentence = N_("没有“%(word)s”这种空间子类型，可用：%(known)s；产业空间不是市场的，这一项不填。")
        return found or _refuse(sentence, "space_subtype", word, self.subtypes)

    def subtypes_of(self, type_name: str) -> tuple[SpaceSubtype, ...]:
        """The sub-types of a type."""
        return tuple(subtype for subtype in self.subtypes if subtype.type == type_name)

    def street(self, word: str) -> Street:
        """The subdistrict called so, with or without 街道 or 办事处; raises InvalidInput."""
        found = _find(self.streets, _without(word, OFFICE_ENDINGS))
        return found or _refuse(N_("没有“%(word)s”这个街道，可用：%(known)s。"), "subdistricts", word, self.streets)

    def unit(self, word: str) -> str:
        """The printed name of the unit called so, a subdistrict's office included; raises InvalidInput."""
        if found := _find(self.units, word):
            return found.name
        if street := _find(self.streets, _without(word, OFFICE_ENDINGS)):
            return street.unit
        return _refuse(N_("没有“%(word)s”这个单位，可用：%(known)s，以及各街道办事处。"), "initiating_unit", word, self.units)

    def form(self, word: str) -> Form | None:
        """The business form called so (name or code), or None: an unlisted one is no error."""
        return next((form for form in self.forms if word in (form.name, form.code)), None)

    def headquarters_of(self, area: str, staff_areas: Mapping[str, str]) -> str | None:
        """The 指挥部 an area belongs to: as staff defined it, else the one that is called so or whose area is."""
        if area in staff_areas:
            return staff_areas[area]
        names = {area, _without(area, AREA_ENDINGS)}
        found = (unit.name for unit in self.units if unit.areas and names & {unit.name, *unit.aliases, *unit.areas})
        return next(found, None)


def read_catalogue(files: Iterable[dict]) -> Catalogue:
    """Collect the catalogue's tables from all data files."""
    files = list(files)
    return Catalogue(
        *(_entries(files, table, kind) for table, kind in (("type", SpaceType), ("subtype", SpaceSubtype))),
        *(_entries(files, table, kind) for table, kind in (("unit", KnownUnit), ("street", Street), ("form", Form))),
    )


def read_menu(files: Iterable[dict]) -> tuple[MenuItem, ...]:
    """Collect the lines of the menu for old estates, in the annex's order."""
    return _entries(list(files), "menu", MenuItem)


def _entries(files: list[dict], table: str, kind: type) -> tuple:
    return tuple(kind(**_frozen(entry)) for data in files for entry in data.get(table, ()))


def _frozen(entry: dict) -> dict:
    kept = ((key, value) for key, value in entry.items() if key not in ("since", "until"))
    return {key: tuple(value) if isinstance(value, list) else value for key, value in kept}


def _find(entries, word: str):
    named = (entry for entry in entries if word in (entry.name, getattr(entry, "code", None), *entry.aliases))
    return next(named, None)


def _without(word: str, endings: tuple[str, ...]) -> str:
    """A name without the first of `endings` it has."""
    return next((word.removesuffix(ending) for ending in endings if word.endswith(ending)), word)


def shown(word: str) -> str:
    """A word as a sentence may repeat it: on one line, and not too long."""
    line = " ".join(word.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _refuse(sentence: str, field: str, word: str, known):
    raise InvalidInput(sentence, field=field, word=shown(word), known="、".join(entry.name for entry in known))

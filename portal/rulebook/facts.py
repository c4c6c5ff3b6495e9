"""The facts of a proposal, and how a JSON object of them is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.errors import N_, InvalidInput
from portal.rulebook.catalogue import Catalogue, shown

KEYS = (
    "space_type", "space_subtype", "secondary_types", "area", "subdistricts", "in_ledger", "business_forms",
    "initiating_unit", "is_major_decision", "is_planning_draft", "changes_business_form_of",
)  # fmt: skip
INDUSTRY = "产业"


@dataclass(frozen=True)
class Facts:
    """What the rules need to know; all names are the printed ones of the catalogue.

    `space_subtype` is None only for 产业 that is neither kind of market. `broad_types` are secondary types given
    without a sub-type: all their sub-types then count. `initiating_unit` None means the promoting unit.
    """

    space_type: str
    space_subtype: str | None
    secondary_subtypes: tuple[str, ...] = ()
    broad_types: tuple[str, ...] = ()
    area: str | None = None
    subdistricts: tuple[str, ...] = ()
    in_ledger: bool = True
    business_forms: tuple[str, ...] = ()
    initiating_unit: str | None = None
    is_major_decision: bool = False
    is_planning_draft: bool = False
    changes_business_form_of: str | None = None


def parse_facts(raw: object, catalogue: Catalogue) -> Facts:
    """Read one JSON-like object of facts.

    Only `space_type` is required, and `space_subtype` where the type has several; `in_ledger` is taken as true for
    the seven types and false for 其他. Raises InvalidInput with a sentence for anything unknown or ill-typed.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInput(N_("请输入一个 JSON 对象，例如 {\"space_type\": \"文物\"}。"))
    _check_keys(raw)
    space_type, subtype = _kind(raw, catalogue)
    secondary, broad = _secondary(raw, catalogue)
    unit = _word(raw, "initiating_unit")
    return Facts(
        space_type=space_type,
        space_subtype=subtype,
        secondary_subtypes=tuple(dict.fromkeys(name for name in secondary if name != subtype)),
        broad_types=broad,
        area=_word(raw, "area"),
        subdistricts=_unique(catalogue.street(word).name for word in _words(raw, "subdistricts")),
        in_ledger=_flag(raw, "in_ledger", default=space_type != "其他"),
        business_forms=_unique(_form_name(word, catalogue) for word in _words(raw, "business_forms")),
        initiating_unit=catalogue.unit(unit) if unit else None,
        is_major_decision=_flag(raw, "is_major_decision"),
        is_planning_draft=_flag(raw, "is_planning_draft"),
        changes_business_form_of=_number_or_name(raw, "changes_business_form_of"),
    )


def _check_keys(raw: Mapping) -> None:
    strange = [str(key) for key in raw if key not in KEYS]
    if strange:
        sentence = N_("不认识“%(strange)s”这一项，可用：%(known)s。")
        raise InvalidInput(sentence, strange=shown("、".join(strange)), known="、".join(KEYS))


def _kind(raw: Mapping, catalogue: Catalogue) -> tuple[str, str | None]:
    """The primary type and sub-type, which must belong together."""
    word = _word(raw, "space_type")
    if word is None:
        raise InvalidInput(N_("请填写空间类型（space_type）。"), field="space_type")
    type_name = catalogue.type(word).name
    return type_name, _subtype(type_name, _word(raw, "space_subtype"), catalogue)


def _subtype(type_name: str, word: str | None, catalogue: Catalogue) -> str | None:
    own = catalogue.subtypes_of(type_name)
    known = "、".join(subtype.name for subtype in own)
    if word is not None:
        subtype = catalogue.subtype(_in_type(word, type_name))
        if subtype in own:
            return subtype.name
        sentence = N_("“%(word)s”不是“%(type)s”的子类型，可用：%(known)s。")
        raise InvalidInput(sentence, field="space_subtype", word=shown(word), type=type_name, known=known)
    if len(own) == 1:
        return own[0].name
    if type_name == INDUSTRY:
        return None
    sentence = N_("“%(type)s”有几种子类型，请填写其中一种（space_subtype）：%(known)s。")
    raise InvalidInput(sentence, field="space_subtype", type=type_name, known=known)


def _in_type(word: str, type_name: str) -> str:
    """其他 names both a type and, in short, its only sub-type."""
    return "参照适用" if word == type_name == "其他" else word


def _secondary(raw: Mapping, catalogue: Catalogue) -> tuple[list[str], tuple[str, ...]]:
    """Names of the secondary sub-types, and the types among them given without one."""
    names, broad = [], []
    for entry in _list(raw, "secondary_types"):
        found = _one_secondary(entry, catalogue)
        names += found
        if len(found) > 1:
            broad.append(catalogue.subtype(found[0]).type)
    return names, tuple(dict.fromkeys(broad))


def _one_secondary(entry: object, catalogue: Catalogue) -> list[str]:
    """A secondary type: "人防", "地下", "地下/人防", ["地下", "人防"] or {"space_type": …, "space_subtype": …}."""
    type_word, subtype_word = _pair(entry)
    if subtype_word is None:
        return _by_either_name(type_word, catalogue)
    name = _subtype(catalogue.type(type_word).name, subtype_word, catalogue)
    return [name] if name else []


def _pair(entry: object) -> tuple[str, str | None]:
    if isinstance(entry, str):
        entry = entry.split("/", 1)
    if isinstance(entry, Mapping) and set(entry) <= {"space_type", "space_subtype"}:
        entry = [entry.get("space_type"), entry.get("space_subtype")]
    if isinstance(entry, list) and len(entry) in (1, 2):
        first, second = entry[0], entry[1] if len(entry) == 2 else None
        if isinstance(first, str) and isinstance(second, str | None) and first.strip():
            return first.strip(), second.strip() if second else None
    sentence = N_("次要类型（secondary_types）的每一项请写成“类型”、“子类型”或“类型/子类型”。")
    raise InvalidInput(sentence, field="secondary_types")


def _by_either_name(word: str, catalogue: Catalogue) -> list[str]:
    """A sub-type by its name, or every sub-type of a type."""
    try:
        return [subtype.name for subtype in catalogue.subtypes_of(catalogue.type(word).name)]
    except InvalidInput as unknown_type:
        try:
            return [catalogue.subtype(word).name]
        except InvalidInput:
            raise unknown_type from None


def _form_name(word: str, catalogue: Catalogue) -> str:
    form = catalogue.form(word)
    return form.name if form else word


def _word(raw: Mapping, key: str) -> str | None:
    """A text, without the spaces around it; None when absent, null or blank."""
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInput(N_("“%(key)s”应当是文字。"), field=key, key=key)
    return value.strip() or None


def _number_or_name(raw: Mapping, key: str) -> str | None:
    """What an earlier proposal is called by: a text, or a whole number."""
    value = raw.get(key)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _word(raw, key)


def _words(raw: Mapping, key: str) -> list[str]:
    words = _list(raw, key)
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise InvalidInput(N_("“%(key)s”应当是文字的列表，每一项都不能为空。"), field=key, key=key)
    return [word.strip() for word in words]


def _list(raw: Mapping, key: str) -> list:
    value = raw.get(key)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise InvalidInput(N_("“%(key)s”应当是列表。"), field=key, key=key)
    return list(value)


def _flag(raw: Mapping, key: str, default: bool = False) -> bool:
    value = raw.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise InvalidInput(N_("“%(key)s”应当是 true 或 false。"), field=key, key=key)
    return value


def _unique(words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))

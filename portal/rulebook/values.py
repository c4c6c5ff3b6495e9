"""The plain values a rulebook is made of: texts, clauses, rules and the catalogue's entries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and in English; `str()` gives the Chinese."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh


@dataclass(frozen=True)
class Document:
    """A guideline or law. `status`: original (official text), statute, press_copy (known from reports), internal."""

    id: str
    title: Text
    number: str
    status: str
    effective: str
    note: Text | None = None


@dataclass(frozen=True)
class Clause:
    """A quoted passage: `id` names it inside the project, `citation` names it to a reader."""

    id: str
    citation: str
    quote: str
    document: Document


@dataclass(frozen=True)
class PartyRule:
    """Whom a rule asks. `unit` is a name, or None; `each_street` makes one for every street touched.

    `consensus`: an unsettled objection of this party stops the submission.
    `silence_counts`: once its time is over, no answer is stated as "未收到意见" and does not stop the submission.
    """

    party: str
    unit: str | None = None
    each_street: bool = False
    mandatory: bool = True
    waivable: bool = False
    after: tuple[str, ...] = ()
    consensus: bool = False
    silence_counts: bool = False


@dataclass(frozen=True)
class Paper:
    """Something the submission must hold. `kind`: field, paper or check."""

    id: str
    name: Text
    kind: str
    if_applicable: bool = False


@dataclass(frozen=True)
class Approval:
    """A recorded consent. `by` says whose; `after_consensus`: it must follow the departments' agreement."""

    id: str
    name: Text
    by: str
    after_consensus: bool = False


@dataclass(frozen=True)
class Period:
    """The least time the public has: `unit` is day or working_day; `shortenable` with a published reason."""

    value: int
    unit: str
    shortenable: bool


@dataclass(frozen=True)
class Promotion:
    """Who promotes: named `units`, or `by` area (the headquarters of the area), street, or nobody."""

    units: tuple[str, ...] = ()
    by: str = "name"


@dataclass(frozen=True)
class Rule:
    """One declaration: when it applies (`when`: condition names; `subtypes`: any of them) and what it requires."""

    id: str
    title: Text
    clauses: tuple[Clause, ...]
    when: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    reading: Text | None = None
    promotion: Promotion | None = None
    parties: tuple[PartyRule, ...] = ()
    forms: int = 0
    papers: tuple[Paper, ...] = ()
    approvals: tuple[Approval, ...] = ()
    period: Period | None = None
    warning: Text | None = None
    notice: Text | None = None


@dataclass(frozen=True)
class SpaceType:
    """One of the seven types, or 其他."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpaceSubtype:
    """A sub-type, the routing unit of the annex; `type` is its type's name."""

    code: str
    name: str
    name_en: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownUnit:
    """A unit the documents name. `kind`: department, headquarters or subdistrict; `areas` belong to a headquarters."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A business form (业态). `tier`: priority, also or encouraged; `commercial`: it is 商业便民."""

    code: str
    name: str
    name_en: str
    tier: str
    commercial: bool = False
    parent: str | None = None


@dataclass(frozen=True)
class MenuItem:
    """A line of the menu for old estates (老旧小区改造整治菜单): `basic` must be done, others follow wishes."""

    scope: str
    scope_en: str
    basic: bool
    name: str
    name_en: str

    @property
    def key(self) -> str:
        """What names it: its scope and its name, for one name stands in two scopes."""
        return f"{self.scope}/{self.name}"

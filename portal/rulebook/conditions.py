"""The closed vocabulary of conditions: each is one small question about a case.

A new kind of condition is one function here; rules name it in their `when`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.rulebook.facts import Facts

COURTYARD = "平房院落"
UNAUTHORISED = "违建"
OTHER = "其他"


@dataclass(frozen=True)
class Case:
    """The facts, with what the catalogue and the promoters' rules say about them."""

    facts: Facts
    promoters: tuple[str, ...] = ()
    unlisted_forms: tuple[str, ...] = ()
    commercial: bool = False
    own_units: tuple[str, ...] = ()

    @property
    def subtypes(self) -> tuple[str, ...]:
        """The primary sub-type, where there is one, and the secondary ones."""
        primary = (self.facts.space_subtype,) if self.facts.space_subtype else ()
        return primary + self.facts.secondary_subtypes

    @property
    def words(self) -> dict[str, str]:
        """What the sentences of warnings may name."""
        return {
            "forms": "、".join(self.unlisted_forms),
            "units": "、".join(self.own_units),
            "promoters": "、".join(self.promoters),
            "area": self.facts.area or "",
            "previous": self.facts.changes_business_form_of or "",
            "types": "、".join(self.facts.broad_types),
        }


def _ordinary(case: Case) -> bool:
    return not (case.facts.is_major_decision or case.facts.is_planning_draft)


def _outside_ledger(case: Case) -> bool:
    return case.facts.space_type == OTHER and not case.facts.in_ledger


def _missing_from_ledger(case: Case) -> bool:
    return case.facts.space_type != OTHER and not case.facts.in_ledger


def _area_undefined(case: Case) -> bool:
    return bool(case.facts.space_subtype == COURTYARD and case.facts.area and not case.promoters)


def _area_missing(case: Case) -> bool:
    return COURTYARD in case.subtypes and not case.facts.area


def _promoting_street_missing(case: Case) -> bool:
    return case.facts.space_subtype == UNAUTHORISED and not case.facts.subdistricts


def _place_known(case: Case) -> bool:
    """Whether the place that would name the promoter was given: the area of courtyards, the street of a 违建."""
    return not (_promoting_street_missing(case) or (case.facts.space_subtype == COURTYARD and not case.facts.area))


def _several_streets(case: Case) -> bool:
    return case.facts.space_subtype == UNAUTHORISED and len(case.promoters) > 1


CONDITIONS: dict[str, Callable[[Case], bool]] = {
    "commercial": lambda case: case.commercial,
    "courtyard": lambda case: COURTYARD in case.subtypes,
    "outside_ledger": _outside_ledger,
    "missing_from_ledger": _missing_from_ledger,
    "ledger_expected": lambda case: not _outside_ledger(case),
    "major": lambda case: case.facts.is_major_decision,
    "not_major": lambda case: not case.facts.is_major_decision,
    "planning_draft": lambda case: case.facts.is_planning_draft,
    "ordinary": _ordinary,
    "changes_form": lambda case: case.facts.changes_business_form_of is not None,
    "unlisted_form": lambda case: bool(case.unlisted_forms),
    "no_form": lambda case: not case.facts.business_forms,
    "undesignated": lambda case: not case.promoters,
    "place_known": _place_known,
    "promoting_street_missing": _promoting_street_missing,
    "several_named": lambda case: len(case.promoters) > 1 and not _several_streets(case),
    "several_streets": _several_streets,
    "subtype_missing": lambda case: case.facts.space_subtype is None,
    "area_missing": _area_missing,
    "area_undefined": _area_undefined,
    "street_missing": lambda case: not case.facts.subdistricts,
    "broad_secondary": lambda case: bool(case.facts.broad_types),
    "other_type": lambda case: case.facts.space_type == OTHER,
    "initiator_is_party": lambda case: bool(case.own_units),
    "elsewhere": lambda case: False,  # stated in the rulebook, enforced by another part of the portal
}

"""The engine: facts in, everything the rules ask out. Pure; the rules themselves are data."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from portal.rulebook.book import Book, current_book
from portal.rulebook.catalogue import Catalogue, street_unit
from portal.rulebook.conditions import CONDITIONS, Case
from portal.rulebook.evaluation import (
    ApprovalRequirement,
    Evaluation,
    FormsRequirement,
    Note,
    PaperRequirement,
    PartyRequirement,
    PeriodRequirement,
)
from portal.rulebook.facts import Facts
from portal.rulebook.parties import ORDER
from portal.rulebook.values import Clause, PartyRule, Rule


def evaluate(
    facts: Facts,
    book: Book | None = None,
    *,
    areas: Mapping[str, str] | None = None,
    forms: Mapping[str, bool] | None = None,
) -> Evaluation:
    """Say who promotes, who is asked, and what the meeting needs.

    `areas` maps the areas staff defined to their 指挥部; `forms` maps the business forms of the staff's catalogue to
    whether they are 商业便民, and goes before the rulebook's own.
    """
    book = book or current_book()
    promotion = _promotion_rule(facts, book)
    case = _case(facts, promotion, book.catalogue, areas or {}, forms or {})
    rules = [rule for rule in book.rules.values() if not rule.promotion and _applies(rule, case)]
    parties = _parties(rules, case)
    case = replace(case, own_units=tuple(entry.unit for entry in parties if entry.own_opinion))
    noting = [rule for rule in book.rules.values() if not rule.promotion and _applies(rule, case)]
    return Evaluation(
        version=book.version,
        promoting_units=case.promoters,
        needs_designation=not case.promoters,
        lead_required=len(case.promoters) > 1,
        promotion_clauses=_promotion_clauses(promotion, noting, case),
        commercial=case.commercial,
        parties=parties,
        minimum_forms=_forms(rules),
        papers=_papers(rules),
        approvals=_approvals(rules),
        minimum_period=_period(rules),
        warnings=tuple(Note(rule.id, rule.warning, case.words, rule.clauses) for rule in noting if rule.warning),
        notices=tuple(Note(rule.id, rule.notice, case.words, rule.clauses) for rule in noting if rule.notice),
    )


def _applies(rule: Rule, case: Case) -> bool:
    concerned = not rule.subtypes or bool(set(rule.subtypes) & set(case.subtypes))
    return concerned and all(CONDITIONS[name](case) for name in rule.when)


def _promotion_rule(facts: Facts, book: Book) -> Rule | None:
    """The promoter's rule of the primary sub-type; secondary types never promote."""
    return next((rule for rule in book.rules.values() if rule.promotion and facts.space_subtype in rule.subtypes), None)


def _case(
    facts: Facts, promotion: Rule | None, catalogue: Catalogue, areas: Mapping[str, str], forms: Mapping[str, bool]
) -> Case:
    known = {form.name: form.commercial for form in catalogue.forms} | dict(forms)
    unlisted = tuple(name for name in facts.business_forms if name not in known)
    return Case(
        facts=facts,
        promoters=_promoters(facts, promotion, catalogue, areas),
        unlisted_forms=unlisted,
        commercial=any(known.get(name, True) for name in facts.business_forms),
    )


def _promoters(
    facts: Facts, rule: Rule | None, catalogue: Catalogue, areas: Mapping[str, str]
) -> tuple[str, ...]:
    if rule is None:
        return ()
    if rule.promotion.by == "street":
        return tuple(street_unit(street) for street in facts.subdistricts)
    if rule.promotion.by == "area":
        headquarters = catalogue.headquarters_of(facts.area, areas) if facts.area else None
        return (headquarters,) if headquarters else ()
    return rule.promotion.units


def _promotion_clauses(promotion: Rule | None, rules: list[Rule], case: Case) -> tuple[Clause, ...]:
    """The promoter's clause; where nobody is named, also the office's that must designate one."""
    named = promotion.clauses if promotion else ()
    if case.promoters:
        return named
    designation = [clause for rule in rules if "undesignated" in rule.when for clause in rule.clauses]
    return _unique([*named, *designation])


def _parties(rules: list[Rule], case: Case) -> tuple[PartyRequirement, ...]:
    """One entry per party and unit, named units first: duties add up, and only what every clause lets go can be waived."""
    found: dict[tuple[str, str | None], list[tuple[PartyRule, Rule]]] = {}
    for rule in rules:
        for asked in rule.parties:
            for unit in _units(asked, case.facts):
                found.setdefault((asked.party, unit), []).append((asked, rule))
    entries = [_party(party, unit, duties, case) for (party, unit), duties in found.items()]
    return tuple(sorted(entries, key=lambda entry: (ORDER.index(entry.party), entry.unit is None)))


def _units(asked: PartyRule, facts: Facts) -> tuple[str | None, ...]:
    if not asked.each_street:
        return (asked.unit,)
    return tuple(street_unit(street) for street in facts.subdistricts) or (None,)


def _party(party: str, unit: str | None, duties: list[tuple[PartyRule, Rule]], case: Case) -> PartyRequirement:
    asked = [duty for duty, _ in duties]
    return PartyRequirement(
        party=party,
        unit=unit,
        mandatory=any(duty.mandatory for duty in asked),
        waivable=all(duty.waivable for duty in asked),
        after=tuple(dict.fromkeys(earlier for duty in asked for earlier in duty.after)),
        consensus=any(duty.consensus for duty in asked),
        silence_counts=all(duty.silence_counts for duty in asked),
        clauses=_unique(clause for _, rule in duties for clause in rule.clauses),
        own_opinion=unit is not None and unit == _initiating_unit(case),
    )


def _initiating_unit(case: Case) -> str | None:
    """The unit named in the facts, else the promoting unit where there is just one (提请 = 推动)."""
    only_promoter = case.promoters[0] if len(case.promoters) == 1 else None
    return case.facts.initiating_unit or only_promoter


def _forms(rules: list[Rule]) -> FormsRequirement:
    """The rule that wants the most forms decides, and over its own parties."""
    strictest = max((rule for rule in rules if rule.forms), key=lambda rule: rule.forms)
    parties = tuple(dict.fromkeys(asked.party for asked in strictest.parties))
    return FormsRequirement(strictest.forms, parties, strictest.clauses)


def _papers(rules: list[Rule]) -> tuple[PaperRequirement, ...]:
    found = [(paper, rule) for rule in rules for paper in rule.papers]
    papers = {paper.id: paper for paper, _ in found}
    return tuple(PaperRequirement(paper, _clauses_of(paper.id, found)) for paper in papers.values())


def _approvals(rules: list[Rule]) -> tuple[ApprovalRequirement, ...]:
    found = [(approval, rule) for rule in rules for approval in rule.approvals]
    approvals = {approval.id: approval for approval, _ in found}
    return tuple(ApprovalRequirement(entry, _clauses_of(entry.id, found)) for entry in approvals.values())


def _clauses_of(item_id: str, found: list[tuple]) -> tuple[Clause, ...]:
    return _unique(clause for item, rule in found if item.id == item_id for clause in rule.clauses)


def _period(rules: list[Rule]) -> PeriodRequirement:
    """The longest period; it may be shortened only if every rule that sets one allows it."""
    setting = [rule for rule in rules if rule.period]
    longest = max((rule.period for rule in setting), key=lambda period: period.value)
    return PeriodRequirement(
        value=longest.value,
        unit=longest.unit,
        shortenable=all(rule.period.shortenable for rule in setting),
        clauses=_unique(clause for rule in setting for clause in rule.clauses),
    )


def _unique(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple({clause.id: clause for clause in clauses}.values())

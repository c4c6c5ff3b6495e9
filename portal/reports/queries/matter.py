"""The proposal's side of a report: its facts, what the agenda form asks beyond them, its rounds, and how its text changed."""

from itertools import pairwise

from portal.consultations.models import Consultation
from portal.proposals import rules
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.rules import shown
from portal.reports.values import Amendment, Application, Hearing, ProposalFacts
from portal.rulebook.evaluation import Evaluation


def reported_version(consultation: Consultation) -> ProposalVersion:
    """The version the parties were asked about last."""
    return consultation.proposal.standing[-1]


def facts(consultation: Consultation, version: ProposalVersion, evaluation: Evaluation) -> ProposalFacts:
    """The basics of the version reported on."""
    proposal = consultation.proposal
    standing = {each.id for each in proposal.standing}
    told = next(r.facts["facts"] for r in consultation.rounds if r.version_id in standing)
    place = proposal.space.number if proposal.space else f"片区内{len(version.rows)}处空间"
    owner = f"{version.owner_name}（{version.owner_nature}）" if version.owner_nature else version.owner_name
    return ProposalFacts(
        number=proposal.number,
        title=version.title,
        version=version.ordinal,
        initiating_unit=proposal.initiating_unit.name,
        promoting_units=_promoters(proposal, evaluation),
        space_type=told["space_type"],
        space_subtype=told["space_subtype"] or "",
        ledger_number=place if told["in_ledger"] else "",
        location=version.location,
        size=f"{shown(version.size_value)}{version.size_unit}" if version.size_value is not None else "",
        ownership=owner,
        planned_use=version.planned_use,
        business_forms=tuple(told["business_forms"]),
        commercial_convenience=evaluation.commercial,
        subdistricts=tuple(told["subdistricts"]),
        area=told["area"] or "",
        safety=_safety(version),
    )


def _promoters(proposal: Proposal, evaluation: Evaluation) -> tuple[str, ...]:
    """The promoting units, the leading one marked."""
    lead = proposal.lead_unit.name if proposal.lead_unit else None
    named = dict.fromkeys((*([lead] if lead else []), *evaluation.promoting_units))
    several = len(named) > 1
    return tuple(f"{name}（牵头）" if several and name == lead else name for name in named)


def _safety(version: ProposalVersion) -> str:
    basis = [shown(part) for part in (version.safety_date, version.safety_basis) if part]
    return version.safety_conclusion + (f"（{'，'.join(basis)}）" if basis else "")


def application(version: ProposalVersion, attending: tuple[str, ...], papers: tuple[str, ...], *, names: bool) -> Application:
    """What the agenda form says beyond the basics; `names` reads the contact person's telephone too."""
    telephone = version.contact_phone if names else ""
    return Application(
        summary=version.summary,
        current_state=version.current_state,
        intended_use=version.intended_use,
        plan_conformity=version.plan_conformity,
        restricted_list=version.restricted_list_check,
        property_owner_opinion=version.property_owner_opinion,
        matters_to_decide=version.matters_to_decide,
        necessity=version.necessity,
        ledger_comparison=version.ledger_comparison,
        major_decision=version.major_basis if version.is_major_decision else "",
        contact="　".join(filter(None, (version.contact_name, telephone))),
        attending=attending,
        papers=papers,
    )


def hearings(consultation: Consultation) -> tuple[Hearing, ...]:
    """The rounds in their order."""
    return tuple(Hearing(each.kind, each.version.ordinal, each.opened_at, each.closes_at) for each in consultation.rounds)


def amendments(proposal: Proposal) -> tuple[Amendment, ...]:
    """What each sealed version changed in the one before it."""
    sealed = [version for version in proposal.versions if version.sealed_at]
    return tuple(
        Amendment(new.ordinal, each.label if each.name != "rows" else f"空间：{each.label}", each.old, each.new)
        for old, new in pairwise(sealed)
        for each in rules.differences(old, new)
    )

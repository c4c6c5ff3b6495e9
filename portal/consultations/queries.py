"""Reading consultations: what the rules say about a version, the letters of a person or a unit, and the newest rounds."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Membership, Unit, User
from portal.consultations.models import Consultation, Request, Round
from portal.ledger.models import Space
from portal.permissions import Actor, Role
from portal.proposals import rules as proposal_rules
from portal.proposals.models import BusinessForm, Proposal, ProposalVersion
from portal.rulebook.book import book, current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.evaluation import Evaluation
from portal.rulebook.facts import Facts, parse_facts

COURTYARD = {"space_type": "平房院落和简易楼", "space_subtype": proposal_rules.COURTYARD}


def consultation_of(session: Session, proposal: Proposal) -> Consultation | None:
    """The consultation of a proposal with its rounds, letters, requirements and waivers, or None before its first round."""
    query = select(Consultation).where(Consultation.proposal_id == proposal.id).options(
        selectinload(Consultation.rounds).selectinload(Round.requests).joinedload(Request.unit),
        selectinload(Consultation.rounds).selectinload(Round.requests).joinedload(Request.user),
        selectinload(Consultation.waivers),
    )
    return session.scalar(query)


def evaluation_of(session: Session, version: ProposalVersion) -> Evaluation:
    """What the rulebook asks for a version.

    Once a round has been opened on it (or on the version it stands on), the answer is the one of that day: the rulebook's
    version and the facts were kept. Before, it follows the rows as they are now.
    """
    opened = _first_round(session, version)
    if opened is None:
        return evaluate_told(told(session, version), current_book().version)
    return evaluate_told(opened.facts, opened.consultation.rulebook)


def _first_round(session: Session, version: ProposalVersion) -> Round | None:
    standing = proposal_rules.standing(version.proposal.versions)
    same = [each.id for each in standing] if version in standing else [version.id]
    query = select(Round).where(Round.version_id.in_(same)).options(joinedload(Round.consultation)).order_by(Round.id)
    return session.scalars(query).first()


def evaluate_told(facts: dict, rulebook: str) -> Evaluation:
    """Ask a version of the rulebook about facts as `told` gives them."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in facts["facts"].items()}
    return evaluate(Facts(**values), book(rulebook), areas=facts["areas"], forms=facts["forms"])


def told(session: Session, version: ProposalVersion) -> dict:
    """What the rulebook is told about a version, as JSON values: its facts, its area's headquarters, and the staff's
    catalogue of business forms (name → is it 商业便民)."""
    proposal = version.proposal
    area = proposal.area or proposal.space.area
    raw = {**_kind(version), "area": area.name if area else None}
    raw["subdistricts"] = [street.street for street in proposal.streets]
    raw["in_ledger"] = all(space.in_ledger for space in _spaces(version))
    raw["business_forms"] = proposal_rules.forms_of(version)
    raw["is_major_decision"], raw["is_planning_draft"] = version.is_major_decision, version.is_planning_draft
    raw["changes_business_form_of"] = proposal.changes_form_of.number if proposal.changes_form_of else None
    facts = replace(parse_facts(raw, current_book().catalogue), initiating_unit=proposal.initiating_unit.name)
    return {
        "facts": asdict(facts),
        "areas": {area.name: area.headquarters.name} if area else {},
        "forms": dict(session.execute(select(BusinessForm.name, BusinessForm.is_commercial)).all()),
    }


def _spaces(version: ProposalVersion) -> Sequence[Space]:
    return [version.proposal.space] if version.proposal.space else [row.space for row in version.rows]


def _kind(version: ProposalVersion) -> dict:
    """Type, sub-type and secondary types; an area's plan is courtyards, with the other types of its spaces as secondary."""
    space = version.proposal.space
    if space is not None:
        kind = {"space_type": space.space_type, "space_subtype": space.space_subtype}
        return {**kind, "secondary_types": list(space.secondary_types)}
    secondary = [name for row in version.rows for name in _all_types(row.space)]
    return {**COURTYARD, "secondary_types": list(dict.fromkeys(secondary))}


def _all_types(space: Space) -> Iterable[str]:
    own = f"{space.space_type}/{space.space_subtype}" if space.space_subtype else space.space_type
    return own, *space.secondary_types


def standing_requests(consultation: Consultation | None) -> list[Request]:
    """The letters whose answers count: those about the standing versions, oldest first."""
    if consultation is None:
        return []
    standing = {version.id for version in consultation.proposal.standing}
    return [request for each in consultation.rounds if each.version_id in standing for request in each.requests]


def invitable_people(session: Session, day: date) -> list[tuple[int, str, str, str | None]]:
    """Experts, planners and rights holders whose role is valid on `day`: user id, name, role, and the unit it belongs to."""
    roles = (Role.EXPERT.value, Role.PLANNER.value, Role.RIGHTS_HOLDER.value)
    valid = Membership.valid_from <= day, or_(Membership.valid_to.is_(None), Membership.valid_to >= day)
    query = select(User.id, User.name, Membership.role, Unit.name).join(Membership, Membership.user_id == User.id)
    query = query.outerjoin(Unit, Unit.id == Membership.unit_id).where(Membership.role.in_(roles), *valid)
    return [tuple(row) for row in session.execute(query.order_by(Membership.role, User.id, Unit.id))]


def is_circulated_to(session: Session, version: ProposalVersion, actor: Actor) -> bool:
    """Whether the version was put to the actor, or to a unit the actor works for, by letter."""
    units = actor.units(frozenset({Role.HANDLER, Role.REVIEWER, Role.LEADER}))
    mine = or_(Request.user_id == actor.user_id, Request.unit_id.in_(units)) if actor.user_id else Request.unit_id.in_(units)
    query = select(Request.id).join(Round, Round.id == Request.round_id).where(Round.version_id == version.id, mine)
    return session.scalar(query.limit(1)) is not None


def requests_for(session: Session, user_id: int, unit_ids: Iterable[int]) -> list[Request]:
    """The letters addressed to a person or to one of the person's units, newest first, with what a list shows."""
    mine = or_(Request.user_id == user_id, Request.unit_id.in_(list(unit_ids)))
    query = select(Request).where(mine).order_by(Request.id.desc()).limit(200).options(
        joinedload(Request.unit),
        joinedload(Request.round).joinedload(Round.version),
        joinedload(Request.round).joinedload(Round.consultation).joinedload(Consultation.proposal).joinedload(Proposal.initiating_unit),
    )
    return list(session.scalars(query))

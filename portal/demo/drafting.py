"""Proposals on their initiating unit's desk: drafted, filled in, with a drawn plan and the papers the rules ask for."""

from datetime import datetime
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.demo import papers
from portal.demo.timeline import Timeline
from portal.demo.values import Proposal
from portal.demo.world import World
from portal.files.actions import attach
from portal.files.intake import prepare
from portal.permissions import Role
from portal.proposals import actions


def draft(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """Begin the proposal, write what is known, attach the plan."""
    timeline.at(proposal.drafted, "09:10", partial(_begin, world, proposal, timeline))
    if proposal.revision:
        timeline.at(proposal.revision.day, "09:40", partial(_revise, world, proposal))
    if proposal.withdrawn is not None:
        timeline.at(proposal.withdrawn, "16:30", partial(_withdraw, world, proposal))


def _begin(world: World, proposal: Proposal, timeline: Timeline, session: Session, now: datetime) -> None:
    actor = world.staff(proposal.initiating_unit)
    made = world.proposals[proposal.key] = actions.draft_proposal(
        session, unit=world.unit(proposal.initiating_unit), title=proposal.title, space=world.spaces.get(proposal.space),
        area=world.areas.get(proposal.area), actor=actor, now=now,
    )
    version = made.latest
    fields = _fields(world, proposal, timeline)
    actions.edit_version(session, version, fields, seen_revision=version.revision, actor=actor, now=now)
    if proposal.lead:
        actions.choose_lead(session, made, world.unit(proposal.initiating_unit), actor=actor, now=now)
    _attach_papers(world, proposal, version, actor, session, now)


def _attach_papers(world: World, proposal: Proposal, version, actor: User, session: Session, now: datetime) -> None:
    for paper in papers.for_proposal(proposal):
        attach(session, world.storage, version, prepare(paper.name, paper.data), purpose=paper.purpose,
               visibility=paper.visibility, actor=actor, now=now)


def _revise(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    """Write the next version; the reviewer records why it is no material change."""
    actor, reviewer = world.staff(proposal.initiating_unit), world.staff(proposal.initiating_unit, Role.REVIEWER)
    version = actions.new_version(session, world.proposals[proposal.key], actor=actor, now=now)
    fields = {"summary": proposal.revision.summary.strip(), "meaning": "\n".join(proposal.revision.meaning)}
    actions.edit_version(session, version, fields, seen_revision=version.revision, actor=actor, now=now)
    actions.excuse_version(session, version, proposal.revision.excuse, actor=reviewer, now=now)
    _attach_papers(world, proposal, version, actor, session, now)


def _fields(world: World, proposal: Proposal, timeline: Timeline) -> dict:
    safety = proposal.safety
    return {
        "summary": proposal.summary.strip(), "meaning": "\n".join(proposal.meaning),
        "public_contact": f"{proposal.initiating_unit}　{proposal.contact_phone}",
        "location": proposal.location, "size_value": Decimal(proposal.size), "owner_name": proposal.ownership_owner,
        "owner_nature": proposal.ownership_nature, "planned_use": proposal.planned_use, "intended_use": _intended(proposal),
        "business_forms": proposal.business_forms, "area_plan_note": proposal.area_plan_note,
        "design_unit": proposal.design_unit, "design_qualification": proposal.design_qualification,
        "safety_conclusion": safety.conclusion if safety else "", "safety_basis": safety.basis if safety else "",
        "safety_date": timeline.day(safety.day) if safety else None, "plan_conformity": proposal.compliance["plan"],
        "restricted_list_check": proposal.compliance["catalogue"], "is_major_decision": proposal.is_major,
        "major_basis": proposal.major_basis, "contact_name": proposal.contact_name, "contact_phone": proposal.contact_phone,
        "property_owner_opinion": proposal.property_owner, "necessity": proposal.necessity,
        "matters_to_decide": proposal.submission.ask if proposal.submission else "",
        "rows": {world.spaces[row.space].id: (row.basic, row.form) for row in proposal.rows},
    }


def _intended(proposal: Proposal) -> str:
    plan = f"拟用作：{'、'.join(proposal.business_forms)}。"
    return f"{plan}\n\n比较过的其他做法\n{proposal.alternatives.strip()}" if proposal.alternatives else plan


def _withdraw(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.withdraw_proposal(session, world.proposals[proposal.key], proposal.withdrawal_reason,
                              actor=world.staff(proposal.initiating_unit), now=now)

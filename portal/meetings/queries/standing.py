"""How a proposal stands: what the rules ask of its standing versions beside everything that has arrived."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.clock import beijing_date, beijing_midnight
from portal.consultations.models import Consultation, Request
from portal.consultations.queries import consultation_of, evaluation_of, standing_requests
from portal.files.models import Attachment
from portal.meetings.models import LeaderApproval
from portal.meetings.queries.items import approvals_of, latest_report
from portal.opinions.models import Opinion
from portal.opinions.queries.counting import public_figures, unanswered
from portal.proposals.models import Proposal, ProposalVersion
from portal.rulebook.checklist import checklist
from portal.rulebook.done import Approved, Asked, DoneFacts, PublicRound, Waived
from portal.rulebook.evaluation import Evaluation, PeriodRequirement
from portal.rulebook.lines import ChecklistLine
from portal.rulebook.slots import consensus_reached_at
from portal.workdays.queries import calendar
from portal.workdays.rules import closing


def checklist_of(session: Session, proposal: Proposal, now: datetime) -> list[ChecklistLine]:
    """Every requirement of a proposal with its state; the gate is the lines that block."""
    return checklist(*_both_sides(session, proposal, now))


def consensus_on(session: Session, proposal: Proposal, now: datetime) -> date | None:
    """The Beijing day the last of the departments agreed; None while agreement is missing (三(二)2)."""
    reached = consensus_reached_at(*_both_sides(session, proposal, now))
    return beijing_date(reached) if reached else None


def valid_approval(session: Session, proposal: Proposal) -> LeaderApproval | None:
    """The newest approval, if it agrees and was given to what still stands; a material change voids it."""
    newest = next(iter(approvals_of(session, proposal)), None)
    return newest if newest and newest.agrees and newest.version in proposal.standing else None


def standing_version(proposal: Proposal) -> ProposalVersion:
    """The version the meeting would hear: the newest sealed one, or the draft while none is."""
    return proposal.standing[-1] if proposal.standing else proposal.latest


def _both_sides(session: Session, proposal: Proposal, now: datetime) -> tuple[Evaluation, DoneFacts]:
    version = standing_version(proposal)
    evaluation = evaluation_of(session, version)
    return evaluation, _done(session, version, evaluation, now)


def _done(session: Session, version: ProposalVersion, evaluation: Evaluation, now: datetime) -> DoneFacts:
    proposal, consultation = version.proposal, consultation_of(session, version.proposal)
    return DoneFacts(
        now=now,
        asked=_asked(session, consultation),
        public=_public(session, consultation, evaluation.minimum_period),
        without_verdict=unanswered(session, consultation) if consultation else 0,
        waivers=_waivers(consultation),
        papers=_papers(session, version),
        not_applicable=_not_applicable(version),
        approvals=_approvals(session, version),
        material_change_at=proposal.standing[0].sealed_at if proposal.standing else None,
        designated=bool(proposal.lead_unit_id or (proposal.space and proposal.space.promoting_unit_id)),
        lead_chosen=proposal.lead_unit_id is not None,
    )


def _asked(session: Session, consultation: Consultation | None) -> tuple[Asked, ...]:
    letters = standing_requests(consultation)
    query = select(Opinion).where(Opinion.request_id.in_([letter.id for letter in letters]), Opinion.withdrawn_at.is_(None))
    replies = {reply.request_id: reply for reply in session.scalars(query.options(joinedload(Opinion.settlement)))}
    return tuple(_letter(letter, replies.get(letter.id)) for letter in letters)


def _letter(letter: Request, reply: Opinion | None) -> Asked:
    settlement = reply.settlement if reply and reply.settlement and reply.settlement.is_settled else None
    return Asked(
        party=letter.party, unit=letter.unit.name if letter.unit else letter.invitee or None, form=letter.form,
        sent_at=letter.sent_at, due_at=letter.due_at, answered_at=letter.answered_at, stance=reply and reply.stance,
        settled_at=beijing_midnight(settlement.settled_on) if settlement else None, own=letter.is_own,
        argued=reply is None or reply.settlement is not None,
    )


def _public(session: Session, consultation: Consultation | None, required: PeriodRequirement) -> PublicRound | None:
    if consultation is None:
        return None
    standing = {version.id for version in consultation.proposal.standing}
    rounds = [each for each in consultation.rounds if each.kind == "public" and each.version_id in standing]
    if not rounds:
        return None
    opened, closes = rounds[-1].opened_at, rounds[-1].closes_at
    figures = public_figures(session, consultation)
    return PublicRound(
        opened_at=opened, closes_at=closes, opinions=figures.received - figures.withdrawn,
        period_met=closing(opened, required.value, required.unit, calendar(session)).instant <= closes,
        shortened_reason=rounds[-1].shortened_reason,
    )


def _waivers(consultation: Consultation | None) -> tuple[Waived, ...]:
    given = consultation.waivers if consultation else []
    return tuple(Waived(each.party, each.unit.name if each.unit else None, each.reason, each.approver_name) for each in given)


def _approvals(session: Session, version: ProposalVersion) -> tuple[Approved, ...]:
    recorded = approvals_of(session, version.proposal)
    given = [Approved(each.kind, each.approved_on, each.recorded_at, each.agrees) for each in recorded]
    review = version.secrecy_review
    if review is not None:
        given.append(Approved("secrecy_review", review.reviewed_on, review.recorded_at, review.may_publish))
    return tuple(given)


def _not_applicable(version: ProposalVersion) -> frozenset[str]:
    """The ids of the papers of a major decision that are not needed, with a written reason."""
    reasons = {"risk_assessment": version.risk_not_needed, "expert_opinion": version.experts_not_needed}
    return frozenset(name for name, reason in reasons.items() if reason.strip())


def _papers(session: Session, version: ProposalVersion) -> frozenset[str]:
    """The ids of the fields, papers and checks that are there."""
    proposal = version.proposal
    report = latest_report(session, proposal)
    present = {
        "location": version.location,
        "size": version.size_value and version.size_unit,
        "ownership": version.owner_name and version.owner_nature,
        "planned_use": version.planned_use,
        "contact": version.contact_name and version.contact_phone,
        "safety": version.safety_conclusion and version.safety_basis and version.safety_date,
        "planning_conformity": version.plan_conformity,
        "prohibited_list": version.restricted_list_check,
        "agenda_form": version.matters_to_decide,
        "consultation_report": report and report.version_id == version.id,
        "ledger_entry": all(space.in_ledger for space in _spaces(proposal)),
        "ledger_comparison": version.ledger_comparison,
        "necessity": version.necessity,
        "area_plan": proposal.area_id or version.area_plan_note,
        "design_qualification": version.design_unit and version.design_qualification,
        "area_table": _each_space_told(version),
        "property_owner": version.property_owner_opinion,
        "adoption_reasons": report and report.version_id == version.id,
    }
    attached = session.scalars(select(Attachment.purpose).where(
        Attachment.subject_type == "proposal_versions", Attachment.subject_id.in_([each.id for each in proposal.versions])))
    return frozenset({name for name, value in present.items() if value} | set(attached))


def _each_space_told(version: ProposalVersion) -> bool:
    """Whether the facts and the next use of each space are written; a single space's stand in the version itself."""
    if version.proposal.space_id:
        return bool(version.current_state and version.business_forms)
    return bool(version.rows) and all(row.situation and row.next_form for row in version.rows)


def _spaces(proposal: Proposal):
    return [proposal.space] if proposal.space else proposal.area.spaces

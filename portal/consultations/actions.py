"""Opening rounds, sending letters, recording waivers: everything that asks somebody about a version of a proposal."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import Unit, User
from portal.accounts.queries import unit_named
from portal.clock import beijing_date
from portal.consultations import rules
from portal.consultations.models import Consultation, Request, Requirement, Round, Waiver
from portal.consultations.queries import evaluate_told, evaluation_of, standing_requests, told
from portal.errors import N_, InvalidInput, Refusal
from portal.proposals import actions as proposal_actions
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.rules import refuse_blank
from portal.rulebook.book import current_book
from portal.rulebook.evaluation import Evaluation
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar, Closing, closing


def consultation_for(session: Session, proposal: Proposal, now: datetime) -> Consultation:
    """The consultation of a proposal; it begins, under the rulebook of the day, with the first round."""
    found = session.scalar(select(Consultation).where(Consultation.proposal_id == proposal.id))
    if found is None:
        rulebook = current_book().version
        found = Consultation(proposal=proposal, rulebook=rulebook, opened_at=now, rounds=[], requirements=[], waivers=[])
        session.add(found)
        session.flush()
    return found


def open_internal_round(
    session: Session, version: ProposalVersion, *, period_value: int, period_unit: str = "working_day", actor: User, now: datetime
) -> Round:
    """Put a version that is not public yet to units; it is sealed by this. Letters follow with send_request."""
    if version.publication is not None:
        raise Refusal(N_("这一版已经公布，请用专项征求意见的轮次。"), clauses=(rules.ROUNDS_CLAUSE,))
    return _open_by_letter(session, version, "internal", period_value, period_unit, actor, now)


def open_formal_round(
    session: Session, version: ProposalVersion, *, period_value: int, period_unit: str = "working_day", actor: User, now: datetime
) -> Round:
    """Put a version to experts, planners, rights holders and further units. For courtyards only once the departments have
    answered (联席会议制度 三(三)2), unless it is the departments that are asked after publication."""
    return _open_by_letter(session, version, "formal", period_value, period_unit, actor, now)


def _open_by_letter(
    session: Session, version: ProposalVersion, kind: str, value: int, unit: str, actor: User, now: datetime
) -> Round:
    _refuse_old(version)
    proposal_actions.refuse_incomplete(version)
    closes = rules.closing_of(now, value, unit, calendar(session))
    proposal_actions.seal(session, version, actor=actor, now=now)
    return _open(session, version, kind, closes, value, unit, "", actor, now)


def publish(
    session: Session, version: ProposalVersion, *, period_value: int, period_unit: str, shortened_reason: str = "", actor: User,
    now: datetime,
) -> Round:
    """Publish a version and open the public round its rules call for (period_unit: day or working_day).

    Refuses an incomplete or unreviewed text and a period the rules do not allow. A version recorded as immaterial joins the
    public round that stands.
    """
    _refuse_old(version)
    required = evaluation_of(session, version).minimum_period
    closes, reason = rules.public_closing(now, period_value, period_unit, shortened_reason, required, calendar(session))
    proposal_actions.publish_version(session, version, actor=actor, now=now)
    standing = _standing_public_round(session, version, now)
    if standing is not None:
        return standing
    return _open(session, version, "public", closes, period_value, period_unit, reason, actor, now)


def _standing_public_round(session: Session, version: ProposalVersion, now: datetime) -> Round | None:
    """The public round opened on an earlier version that this one, being immaterial, leaves standing."""
    same = {each.id for each in version.proposal.standing}
    newest = consultation_for(session, version.proposal, now).public_round
    return newest if newest is not None and newest.version_id in same else None


def _open(
    session: Session, version: ProposalVersion, kind: str, closes: Closing, value: int, unit: str, reason: str, actor: User,
    now: datetime,
) -> Round:
    consultation = consultation_for(session, version.proposal, now)
    facts = _facts(session, version, consultation)
    opened = Round(
        consultation=consultation, version=version, kind=kind, opened_by=actor.id, opened_at=now, closes_at=closes.instant,
        is_provisional=closes.is_provisional, period_value=value, period_unit=unit, shortened_reason=reason, facts=facts,
        requests=[],
    )
    session.add(opened)
    session.flush()
    journal.record(session, "round.open", opened, actor=actor, now=now, unit_id=version.proposal.initiating_unit_id, kind=kind)
    return opened


def _facts(session: Session, version: ProposalVersion, consultation: Consultation) -> dict:
    """What the rulebook is told: the facts of the version's first round, or those of now, whose requirements become rows."""
    same = {each.id for each in version.proposal.standing}
    earlier = next((each for each in consultation.rounds if each.version_id in same), None)
    if earlier is not None:
        return earlier.facts
    facts = told(session, version)
    for entry in evaluate_told(facts, consultation.rulebook).parties:
        session.add(Requirement(
            consultation_id=consultation.id, version_id=version.id, party=entry.party, unit_id=_unit_id(session, entry.unit),
            mandatory=entry.mandatory, waivable=entry.waivable, after=list(entry.after),
            clauses=[clause.id for clause in entry.clauses], quotes=[clause.quote for clause in entry.clauses],
        ))
    return facts


def _unit_id(session: Session, name: str | None) -> int | None:
    if name is None:
        return None
    unit = unit_named(session, name)
    if unit is None:
        raise Refusal(N_("规则点名的“%(unit)s”不在单位名录中，请先在“单位和联络员”中补上。"), unit=name)
    return unit.id


def _refuse_old(version: ProposalVersion) -> None:
    proposal_actions.refuse_withdrawn(version.proposal)
    if version is not version.proposal.latest:
        raise Refusal(N_("已经有更新的一版，请用最新的一版征求意见。"), clauses=(rules.ROUNDS_CLAUSE,))


def send_request(
    session: Session, round_: Round, *, party: str, unit: Unit | None = None, user: User | None = None, invitee: str = "",
    form: str = "written", actor: User, now: datetime,
) -> Request:
    """Ask a unit, a person with an account, or a named person without one, until the round closes.

    To the initiating unit itself no letter goes: its slot is opened for its own opinion (“以本单位意见计”). Refuses a letter
    that would come before the departments' answers, a second one in the same round, and one in a round that is over.
    """
    proposal = round_.consultation.proposal
    proposal_actions.refuse_withdrawn(proposal)
    rules.refuse_round_kind(round_.kind, party, unit is not None)
    _refuse_over(round_, now)
    _refuse_again(round_, party, unit, user, invitee.strip())
    name = unit.name if unit else None
    rules.refuse_too_early(evaluation_of(session, round_.version), party, name, standing_requests(round_.consultation))
    request = Request(
        round=round_, party=party, unit=unit, user=user, invitee=invitee.strip(), form=form, sent_at=now, due_at=round_.closes_at,
        is_own=unit is not None and unit.id == proposal.initiating_unit_id,
    )
    session.add(request)
    session.flush()
    if not request.is_own:
        _tell(session, request, now)
    journal.record(session, "request.send", request, actor=actor, now=now, unit_id=proposal.initiating_unit_id, party=party)
    return request


def _refuse_over(round_: Round, now: datetime) -> None:
    if round_.version not in round_.consultation.proposal.standing:
        raise Refusal(N_("方案已有实质性变更，请就最新的一版另开一轮征求。"), clauses=(rules.ROUNDS_CLAUSE,))
    if not rules.is_open(round_, now):
        raise Refusal(N_("这一轮征求已经到期，请另开一轮。"), clauses=(rules.ROUNDS_CLAUSE,))


def _refuse_again(round_: Round, party: str, unit: Unit | None, user: User | None, invitee: str) -> None:
    if unit is None and user is None and not invitee:
        raise InvalidInput(N_("请选择征求谁的意见，或者写下姓名。"), field="invitee")
    for each in round_.requests:
        same_unit = unit is not None and each.unit_id == unit.id
        same_person = (user is not None and each.user_id == user.id) or (invitee and each.invitee == invitee)
        if each.party == party and (same_unit or same_person):
            raise Refusal(N_("这一轮已经征求过这一方，不必重复发函。"), field="party")


def _tell(session: Session, request: Request, now: datetime) -> None:
    """Put the news of a letter in the outbox: to the person, or to the unit's 联络员."""
    version = request.round.version
    about = {"request": request.id, "title": version.title, "number": version.proposal.number,
             "due": rules.due_day(request).isoformat()}
    if request.user is not None:
        outbox.post(session, "request_sent", now=now, user_id=request.user_id, **about)
    elif request.unit is not None and request.unit.liaison is not None:
        outbox.post(session, "request_sent", now=now, address=request.unit.liaison.phone, unit=request.unit.name,
                    **about)


def send_required(session: Session, round_: Round, *, form: str = "written", actor: User, now: datetime) -> list[Request]:
    """Send every letter the rules require by name that is not out yet and whose turn it is; returns the letters."""
    evaluation = evaluation_of(session, round_.version)
    return [
        send_request(session, round_, party=entry.party, unit=unit_named(session, entry.unit), form=form, actor=actor, now=now)
        for entry in sendable(evaluation, standing_requests(round_.consultation))
    ]


def sendable(evaluation: Evaluation, requests: list[Request]) -> list:
    """The requirements that name a unit, are mandatory, not asked yet, and not waiting for the departments."""
    asked = {(each.party, each.unit.name) for each in requests if each.unit is not None}
    waiting = bool(rules.departments_missing(evaluation, requests))
    named = [entry for entry in evaluation.parties if entry.unit and entry.mandatory and (entry.party, entry.unit) not in asked]
    return [entry for entry in named if not (waiting and "department" in entry.after)]


def open_request(session: Session, request: Request, *, actor: User, now: datetime) -> None:
    """Note that the invited party has opened its letter; only the first time counts."""
    if request.opened_at is None:
        request.opened_at = now
        journal.record(session, "request.open", request, actor=actor, now=now)


def mark_answered(session: Session, request: Request, now: datetime) -> None:
    """Note when the answer to a letter came in; called where the answer is stored."""
    request.answered_at = now
    session.flush()


def mark_unanswered(session: Session, request: Request) -> None:
    """Note that the answer to a letter was withdrawn."""
    request.answered_at = None
    session.flush()


def waive(
    session: Session, consultation: Consultation, *, party: str, unit: Unit | None = None, reason: str, approver_name: str,
    approved_on: date, actor: User, now: datetime,
) -> Waiver:
    """Record that residents or a subdistrict are not asked, with reason and approver; refused where the rules do not let go."""
    proposal = consultation.proposal
    proposal_actions.refuse_withdrawn(proposal)
    rules.refuse_waiver(evaluation_of(session, (proposal.standing or proposal.versions)[-1]), party, unit.name if unit else None)
    if approved_on > beijing_date(now):
        raise InvalidInput(N_("批准日期不能晚于今天。"), field="approved_on")
    if any(each.party == party and each.unit_id == (unit.id if unit else None) for each in consultation.waivers):
        raise Refusal(N_("这一方已经记录过免于征求。"), field="target")
    waiver = Waiver(
        consultation=consultation, party=party, unit=unit, reason=refuse_blank(reason, "reason"), approved_on=approved_on,
        approver_name=refuse_blank(approver_name, "approver_name"), recorded_by=actor.id, recorded_at=now,
    )
    session.add(waiver)
    session.flush()
    journal.record(session, "waiver.record", waiver, actor=actor, now=now, unit_id=proposal.initiating_unit_id, party=party)
    return waiver


def recompute_provisional(session: Session, announced: Calendar, *, actor: User | None, now: datetime) -> list[Round]:
    """Compute provisional closings again once a year has been announced; returns the rounds that changed.

    A round is never closed earlier than was announced, and one that is over stays as it was.
    """
    query = select(Round).where(Round.is_provisional, Round.closes_at > now)
    changed = []
    for each in session.scalars(query):
        computed = closing(each.opened_at, each.period_value, each.period_unit, announced)
        computed = replace(computed, instant=rules.announced_closing(each.closes_at, computed))
        if (computed.instant, computed.is_provisional) != (each.closes_at, each.is_provisional):
            _move(session, each, computed, actor, now)
            changed.append(each)
    return changed


def _move(session: Session, round_: Round, computed: Closing, actor: User | None, now: datetime) -> None:
    round_.closes_at, round_.is_provisional = computed.instant, computed.is_provisional
    for request in round_.requests:
        request.due_at = computed.instant
    session.flush()
    journal.record(session, "round.recompute", round_, actor=actor, now=now, is_provisional=computed.is_provisional)

"""From the leader's approval to the published decision: each act with who and when."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.consultations.queries import consultation_of
from portal.errors import N_, InvalidInput, Refusal
from portal.ledger.actions import follow_decision
from portal.meetings.models import AgendaItem, Condition, Decision, Disclosure, ItemException, LeaderApproval, Meeting, Resolution
from portal.meetings.queries.items import latest_report, live_item
from portal.meetings.queries.standing import checklist_of, consensus_on, standing_version, valid_approval
from portal.meetings.queries.year import is_planned
from portal.meetings.rules import agenda as rules
from portal.meetings.rules import year
from portal.proposals.actions import mark_approved
from portal.proposals.models import Proposal
from portal.rulebook.checklist import gate

_CONSENSUS = ("附件三(二)2",)


def record_approval(session: Session, proposal: Proposal, *, leader_name: str, approved_on: date, agrees: bool, words: str,
                    actor: User, now: datetime, kind: str = "district_leader") -> LeaderApproval:
    """Record what the 分管区领导 wrote on paper (三(二)2). It follows the departments' agreement.

    `kind` necessity_leader records the consent to hear a space outside the ledger (三(二)4), which needs no agreement first.

    Raises Refusal while a department's agreement is missing, InvalidInput for an incomplete or misdated record.
    """
    agreed_on = consensus_on(session, proposal, now) if kind == "district_leader" else approved_on
    if agreed_on is None:
        raise Refusal(
            N_("相关部门还没有形成一致意见，不能记录领导审核。请看下面的清单，先办完“还缺”的单位意见。"), clauses=_CONSENSUS)
    rules.check_approval(leader_name=leader_name, words=words, approved_on=approved_on, today=beijing_date(now),
                         consensus_on=agreed_on)
    approval = LeaderApproval(
        version=standing_version(proposal), kind=kind, leader_name=leader_name.strip(), approved_on=approved_on, agrees=agrees,
        words=words.strip(), recorded_by=actor.id, recorded_at=now)
    session.add(approval)
    session.flush()
    journal.record(session, "approval.record", approval, actor=actor, now=now, agrees=agrees,
                   unit_id=proposal.initiating_unit_id)
    return approval


def submit(session: Session, proposal: Proposal, *, off_plan_reason: str = "", due_inclusive: bool = True, actor: User,
           now: datetime) -> AgendaItem:
    """Send a proposal with its frozen report to the joint-meeting office (三(二)3).

    Raises Refusal while anything the rules ask for is missing; the sentence names every thing. InvalidInput without a
    reason where the unit's plan for the quarter does not name this space or area.
    """
    if missing := gate(checklist_of(session, proposal, now)):
        clauses = dict.fromkeys(clause.id for line in missing for clause in line.clauses)
        raise Refusal(N_("还不能报送：还缺%(count)s项，见下面的清单。"), clauses=tuple(clauses), count=len(missing))
    if live_item(session, proposal):
        raise Refusal(N_("这个方案已经报送，正在办公室或会上，不能重复报送。"))
    planned = _is_planned(session, proposal, now, due_inclusive)
    year.check_off_plan(planned, off_plan_reason)
    report = latest_report(session, proposal)
    item = AgendaItem(proposal=proposal, version=standing_version(proposal), report=report, submitted_by=actor.id,
                      submitted_at=now, approval=valid_approval(session, proposal))
    session.add(item)
    session.flush()
    if not planned:
        _except(session, item, "off_plan", off_plan_reason, actor, now)
    journal.record(session, "agenda.submit", item, actor=actor, now=now, unit_id=proposal.initiating_unit_id,
                   report=report.fingerprint)
    return item


def _is_planned(session: Session, proposal: Proposal, now: datetime, inclusive: bool) -> bool:
    in_year, month = year.month_served(now, inclusive=inclusive)
    return is_planned(session, proposal, *year.quarter_of(date(in_year, month, 1)))


def _except(session: Session, item: AgendaItem, kind: str, reason: str, actor: User, now: datetime) -> None:
    item.exceptions.append(ItemException(kind=kind, reason=reason.strip(), given_by=actor.id, given_at=now))
    session.flush()


def receive(session: Session, item: AgendaItem, *, actor: User, now: datetime) -> None:
    """The office takes the item on."""
    _expect(item, "submitted")
    item.received_by, item.received_at = actor.id, now
    journal.record(session, "agenda.receive", item, actor=actor, now=now)


def return_item(session: Session, item: AgendaItem, reason: str, *, actor: User, now: datetime) -> None:
    """The office sends the item back with a reason; the unit may mend and submit again."""
    _expect(item, "submitted", "received", "scheduled")
    rules.check_return(reason)
    item.returned_by, item.returned_at, item.returned_reason = actor.id, now, reason.strip()
    item.received_at = item.received_by = item.meeting_id = None
    item.closed_at = now
    outbox.post(session, "agenda.returned", now=now, user_id=item.submitted_by, title=item.version.title,
                number=item.proposal.number)
    journal.record(session, "agenda.return", item, actor=actor, now=now)


def plan_meeting(session: Session, *, held_on: date, title: str, place: str, actor: User, now: datetime) -> Meeting:
    """Put a joint meeting on the calendar; its day can be moved later (三(一))."""
    rules.check_meeting_day(held_on, beijing_date(now))
    meeting = Meeting(held_on=held_on, title=title.strip(), place=place.strip(), created_by=actor.id, created_at=now)
    session.add(meeting)
    session.flush()
    journal.record(session, "meeting.plan", meeting, actor=actor, now=now, held_on=held_on.isoformat())
    return meeting


def move_meeting(session: Session, meeting: Meeting, *, held_on: date, title: str, place: str, actor: User,
                 now: datetime) -> None:
    """Move a meeting to another day or place, or name it otherwise."""
    rules.check_meeting_day(held_on, beijing_date(now))
    meeting.held_on, meeting.title, meeting.place = held_on, title.strip(), place.strip()
    journal.record(session, "meeting.move", meeting, actor=actor, now=now, held_on=held_on.isoformat())


def schedule(session: Session, item: AgendaItem, meeting: Meeting, *, late_reason: str = "", due_inclusive: bool = True,
             actor: User, now: datetime) -> None:
    """Put a received item on a meeting, or on another one; late papers only with the office's reason (三(二)3)."""
    _expect(item, "received", "scheduled")
    is_excused = any(each.kind == "late" for each in item.exceptions)
    if year.is_late(item.submitted_at, meeting.held_on, inclusive=due_inclusive) and not is_excused:
        year.check_late(late_reason)
        _except(session, item, "late", late_reason, actor, now)
    item.meeting = meeting
    journal.record(session, "agenda.schedule", item, actor=actor, now=now, meeting=meeting.id)


def decide(session: Session, item: AgendaItem, *, outcome: str, wording: str, conditions: str, decided_on: date,
           tasks: list[tuple[Unit, str, date]], confirmer: Unit | None = None, actor: User, now: datetime) -> Decision:
    """Record the meeting's decision on an item, and who must do what by when (三(四)): `tasks` are (unit, task, due day).

    Each line of `conditions` is one change that “修改后通过” asks for; `confirmer` (default: the initiating unit) confirms them.
    """
    _expect(item, "scheduled")
    rules.check_decision(outcome=outcome, wording=wording, conditions=conditions, tasks=tasks)
    confirmer_id = confirmer.id if confirmer else item.proposal.initiating_unit_id
    decision = Decision(item=item, outcome=outcome, wording=wording.strip(), conditions=conditions.strip(),
                        decided_on=decided_on, recorded_by=actor.id, recorded_at=now)
    decision.resolutions = [Resolution(unit_id=unit.id, task=task.strip(), due_on=due) for unit, task, due in tasks]
    decision.wanted = [Condition(text=line.strip(), confirmer_id=confirmer_id) for line in conditions.split("\n") if line.strip()]
    decision.disclosure = Disclosure() if outcome == rules.PENDING else None
    item.closed_at = now if outcome == "deferred" else None
    session.add(decision)
    session.flush()
    _note_passing(session, item, outcome, actor, now)
    journal.record(session, "decision.record", decision, actor=actor, now=now, outcome=outcome)
    return decision


def enter_government_result(session: Session, decision: Decision, *, outcome: str, on: date, actor: User, now: datetime) -> None:
    """Enter what the district government decided on a matter reported to it (三(一): 上报区政府审议)."""
    rules.check_government_result(outcome=decision.outcome, already=decision.government_outcome,
                                  decided_on=decision.decided_on, on=on, today=beijing_date(now))
    published = decision.item.proposal.published
    year.check_foretold(published and published.publication.published_at, decision.disclosure.foretold_at, on)
    decision.government_outcome, decision.government_on = outcome, on
    _note_passing(session, decision.item, outcome, actor, now)
    journal.record(session, "decision.government", decision, actor=actor, now=now, outcome=outcome)


def foretell(session: Session, decision: Decision, text: str, *, actor: User, now: datetime) -> None:
    """Tell the public of a matter reported to the government before it decides (决策前应做好预公开工作)."""
    if decision.item.state != "pending" or decision.disclosure.foretold_at is not None:
        raise Refusal(N_("只有已上报区政府、还没有结果、也没有登记过预公开的事项，才登记预公开。"), clauses=(year.DISCLOSE,))
    if not text.strip():
        raise InvalidInput(N_("请写明向社会预公开的内容：打算决定什么、什么时候决定、怎样提意见。"), field="text")
    disclosure = decision.disclosure
    disclosure.foretold_text, disclosure.foretold_by, disclosure.foretold_at = text.strip(), actor.id, now
    journal.record(session, "decision.foretell", decision, actor=actor, now=now,
                   unit_id=decision.item.proposal.initiating_unit_id)


def publish_decision(session: Session, decision: Decision, *, notice: str, reviewer: str, leader: str, explanation: str = "",
                     actor: User, now: datetime) -> None:
    """Publish the notice with the verdicts, after the secrecy review; from now on everybody finds the answer given.

    What the government decided is published with its explanation (解读), and when is kept.
    """
    consultation = consultation_of(session, decision.item.proposal)
    rules.check_notice(state=decision.item.state, notice=notice, reviewer=reviewer, leader=leader,
                       is_settled=consultation.settled_at is not None)
    year.check_explained(explanation, reported_up=decision.disclosure is not None)
    if decision.disclosure is not None:
        told = decision.disclosure
        told.explained_text, told.explained_by, told.explained_at = explanation.strip(), actor.id, now
    decision.notice, decision.secrecy_reviewer, decision.secrecy_leader = notice.strip(), reviewer.strip(), leader.strip()
    decision.published_by, decision.published_at = actor.id, now
    consultation.answers_published_at = now
    journal.record(session, "decision.publish", decision, actor=actor, now=now, unit_id=decision.item.proposal.initiating_unit_id)


def _note_passing(session: Session, item: AgendaItem, outcome: str, actor: User, now: datetime) -> None:
    """Once passed, the business forms are fixed and the ledger follows: another form is another proposal (四2)."""
    if outcome not in ("passed", "passed_with_changes"):
        return
    mark_approved(session, item.proposal, actor=actor, now=now)
    rows = {row.space_id: row.next_form for row in item.version.rows}
    for space in item.proposal.spaces:
        form = rows.get(space.id) or "、".join(item.version.business_forms)
        follow_decision(session, space, form, actor=actor, now=now)


def _expect(item: AgendaItem, *states: str) -> None:
    if item.state not in states:
        raise Refusal(N_("这个议题现在的状态不能这样办理，可能别人刚刚办过。请刷新后查看最新情况。"))

"""What follows a decision: the units' reports on what they must do, conditions confirmed, the reuse looked after."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.errors import N_, Refusal
from portal.ledger.actions import put_to_use
from portal.meetings.models import Condition, Inspection, Progress, Resolution
from portal.meetings.rules import year as rules
from portal.proposals.models import Proposal


def report_progress(session: Session, resolution: Resolution, state: str, text: str, *, actor: User, now: datetime) -> Progress:
    """The responsible unit reports that it took a resolution on, works on it, or has done it (三(四))."""
    session.refresh(resolution, with_for_update=True)
    rules.check_progress(resolution.state, state, text)
    report = Progress(resolution=resolution, state=state, text=text.strip(), reported_by=actor.id, reported_at=now)
    session.add(report)
    session.flush()
    journal.record(session, "resolution.report", resolution, actor=actor, now=now, unit_id=resolution.unit_id, state=state)
    return report


def confirm_condition(session: Session, condition: Condition, how: str, *, actor: User, now: datetime) -> None:
    """The unit named for it confirms that a change the meeting asked for was made."""
    session.refresh(condition, with_for_update=True)
    rules.check_met(condition.met_at is not None, how)
    condition.met_by, condition.met_at, condition.met_how = actor.id, now, how.strip()
    journal.record(session, "condition.confirm", condition, actor=actor, now=now, unit_id=condition.confirmer_id)


def begin_use(session: Session, proposal: Proposal, current_use: str, *, actor: User, now: datetime) -> None:
    """Note in the ledger that the decided reuse has begun (落实). Raises Refusal before a decision."""
    if proposal.approved_at is None:
        raise Refusal(N_("这个方案还没有审定，不能登记投入使用。"), clauses=("附件四2",))
    for space in proposal.spaces:
        put_to_use(session, space, current_use, actor=actor, now=now)
    journal.record(session, "proposal.begin_use", proposal, actor=actor, now=now, unit_id=proposal.initiating_unit_id)


def inspect(session: Session, proposal: Proposal, *, inspected_on: date, as_decided: bool, text: str, actor: User,
            now: datetime) -> Inspection:
    """Note what the initiating unit saw of a reuse that runs (再利用提请部门对再利用工作持续监督管理, 四)."""
    decided_on = beijing_date(proposal.approved_at) if proposal.approved_at else None
    rules.check_inspection(inspected_on, decided_on, beijing_date(now), text)
    seen = Inspection(proposal=proposal, inspected_on=inspected_on, as_decided=as_decided, text=text.strip(),
                      noted_by=actor.id, noted_at=now)
    session.add(seen)
    session.flush()
    journal.record(session, "inspection.note", seen, actor=actor, now=now, unit_id=proposal.initiating_unit_id,
                   as_decided=as_decided)
    return seen

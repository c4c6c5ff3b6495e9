"""Filing a complaint and taking it through its steps."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import Unit, User
from portal.accounts.queries import office
from portal.complaints import queries
from portal.complaints.models import Complaint, ComplaintStep
from portal.complaints.rules import check_step, checked_text, route
from portal.errors import N_, InvalidInput
from portal.ledger.models import Space
from portal.proposals.models import Proposal
from portal.receipts import new_receipt


def file_complaint(session: Session, *, category: str, text: str, token: str, now: datetime, space: Space | None = None,
                   proposal: Proposal | None = None, place: str = "", accused: Unit | None = None, name: str = "",
                   contact: str = "", channel: str = "web", actor: User | None = None) -> Complaint:
    """Take a complaint and send it on in the same moment (第一时间, 联席会议制度 四.1); a repeated `token` is the same complaint.

    Raises InvalidInput for empty or overlong words, or when nothing says where it happened.
    """
    if earlier := queries.by_token(session, token):
        return earlier
    words = checked_text(text)
    space = space or (proposal.space if proposal else None)
    if not (space or proposal or place.strip() or category == "accusation"):
        raise InvalidInput(N_("请告诉我们是什么地方：写下地址或旁边的标志就可以。"), field="place")
    way = route(
        is_accusation=category == "accusation", accused=accused.id if accused else None,
        initiating=proposal.initiating_unit_id if proposal else space.initiating_unit_id if space else None,
        promoting=space.promoting_unit_id if space else None,
        office=office(session).id, discipline=queries.discipline_unit(session).id,
    )
    complaint = Complaint(
        receipt=new_receipt(), token=token, category=category, space=space, proposal=proposal, place=place.strip(), text=words,
        name=name.strip() or None, contact=contact.strip() or None, channel=channel, recorded_by=actor.id if actor else None,
        received_at=now, unit_id=way.unit_id, accused_unit_id=way.hidden_from,
    )
    session.add(complaint)
    session.flush()
    _step(session, complaint, "received", None, now)
    if not way.needs_dispatch:
        _step(session, complaint, "dispatched", None, now)
    outbox.post(session, "complaint.received", now=now, complaint_id=complaint.id)
    journal.record(session, "complaint.file", complaint, actor=actor, now=now, unit_id=way.unit_id, state=complaint.state)
    return complaint


def take_step(session: Session, complaint: Complaint, name: str, *, public_text: str = "", internal_text: str = "",
              actor: User, now: datetime) -> None:
    """Take a complaint through the step `name` of the life cycle. Raises Refusal when the table does not allow it."""
    step = check_step(name, complaint.state, answer=public_text, handled_by=complaint.handled_by, actor_id=actor.id)
    _step(session, complaint, step.target, actor, now, public_text.strip(), internal_text.strip())
    journal.record(session, f"complaint.{name}", complaint, actor=actor, now=now, unit_id=complaint.unit_id, state=step.target)


def dispatch(session: Session, complaint: Complaint, unit: Unit, *, actor: User, now: datetime) -> None:
    """The office sends a complaint about no known space to the unit that must act.

    Raises Refusal when it is past dispatching, InvalidInput for the unit it accuses.
    """
    if unit.id == complaint.accused_unit_id:
        raise InvalidInput(N_("不能派给被反映的单位（信访工作条例第四十六条）。请派给纪检监察或由办公室办理。"), field="unit")
    name = "dispatch" if complaint.state == "received" else "redirect"
    check_step(name, complaint.state, answer="", handled_by=None, actor_id=actor.id)
    complaint.unit = unit
    complaint.unit_id = unit.id
    _step(session, complaint, "dispatched", actor, now)
    journal.record(session, f"complaint.{name}", complaint, actor=actor, now=now, unit_id=unit.id)


def _step(session: Session, complaint: Complaint, state: str, actor: User | None, now: datetime,
          public_text: str = "", internal_text: str = "") -> None:
    complaint.state = state
    complaint.steps.append(ComplaintStep(
        state=state, at=now, by_id=actor.id if actor else None, unit_id=complaint.unit_id,
        public_text=public_text, internal_text=internal_text,
    ))

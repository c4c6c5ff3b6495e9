"""Filing a complaint: taken, sent on at once where the rule says to whom, or joined to the same matter."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.models import Unit, User
from portal.accounts.queries import office
from portal.complaints import queries
from portal.complaints.actions.merging import merge
from portal.complaints.actions.recording import inform, record_step, start_clock
from portal.complaints.models import Complaint
from portal.complaints.rules.routing import checked_text, route
from portal.complaints.values import Given
from portal.errors import N_, InvalidInput
from portal.ledger.models import Space
from portal.proposals.models import Proposal
from portal.receipts import new_receipt


def file_complaint(session: Session, *, category: str, text: str, token: str, now: datetime, space: Space | None = None,
                   proposal: Proposal | None = None, place: str = "", accused: Unit | None = None, name: str = "",
                   contact: str = "", channel: str = "web", joins: Complaint | None = None,
                   received_at: datetime | None = None, actor: User | None = None) -> Complaint:
    """Take a complaint and send it on in the same moment (第一时间, 联席会议制度 四.1); a repeated `token` is the same complaint.

    `joins` is a complaint of the same matter it is to be handled with; `received_at` when it came in, if before `now`.
    Raises InvalidInput for empty or overlong words, or when nothing says where it happened.
    """
    if earlier := queries.by_token(session, token):
        return earlier
    words = checked_text(text)
    space = space or (proposal.space if proposal else None)
    if not (space or proposal or place.strip() or category == "accusation"):
        raise InvalidInput(N_("请告诉我们是什么地方：写下地址或旁边的标志就可以。"), field="place")
    way = _way(session, category, accused, space, proposal)
    complaint = Complaint(
        receipt=new_receipt(), token=token, category=category, space=space, proposal=proposal, place=place.strip(), text=words,
        name=name.strip() or None, contact=contact.strip() or None, channel=channel, recorded_by=actor.id if actor else None,
        received_at=received_at or now, unit_id=way.unit_id, accused_unit_id=way.hidden_from, state="received",
    )
    session.add(complaint)
    session.flush()
    record_step(session, complaint, "file", "received", Given(), actor=actor, now=now)
    start_clock(session, complaint, complaint.received_at)
    if not way.needs_dispatch:
        record_step(session, complaint, "dispatch", "dispatched", Given(), actor=None, now=now)
    if joins is not None:
        merge(session, complaint, joins, Given(), actor=actor, now=now)
    inform(session, complaint, "complaint.received", now=now)
    return complaint


def _way(session: Session, category: str, accused: Unit | None, space: Space | None, proposal: Proposal | None):
    return route(
        is_accusation=category == "accusation", accused=accused.id if accused else None,
        initiating=proposal.initiating_unit_id if proposal else space.initiating_unit_id if space else None,
        promoting=space.promoting_unit_id if space else None,
        office=office(session).id, discipline=queries.discipline_unit(session).id,
    )

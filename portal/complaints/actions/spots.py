"""A space people complain of again and again (未诉先办): the unit that answers for it is asked to go and look."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import User
from portal.accounts.queries import staff_of
from portal.clock import beijing_date
from portal.errors import N_, Refusal
from portal.ledger.models import Space


def ask_to_look(session: Session, space: Space, when: str, cases: int, *, actor: User, now: datetime) -> None:
    """Ask the people of the unit that brings the space to the meeting, once for a period (`when`, such as 2026-06).

    Raises Refusal when nobody answers for the space.
    """
    unit_id = space.initiating_unit_id or space.promoting_unit_id
    people = staff_of(session, unit_id, beijing_date(now)) if unit_id else []
    if not people:
        raise Refusal(N_("这个空间还没有提请部门，或者提请部门没有人有账号，请打电话联系。"))
    for user in people:
        outbox.post(session, "complaint.spot", now=now, user_id=user, key=f"complaint.spot:{space.id}:{when}:{user}",
                    place=space.name, when=when, cases=cases)
    journal.record(session, "space.ask_to_look", space, actor=actor, now=now, unit_id=unit_id, cases=cases)

"""What triage is shown: units that may be the right ones, with the word that says so."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.complaints.models import Complaint
from portal.complaints.rules.routing import Place, Suggestion, suggest
from portal.ledger.models import Space


def suggestions(session: Session, complaint: Complaint, day: date) -> list[tuple[Unit, Suggestion]]:
    """Units suggested for a complaint about no known space, the best first; the accused is not among them."""
    if complaint.is_accusation:
        return []
    units = {unit.id: unit for unit in units_on(session, day)}
    words = complaint.place + " " + complaint.text
    unit_of = func.coalesce(Space.initiating_unit_id, Space.promoting_unit_id)
    found = suggest(
        words, places=[Place(*row) for row in session.execute(select(Space.name, Space.address, unit_of))],
        streets={unit.street: unit.id for unit in units.values() if unit.street},
        units={unit.name: unit.id for unit in units.values()},
    )
    return [(units[each.unit_id], each) for each in found if each.unit_id in units]

"""The register of disagreements between units (713号令 13条): their view, ours, the basis, how it ended and when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.consultations.models import Consultation
from portal.opinions import rules
from portal.opinions.queries.counting import latest_requests


@dataclass(frozen=True)
class Disagreement:
    """One unit's objection in its newest standing reply; `is_settled` is False also where nothing was recorded yet."""

    opinion_id: int
    number: int
    party: str
    unit: str
    stance: str
    their_view: str
    received_on: date
    our_view: str
    basis: str
    how: str
    is_settled: bool
    settled_on: date | None


def disagreements(session: Session, consultation: Consultation) -> list[Disagreement]:
    """Every disagreement of a consultation, the unsettled first, then by unit's letter."""
    replies = [each.reply for each in latest_requests(session, consultation) if each.reply is not None]
    found = [_row(reply) for reply in replies if reply.party in rules.SETTLES and reply.stance in rules.OBJECTS]
    return sorted(found, key=lambda each: each.is_settled)


def _row(reply) -> Disagreement:
    kept, unit = reply.settlement, reply.request.unit
    return Disagreement(
        opinion_id=reply.id, number=reply.number, party=reply.party, unit=unit.name if unit else "", stance=reply.stance,
        their_view=reply.text, received_on=reply.received_on, our_view=kept.our_view if kept else "",
        basis=kept.basis if kept else "", how=kept.how if kept else "", is_settled=kept is not None and kept.is_settled,
        settled_on=kept.settled_on if kept else None,
    )

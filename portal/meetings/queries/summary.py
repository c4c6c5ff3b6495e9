"""The year in figures (年度总结), by unit and by street; every figure is counted from rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.clock import beijing_midnight
from portal.complaints.models import Complaint
from portal.consultations.models import Consultation
from portal.ledger.models import area_streets, space_streets
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import Mark, Opinion, Point, Theme
from portal.opinions.rules import VERDICTS
from portal.proposals.models import Proposal

COUNTS = ("items", "decided", "consultations", "opinions", *VERDICTS, "complaints", "complaints_closed")


@dataclass(frozen=True)
class Line:
    """One unit's or street's year: a number for each of COUNTS."""

    name: str
    counts: tuple[int, ...]

    def count(self, name: str) -> int:
        """One of its numbers."""
        return self.counts[COUNTS.index(name)]


@dataclass(frozen=True)
class Summary:
    """The year: in all, by initiating unit and by street. A matter in two streets counts in each, and once in all."""

    year: int
    total: Line
    units: tuple[Line, ...]
    streets: tuple[Line, ...]


def summary_of(session: Session, year: int) -> Summary:
    """The figures of one Beijing year, in a number of statements that does not grow."""
    begin, end = beijing_midnight(date(year, 1, 1)), beijing_midnight(date(year + 1, 1, 1))
    found = _counts(session, begin, end)
    names = dict(session.execute(select(Unit.id, Unit.name)).all())
    streets = _streets(session)
    return Summary(
        year=year,
        total=Line("合计", tuple(sum(found[name].values()) for name in COUNTS)),
        units=_lines(found, lambda key: [key[0]], names),
        streets=_lines(found, lambda key: streets.get(key[1:], ()), names),
    )


def _lines(found: dict[str, Counter], places, names: dict[int, str]) -> tuple[Line, ...]:
    """One line for each place that has anything to count."""
    by_place: dict[int, Counter] = {}
    for name, counter in found.items():
        for key, number in counter.items():
            for place in places(key):
                by_place.setdefault(place, Counter())[name] += number
    return tuple(Line(names[place], tuple(counts[name] for name in COUNTS)) for place, counts in sorted(by_place.items()))


def _counts(session: Session, begin: datetime, end: datetime) -> dict[str, Counter]:
    """For each of COUNTS: how many by (unit, space, area)."""
    whose = (Proposal.initiating_unit_id, Proposal.space_id, Proposal.area_id)

    def within(column):
        return column >= begin, column < end

    items = select(*whose, func.count(AgendaItem.id)).join(Proposal, Proposal.id == AgendaItem.proposal_id)
    heard = select(*whose, func.count(Consultation.id)).join(Proposal, Proposal.id == Consultation.proposal_id)
    said = (select(*whose, func.count(Opinion.id)).join(Consultation, Consultation.id == Opinion.consultation_id)
            .join(Proposal, Proposal.id == Consultation.proposal_id))
    found = {
        "items": _counter(session, items.where(*within(AgendaItem.submitted_at)), whose),
        "decided": _counter(session, items.join(Decision, Decision.item_id == AgendaItem.id)
                            .where(*within(Decision.recorded_at)), whose),
        "consultations": _counter(session, heard.where(*within(Consultation.opened_at)), whose),
        "opinions": _counter(session, said.where(*within(Opinion.recorded_at)), whose),
    }
    found.update(_verdicts(session, whose, within))
    found.update(_complaints(session, within))
    return found


def _verdicts(session: Session, whose, within) -> dict[str, Counter]:
    """Points of counted opinions answered in the year, by verdict."""
    query = (
        select(*whose, Theme.verdict, func.count(Point.id)).join(Consultation, Consultation.id == Point.consultation_id)
        .join(Proposal, Proposal.id == Consultation.proposal_id).join(Theme, Theme.id == Point.theme_id)
        .join(Opinion, Opinion.id == Point.opinion_id)
        .where(Theme.verdict.is_not(None), Opinion.withdrawn_at.is_(None), *within(Theme.decided_at))
        .where(~select(Mark.id).where(Mark.opinion_id == Opinion.id).exists()).group_by(*whose, Theme.verdict))
    found = {verdict: Counter() for verdict in VERDICTS}
    for unit, space, area, verdict, number in session.execute(query):
        found[verdict][unit, space, area] += number
    return found


def _complaints(session: Session, within) -> dict[str, Counter]:
    """Complaints received in the year, and those of them that are closed; accusations against staff are in no list of units."""
    query = (select(Complaint.unit_id, Complaint.space_id, Complaint.state, func.count(Complaint.id))
             .where(Complaint.category != "accusation", *within(Complaint.received_at))
             .group_by(Complaint.unit_id, Complaint.space_id, Complaint.state))
    received, closed = Counter(), Counter()
    for unit, space, state, number in session.execute(query):
        received[unit, space, None] += number
        if state == "closed":
            closed[unit, space, None] += number
    return {"complaints": received, "complaints_closed": closed}


def _counter(session: Session, query, whose) -> Counter:
    return Counter({tuple(row[:3]): row[3] for row in session.execute(query.group_by(*whose))})


def _streets(session: Session) -> dict[tuple, tuple[int, ...]]:
    """The streets of each (space, None) and each (None, area)."""
    found: dict[tuple, list[int]] = {}
    for space, street in session.execute(select(space_streets.c.space_id, space_streets.c.unit_id)):
        found.setdefault((space, None), []).append(street)
    for area, street in session.execute(select(area_streets.c.area_id, area_streets.c.unit_id)):
        found.setdefault((None, area), []).append(street)
    return {key: tuple(each) for key, each in found.items()}

"""The staff day: what waits for this person, in a constant number of statements."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from portal.clock import beijing_date
from portal.complaints.queries.desk import waiting_counts
from portal.consultations.models import Consultation, Request, Round
from portal.ledger.models import area_streets, space_streets
from portal.meetings.models import AgendaItem, Condition, Decision, Meeting, Progress, Resolution
from portal.notices.queries import losses_waiting
from portal.opinions.models import Advice, Assignment, PointCount, Theme
from portal.opinions.queries.counting import WAITING
from portal.opinions.queries.work import due_for, to_read
from portal.pages.queries.desk import DeskRow, desk_proposals
from portal.permissions import Actor, Role, may, units_for
from portal.proposals.models import Proposal

SHOWN = 100
OVER = ("decided", "withdrawn")


@dataclass(frozen=True)
class Work:
    """One of the unit's proposals under way: opinions received, points without an answer, letters without a reply,
    and whether the office sent it back."""

    proposal: DeskRow
    received: int
    unanswered: int
    silent: int
    is_returned: bool


@dataclass(frozen=True)
class Day:
    """What waits. `complaints` counts by state and lateness, `office` by what is to be done: receive, schedule, publish.
    `due`: what this person works on, due today, overdue or sent back; `to_read` waits for a second reader; `advice` counts
    other units' questions, `lost` notices that were not always up and wait for a decision."""

    letters: Sequence[Request] = ()
    work: Sequence[Work] = ()
    complaints: dict[str, int] = field(default_factory=dict)
    office: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    to_enter: Sequence[DeskRow] = ()
    due: Sequence[Assignment] = ()
    to_read: Sequence[Assignment] = ()
    advice: int = 0
    lost: int = 0

    def in_state(self, state: str) -> int:
        """How many of the unit's proposals are in a state."""
        return sum(each.proposal.state == state for each in self.work)

    @property
    def unanswered(self) -> int:
        """Points of opinions that nobody has answered yet."""
        return sum(each.unanswered for each in self.work)

    @property
    def returned(self) -> list[Work]:
        """What the office sent back and nobody has submitted again."""
        return [each for each in self.work if each.is_returned]


def day_of(session: Session, actor: Actor, now: datetime) -> Day:
    """The day of one person, by what the memberships allow."""
    return Day(
        letters=_letters(session, actor),
        work=_work(session, units_for(actor, "opinion.read"), now),
        complaints=waiting_counts(session, actor, now) if may(actor, "complaint.list") else {},
        office=_office(session) if may(actor, "agenda.receive") else {},
        tasks=_tasks(session, units_for(actor, "resolution.report"), now),
        to_enter=_to_enter(session, actor.units(frozenset({Role.STREET_WORKER})), now),
        due=due_for(session, actor.user_id, beijing_date(now)),
        to_read=to_read(session, units_for(actor, "opinion.handle"), actor.user_id),
        advice=_advice(session, units_for(actor, "advice.answer")),
        lost=losses_waiting(session, units_for(actor, "consultation.run")),
    )


def _advice(session: Session, units: Set[int]) -> int:
    """Questions of other units that nobody has answered."""
    return session.scalar(select(func.count(Advice.id)).where(Advice.unit_id.in_(units), Advice.answered_at.is_(None)))


def _letters(session: Session, actor: Actor) -> Sequence[Request]:
    units = units_for(actor, "request.answer")
    query = (
        select(Request).join(Request.round).where(or_(Request.user_id == actor.user_id, Request.unit_id.in_(units)))
        .where(Request.answered_at.is_(None)).order_by(Request.due_at).limit(SHOWN)
        .options(joinedload(Request.round).joinedload(Round.version), joinedload(Request.unit))
    )
    return session.scalars(query).all()


def _work(session: Session, units: Set[int], now: datetime) -> list[Work]:
    if not units:
        return []
    rows = [each for each in desk_proposals(session, units=units, now=now, limit=SHOWN) if each.state not in OVER]
    ids = [each.id for each in rows]
    received = dict(session.execute(select(Consultation.proposal_id, Consultation.last_number).where(
        Consultation.proposal_id.in_(ids))).all())
    loose, silent, returned = _unanswered(session, ids), _silent(session, ids), _returned(session, ids)
    work = [
        Work(each, received.get(each.id, 0), loose.get(each.id, 0), silent.get(each.id, 0), each.id in returned) for each in rows
    ]
    return sorted(work, key=lambda each: (each.proposal.closes_at is None, each.proposal.closes_at or now, each.proposal.number))


def _unanswered(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Points of counted opinions without a theme or with a theme without a verdict, by proposal."""
    query = (
        select(Consultation.proposal_id, func.sum(PointCount.points))
        .join(PointCount, PointCount.consultation_id == Consultation.id).outerjoin(Theme, Theme.id == PointCount.theme_id)
        .where(Consultation.proposal_id.in_(ids), WAITING).group_by(Consultation.proposal_id)
    )
    return dict(session.execute(query).all())


def _silent(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Letters without a reply, by proposal."""
    query = (
        select(Consultation.proposal_id, func.count(Request.id)).join(Round, Round.id == Request.round_id)
        .join(Consultation, Consultation.id == Round.consultation_id)
        .where(Consultation.proposal_id.in_(ids), Request.answered_at.is_(None)).group_by(Consultation.proposal_id)
    )
    return dict(session.execute(query).all())


def _returned(session: Session, ids: Sequence[int]) -> set[int]:
    """Proposals whose newest submission came back."""
    later = aliased(AgendaItem)
    newest = select(func.max(later.id)).where(later.proposal_id.in_(ids)).group_by(later.proposal_id)
    query = select(AgendaItem.proposal_id).where(AgendaItem.id.in_(newest), AgendaItem.returned_at.is_not(None))
    return set(session.scalars(query))


def _office(session: Session) -> dict[str, int]:
    """What the joint-meeting office has to do with agenda items."""
    waits = AgendaItem.received_at.is_(None) & AgendaItem.returned_at.is_(None)
    unplanned = AgendaItem.received_at.is_not(None) & AgendaItem.meeting_id.is_(None)
    undecided = AgendaItem.meeting_id.is_not(None) & Decision.id.is_(None)
    unpublished = Decision.id.is_not(None) & Decision.published_at.is_(None)
    counts = (func.count().filter(each) for each in (waits, unplanned, undecided, unpublished))
    row = session.execute(select(*counts).select_from(AgendaItem).outerjoin(Decision)).one()
    return dict(zip(("receive", "schedule", "decide", "publish"), row, strict=True))


def _tasks(session: Session, units: Set[int], now: datetime) -> dict[str, int]:
    """What the meeting gave these units to do: resolutions not done, those past their day, and conditions to confirm."""
    if not units:
        return {}
    today = beijing_date(now)
    done = select(Progress.resolution_id).where(Progress.state == "done")
    query = select(func.count(), func.count().filter(Resolution.due_on < today)).where(
        Resolution.unit_id.in_(units), Resolution.id.not_in(done))
    under_way, overdue = session.execute(query).one()
    waiting = select(func.count()).where(Condition.confirmer_id.in_(units), Condition.met_at.is_(None))
    return {"under_way": under_way, "overdue": overdue, "conditions": session.scalar(waiting),
            "reading": session.scalar(_to_read(units, today))}


def _to_read(units: Set[int], today: date):
    """How many items of coming meetings these units must read before: their own, led by them, or in their street."""
    lies_there = select(space_streets.c.space_id).where(space_streets.c.unit_id.in_(units))
    area_there = select(area_streets.c.area_id).where(area_streets.c.unit_id.in_(units))
    concerns = or_(Proposal.initiating_unit_id.in_(units), Proposal.lead_unit_id.in_(units), Proposal.space_id.in_(lies_there),
                   Proposal.area_id.in_(area_there))
    return (select(func.count(AgendaItem.id)).join(AgendaItem.meeting).join(AgendaItem.proposal).outerjoin(AgendaItem.decision)
            .where(Meeting.held_on >= today, Decision.id.is_(None), concerns))


def _to_enter(session: Session, streets: Set[int], now: datetime) -> Sequence[DeskRow]:
    """Open proposals in the street of a subdistrict or community worker, who enters residents' words."""
    if not streets:
        return ()
    return desk_proposals(session, units=frozenset(), streets=streets, state="open", now=now, limit=SHOWN)

"""Who works on what, what is due, notes among colleagues, advice asked and to be given."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from portal.accounts.models import Membership, User
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.opinions.models import Advice, Assignment, Note, Opinion, Point, Theme
from portal.opinions.queries.narrowing import Work
from portal.permissions import Role
from portal.proposals.models import Proposal

SHOWN = 100
_WITH_PEOPLE = (joinedload(Assignment.assignee), joinedload(Assignment.reader))


def colleagues_of(session: Session, unit_id: int, now: datetime) -> list[User]:
    """The handlers and reviewers of a unit whose role is valid on the day of `now`, by name."""
    day = beijing_date(now)
    roles = (Role.HANDLER.value, Role.REVIEWER.value)
    valid = Membership.valid_from <= day, or_(Membership.valid_to.is_(None), Membership.valid_to >= day)
    mine = select(Membership.user_id).where(Membership.unit_id == unit_id, Membership.role.in_(roles), *valid)
    return list(session.scalars(select(User).where(User.id.in_(mine), User.disabled_at.is_(None)).order_by(User.name, User.id)))


def work_on(session: Session, theme: Theme) -> Assignment | None:
    """The assignment of a theme, with its people."""
    return session.scalar(select(Assignment).where(Assignment.theme_id == theme.id).options(*_WITH_PEOPLE))


def work_by_theme(session: Session, consultation: Consultation) -> dict[int, Assignment]:
    """The assignments of a consultation's themes, by theme id."""
    query = select(Assignment).where(Assignment.consultation_id == consultation.id, Assignment.theme_id.is_not(None))
    return {work.theme_id: work for work in session.scalars(query.options(*_WITH_PEOPLE))}


def work_by_point(session: Session, points: Sequence[Point]) -> dict[int, Assignment]:
    """The assignments that these points carry by themselves, by point id."""
    query = select(Assignment).where(Assignment.point_id.in_([point.id for point in points]))
    return {work.point_id: work for work in session.scalars(query.options(*_WITH_PEOPLE))}


def worked_on(session: Session, consultation: Consultation, *, assignee: int = 0, until: date | None = None,
              state: str = "") -> Work:
    """The themes and points whose assignment fits: of a person, due by a day, in a state; what is accepted is due no more.

    A point with an assignment of its own does not follow its theme's. A theme nobody was given yet is open.
    """
    fits = _fitting(assignee, until, state)
    query = select(Assignment.theme_id, Assignment.point_id, fits).where(Assignment.consultation_id == consultation.id)
    found = session.execute(query.order_by(Assignment.id)).all()
    themes = [theme for theme, _, does in found if theme and does]
    if state == "open":
        themes += session.scalars(select(Theme.id).where(
            Theme.consultation_id == consultation.id, ~exists().where(Assignment.theme_id == Theme.id)).order_by(Theme.id))
    return Work(tuple(themes), tuple(point for _, point, does in found if point and does),
                tuple(point for _, point, does in found if point and not does))


def _fitting(assignee: int, until: date | None, state: str) -> ColumnElement[bool]:
    asked = [true()]
    if assignee:
        asked += [func.coalesce(Assignment.assignee_id, 0) == assignee, Assignment.state != "accepted"]
    if until is not None:
        asked += [Assignment.due_on.is_not(None), Assignment.due_on <= until, Assignment.state.not_in(("in_review", "accepted"))]
    if state:
        asked.append(Assignment.state == state)
    return and_(*asked)


def due_for(session: Session, user_id: int, until: date) -> Sequence[Assignment]:
    """The themes and points a person has to work on: due by a day or sent back, the most urgent first."""
    query = select(Assignment).join(Consultation).where(
        Assignment.assignee_id == user_id, Assignment.state.in_(("open", "in_hand", "sent_back")),
        Consultation.settled_at.is_(None), or_(Assignment.due_on <= until, Assignment.state == "sent_back"))
    return _listed(session, query)


def to_read(session: Session, unit_ids: Collection[int], user_id: int) -> Sequence[Assignment]:
    """What waits for a second reader in these units, handed in by somebody else."""
    query = select(Assignment).join(Consultation).join(Proposal).where(
        Proposal.initiating_unit_id.in_(unit_ids), Assignment.state == "in_review", Consultation.settled_at.is_(None),
        Assignment.handed_in_by != user_id)
    return _listed(session, query)


def _listed(session: Session, query) -> Sequence[Assignment]:
    """With what a list shows, ordered by due day (none last)."""
    query = query.order_by(Assignment.due_on.is_(None), Assignment.due_on, Assignment.id).limit(SHOWN)
    matter = joinedload(Assignment.consultation).joinedload(Consultation.proposal).selectinload(Proposal.versions)
    about = joinedload(Assignment.theme), joinedload(Assignment.point).joinedload(Point.opinion)
    return session.scalars(query.options(matter, *about)).all()


def notes_on(session: Session, *, theme: Theme | None = None, opinion: Opinion | None = None) -> Sequence[Note]:
    """The notes on a theme or on an opinion, newest first."""
    about = Note.theme_id == theme.id if theme is not None else Note.opinion_id == opinion.id
    return session.scalars(select(Note).where(about).order_by(Note.id.desc()).options(joinedload(Note.author))).all()


def advice_on(session: Session, theme: Theme) -> Sequence[Advice]:
    """The advice asked on a theme, oldest first."""
    query = select(Advice).where(Advice.theme_id == theme.id).order_by(Advice.id)
    return session.scalars(query.options(joinedload(Advice.unit))).all()


def advice_for(session: Session, unit_ids: Collection[int]) -> Sequence[Advice]:
    """The advice asked of these units: unanswered first, the most urgent on top."""
    query = select(Advice).where(Advice.unit_id.in_(unit_ids)).order_by(
        Advice.answered_at.is_not(None), Advice.due_on.is_(None), Advice.due_on, Advice.id.desc()).limit(SHOWN)
    return session.scalars(query.options(_asker(), joinedload(Advice.unit))).unique().all()


def advice_by_id(session: Session, advice_id: int) -> Advice | None:
    """One question with the theme it is about."""
    return session.scalars(select(Advice).where(Advice.id == advice_id).options(_asker())).unique().first()


def _asker():
    proposal = joinedload(Advice.theme).joinedload(Theme.consultation).joinedload(Consultation.proposal)
    return proposal.options(joinedload(Proposal.versions), joinedload(Proposal.initiating_unit))

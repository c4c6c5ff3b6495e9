"""Single opinions, letters, themes and points, loaded with what their pages show."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import User
from portal.consultations.models import Consultation, Request, Round
from portal.opinions.models import Opinion, Point, Promise, ReplyText, Theme, ThemeChange
from portal.opinions.queries.counting import COUNTED, latest_requests
from portal.proposals.models import Proposal, ProposalVersion

_MATTER = joinedload(Opinion.consultation).joinedload(Consultation.proposal)
_ANSWERS = selectinload(Opinion.points).options(joinedload(Point.theme), joinedload(Point.passage))
# Built once: building it takes longer than running it. The facts of a round are for the rulebook only.
_NUMBERED = select(Consultation).where(
    Consultation.proposal_id == select(Proposal.id).where(Proposal.number == bindparam("number")).scalar_subquery())
_BY_NUMBER = _NUMBERED.options(joinedload(Consultation.proposal), selectinload(Consultation.rounds).defer(Round.facts))
_FRAMED = _NUMBERED.options(
    joinedload(Consultation.rounds).defer(Round.facts),
    joinedload(Consultation.proposal).options(
        joinedload(Proposal.initiating_unit),
        joinedload(Proposal.versions).load_only(
            ProposalVersion.title, ProposalVersion.sealed_at, ProposalVersion.not_material_reason, ProposalVersion.revision)))


def matter_by_number(session: Session, number: str) -> Consultation | None:
    """The same with what the frame of every desk page shows: the unit that asks, and the titles of the versions."""
    return session.scalars(_FRAMED, {"number": number}).unique().first()


def consultation_by_number(session: Session, number: str) -> Consultation | None:
    """The consultation of the proposal with this number."""
    return session.scalar(_BY_NUMBER, {"number": number})


def by_receipt(session: Session, receipt: str) -> Opinion | None:
    """The opinion its author finds by the secret receipt, with its answers and what stands behind them."""
    theme = selectinload(Opinion.points).joinedload(Point.theme)
    behind = theme.options(
        selectinload(Theme.changes).joinedload(ThemeChange.version).joinedload(ProposalVersion.publication),
        selectinload(Theme.promises).joinedload(Promise.keeper))
    return session.scalar(
        select(Opinion).where(Opinion.receipt == receipt)
        .options(_MATTER, behind, joinedload(Opinion.round).joinedload(Round.version), joinedload(Opinion.mark),
                 joinedload(Opinion.request)))


def opinions_of(session: Session, author: User, limit: int = 100) -> Sequence[Opinion]:
    """What a signed-in resident has said, newest first."""
    return session.scalars(
        select(Opinion).where(Opinion.author_id == author.id, Opinion.request_id.is_(None))
        .order_by(Opinion.id.desc()).limit(limit)
        .options(_MATTER, _ANSWERS, joinedload(Opinion.round).joinedload(Round.version), joinedload(Opinion.mark))).all()


def point_by_id(session: Session, point_id: int) -> Point | None:
    """A point with the matter it belongs to."""
    return session.scalar(select(Point).where(Point.id == point_id).options(
        joinedload(Point.theme), joinedload(Point.opinion).options(_MATTER)))


def numbered(session: Session, consultation: Consultation, number: int | None) -> Opinion | None:
    """The opinion with this number inside the consultation."""
    return session.scalar(select(Opinion).where(Opinion.consultation_id == consultation.id, Opinion.number == number))


def desk_opinion(session: Session, opinion_id: int) -> Opinion | None:
    """One opinion as its desk page shows it; not its contact data, which is read deliberately."""
    return session.scalar(
        select(Opinion).where(Opinion.id == opinion_id)
        .options(_MATTER, _ANSWERS, joinedload(Opinion.round), joinedload(Opinion.unit), joinedload(Opinion.street),
                 joinedload(Opinion.mark), joinedload(Opinion.settlement), joinedload(Opinion.request)))


def request_with_matter(session: Session, request_id: int) -> Request | None:
    """A letter with its round, the version it asks about, and its answer."""
    return session.scalar(
        select(Request).where(Request.id == request_id)
        .options(joinedload(Request.round).options(joinedload(Round.version), joinedload(Round.consultation)),
                 joinedload(Request.unit), joinedload(Request.user), joinedload(Request.reply)))


def unanswered_requests(session: Session, consultation: Consultation) -> list[Request]:
    """The letters that wait for an answer, one for each party asked."""
    return [each for each in latest_requests(session, consultation) if each.reply is None]


def themes_of(session: Session, consultation: Consultation) -> Sequence[Theme]:
    """The themes of a consultation, oldest first."""
    return session.scalars(select(Theme).where(Theme.consultation_id == consultation.id).order_by(Theme.id)).all()


def theme_by_id(session: Session, theme_id: int) -> Theme | None:
    """One theme with its consultation."""
    return session.scalar(
        select(Theme).where(Theme.id == theme_id).options(joinedload(Theme.consultation).joinedload(Consultation.proposal)))


def reply_texts_of(session: Session, unit_id: int) -> Sequence[ReplyText]:
    """The reply texts a unit keeps, by name."""
    return session.scalars(select(ReplyText).where(ReplyText.unit_id == unit_id).order_by(ReplyText.title, ReplyText.id)).all()


def points_by_id(session: Session, ids: Sequence[int]) -> Sequence[Point]:
    """These points, with what tells whether they count."""
    return session.scalars(
        select(Point).where(Point.id.in_(ids)).order_by(Point.id)
        .options(joinedload(Point.opinion).options(joinedload(Opinion.mark), joinedload(Opinion.round)))).all()


def points_of(session: Session, theme: Theme, after: int = 0, limit: int = 51) -> Sequence[Point]:
    """A page of the points of counted opinions under a theme, by opinion, after the point with id `after`."""
    query = select(Point).join(Point.opinion).where(Point.theme_id == theme.id, COUNTED)
    if after:
        said_in = select(Point.opinion_id).where(Point.id == after).scalar_subquery()
        query = query.where(tuple_(Point.opinion_id, Point.id) > tuple_(said_in, after))
    return session.scalars(
        query.order_by(Point.opinion_id, Point.id).limit(limit)
        .options(joinedload(Point.passage), joinedload(Point.opinion).options(
            joinedload(Opinion.unit), joinedload(Opinion.street), joinedload(Opinion.request))),
    ).all()

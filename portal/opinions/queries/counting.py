"""What counts, what is still open, and the public figures."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation, Request, Round
from portal.opinions import rules
from portal.opinions.models import Opinion, PointCount, Tally, Theme, Uncounted

CAP = 1000  # no page counts further
COUNTED = ~exists().where(Uncounted.opinion_id == Opinion.id).correlate(Opinion)  # SQL: in the count, see rules.bucket
WAITING = or_(PointCount.theme_id.is_(None), Theme.verdict.is_(None))  # SQL: these points have no answer yet


@dataclass(frozen=True)
class PublicFigures:
    """What the public may read while opinions come in: received and withdrawn, and those standing by stance."""

    received: int
    withdrawn: int
    stances: dict[str, int]


def unanswered(session: Session, consultation: Consultation) -> int:
    """How many points of counted opinions have no answer: all of them, for 办结."""
    points = select(func.coalesce(func.sum(PointCount.points), 0)).outerjoin(Theme, Theme.id == PointCount.theme_id)
    return session.scalar(points.where(PointCount.consultation_id == consultation.id, WAITING))


def theme_sizes(session: Session, consultation: Consultation) -> dict[int, int]:
    """How many points of counted opinions each theme holds, by theme id."""
    counts = select(PointCount.theme_id, PointCount.points).where(PointCount.theme_id.is_not(None))
    return dict(session.execute(counts.where(PointCount.consultation_id == consultation.id)).all())


def latest_requests(session: Session, consultation: Consultation) -> list[Request]:
    """The newest letter to each party asked about the standing versions, with its answer; it supersedes the older ones."""
    standing = [version.id for version in consultation.proposal.standing]
    letters = session.scalars(
        select(Request).join(Request.round).order_by(Request.id)
        .where(Round.consultation_id == consultation.id, Round.version_id.in_(standing))
        .options(joinedload(Request.unit), joinedload(Request.user), joinedload(Request.reply).joinedload(Opinion.settlement)))
    return list({(each.party, each.unit_id, each.user_id, each.invitee): each for each in letters}.values())


_TALLIES = select(Tally.stance, Tally.received, Tally.withdrawn).where(Tally.consultation_id == bindparam("consultation"))


def public_figures(session: Session, consultation: Consultation) -> PublicFigures:
    """The figures of public opinions, from the counters alone."""
    return tallied(session.connection(), consultation.id)


def tallied(connection: Connection, consultation_id: int) -> PublicFigures:
    """The same for a page that needs no session."""
    rows = connection.execute(_TALLIES, {"consultation": consultation_id}).all()
    standing = {each.stance: each.received - each.withdrawn for each in rows}
    return PublicFigures(
        received=sum(each.received for each in rows), withdrawn=sum(each.withdrawn for each in rows),
        stances={stance: standing.get(stance, 0) for stance in rules.PUBLIC_STANCES},
    )

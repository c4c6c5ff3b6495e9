"""What counts, what is still open, and the public figures."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select, union
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation, Request, Round
from portal.opinions import rules
from portal.opinions.models import Mark, Opinion, Point, Tally, Theme

CAP = 1000


@dataclass(frozen=True)
class OpenMatters:
    """Everything without an answer: how many points have no theme (at most CAP + 1), and the rest one by one."""

    loose: int
    waiting: list[Theme]
    unsettled: list[Opinion]
    silent: list[Request]

    def __bool__(self) -> bool:
        return bool(self.loose or self.waiting or self.unsettled or self.silent)


@dataclass(frozen=True)
class PublicFigures:
    """What the public may read while opinions come in: received and withdrawn, and those standing by stance."""

    received: int
    withdrawn: int
    stances: dict[str, int]


def late(consultation: Consultation) -> ColumnElement[bool]:
    """SQL: the opinion came after the last day of its public round, see rules.is_late."""
    rounds = [each for each in consultation.rounds if each.kind == "public"]
    after = (and_(Opinion.round_id == each.id, Opinion.received_on > rules.last_day(each.closes_at)) for each in rounds)
    return and_(Opinion.request_id.is_(None), or_(false(), *after))


def marked(*kinds: str) -> ColumnElement[bool]:
    """SQL: the opinion carries a mark (of one of `kinds`, if given)."""
    same = [Mark.opinion_id == Opinion.id, *([Mark.kind.in_(kinds)] if kinds else [])]
    return exists().where(*same).correlate(Opinion)


def counted(consultation: Consultation) -> ColumnElement[bool]:
    """SQL: the opinion is in the count, see rules.bucket."""
    return and_(Opinion.withdrawn_at.is_(None), ~marked(), ~late(consultation))


def open_matters(session: Session, consultation: Consultation) -> OpenMatters:
    """What the consultation still owes somebody."""
    latest = latest_requests(session, consultation)
    loose = loose_points(consultation).with_only_columns(Point.id).limit(CAP + 1).subquery()
    return OpenMatters(
        loose=session.scalar(select(func.count()).select_from(loose)),
        waiting=list(session.scalars(waiting_themes(consultation).order_by(Theme.id))),
        unsettled=[each.reply for each in latest if each.reply is not None and _disagrees(each.reply)],
        silent=[each for each in latest if each.reply is None],
    )


def unanswered(session: Session, consultation: Consultation) -> int:
    """How many points of counted opinions have no answer: all of them, for 办结."""
    waiting = select(func.count(Point.id)).join(Point.opinion).join(Point.theme).where(
        Point.consultation_id == consultation.id, Theme.verdict.is_(None), counted(consultation))
    loose = loose_points(consultation).with_only_columns(func.count(Point.id))
    return session.scalar(waiting) + session.scalar(loose)


def loose_points(consultation: Consultation):
    """The points of counted opinions that nobody has grouped yet."""
    return select(Point).join(Point.opinion).where(
        Point.consultation_id == consultation.id, Point.theme_id.is_(None), ~Point.no_demand, counted(consultation))


def waiting_themes(consultation: Consultation):
    """The themes without a verdict that hold a point of a counted opinion."""
    held = exists().where(Point.theme_id == Theme.id, Point.opinion_id == Opinion.id, counted(consultation)).correlate(Theme)
    return select(Theme).where(Theme.consultation_id == consultation.id, Theme.verdict.is_(None), held)


def theme_sizes(session: Session, consultation: Consultation) -> dict[int, int]:
    """How many points of counted opinions each theme holds, by theme id."""
    themes = select(Theme.id).where(Theme.consultation_id == consultation.id)
    held = select(Point.theme_id, func.count()).where(Point.theme_id.in_(themes)).group_by(Point.theme_id)
    sizes = dict(session.execute(held).all())
    for theme_id, fewer in session.execute(held.where(Point.opinion_id.in_(_uncounted(consultation)))):
        sizes[theme_id] -= fewer
    return sizes


def _uncounted(consultation: Consultation):
    """The ids of the opinions outside the count; they are few, so this is quicker than looking at all the others."""
    mine = select(Opinion.id).where(Opinion.consultation_id == consultation.id)
    return union(mine.where(Opinion.withdrawn_at.is_not(None)), mine.join(Opinion.mark), mine.where(late(consultation)))


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
    rows = session.connection().execute(_TALLIES, {"consultation": consultation.id}).all()
    standing = {each.stance: each.received - each.withdrawn for each in rows}
    return PublicFigures(
        received=sum(each.received for each in rows), withdrawn=sum(each.withdrawn for each in rows),
        stances={stance: standing.get(stance, 0) for stance in rules.PUBLIC_STANCES},
    )


def _disagrees(reply: Opinion) -> bool:
    settled = reply.settlement is not None and reply.settlement.is_settled
    return reply.party in rules.SETTLES and reply.stance in rules.OBJECTS and not settled

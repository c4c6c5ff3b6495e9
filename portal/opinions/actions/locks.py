"""What was accepted by a second reader is locked: nothing in it changes until somebody unlocks it with a reason."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from portal.clock import beijing_date
from portal.errors import N_, Refusal
from portal.opinions import rules
from portal.opinions.models import Assignment, Opinion, Point, Theme

LOCKED = N_("第%(number)s号意见的要点已由%(reader)s于%(day)s审定，不能再改。确需修改的，请先在这条意见的页面写明理由解锁。")
LOCKED_THEME = N_("归类“%(theme)s”已由%(reader)s于%(day)s审定，不能再改。确需修改的，请先在归类页写明理由解锁。")


def check_unlocked(session: Session, theme_ids: Iterable[int | None], point_ids: Iterable[int] = ()) -> None:
    """Refuse to change themes or points whose answer was accepted; the sentence names who accepted it and when."""
    themes, points = {each for each in theme_ids if each}, set(point_ids)
    if not themes and not points:
        return
    work = session.scalars(
        select(Assignment).where(Assignment.state == "accepted",
                                 or_(Assignment.theme_id.in_(themes), Assignment.point_id.in_(points)))
        .options(joinedload(Assignment.theme), joinedload(Assignment.reader)).limit(1)).first()
    if work is None:
        return
    told = {"reader": work.reader.name, "day": beijing_date(work.changed_at)}
    if work.theme is None:
        raise Refusal(LOCKED, clauses=(rules.ADOPTION,), number=work.point.opinion.number, **told)
    raise Refusal(LOCKED_THEME, clauses=(rules.ADOPTION,), theme=work.theme.title, **told)


def check_answer_unlocked(session: Session, theme: Theme) -> None:
    """Refuse to change the answer of a theme that was accepted, or in which a point was."""
    accepted = select(Assignment.point_id).join(Point, Point.id == Assignment.point_id).where(
        Point.theme_id == theme.id, Assignment.state == "accepted")
    check_unlocked(session, [theme.id], session.scalars(accepted.limit(1)))


def check_points_unlocked(session: Session, points: Sequence[Point]) -> None:
    """Refuse to move points that are locked, or that lie in a locked theme."""
    check_unlocked(session, (point.theme_id for point in points), (point.id for point in points))


def check_opinion_unlocked(session: Session, opinion: Opinion) -> None:
    """Refuse to take an opinion out of the count, or back in, whose points lie in a locked theme."""
    check_points_unlocked(session, opinion.points)

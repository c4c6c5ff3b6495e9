"""Grouping points under themes, and answering each theme with a verdict and its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.db import check_revision
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_answer_unlocked, check_points_unlocked, check_unlocked
from portal.opinions.actions.steps import recorded
from portal.opinions.actions.work import reopen_review
from portal.opinions.boilerplate import check_own_words
from portal.opinions.models import Opinion, Point, Promise, ReplyText, Theme, ThemeChange
from portal.opinions.queries.changes import Place
from portal.opinions.working import check_due
from portal.text import clean

LOOKED_AT = 20


@dataclass(frozen=True)
class Pledge:
    """Which unit sees to what was adopted, and by when."""

    keeper: Unit
    due_on: date


def create_theme(session: Session, consultation: Consultation, title: str, *, actor: User, now: datetime) -> Theme:
    """A new, empty theme. Raises InvalidInput for a missing or overlong title."""
    hold_open(session, consultation)
    theme = Theme(consultation=consultation, title=rules.checked_title(title))
    session.add(theme)
    session.flush()
    _note(session, "theme.create", theme, actor, now)
    return theme


def rename_theme(session: Session, theme: Theme, title: str, *, seen_revision: int, actor: User, now: datetime) -> None:
    """Give a theme another title. Raises EditedMeanwhile when somebody saved it after `seen_revision`."""
    hold_open(session, theme.consultation, theme)
    check_revision(theme, seen_revision)
    check_unlocked(session, [theme.id])
    theme.title = rules.checked_title(title)
    _note(session, "theme.rename", theme, actor, now)


def place_points(session: Session, theme: Theme | None, points: Sequence[Point], *, actor: User, now: datetime) -> None:
    """Put exactly these points under `theme`, or (None) under no theme. All or nothing.

    Raises Refusal when one of them is not in the count any more, or belongs to another consultation.
    """
    consultation = held_points(session, points)
    if theme is not None and theme.consultation_id != consultation.id:
        raise Refusal(N_("这个归类属于另一次征求意见。"))
    check_unlocked(session, [theme and theme.id])
    with recorded(session, consultation, "point.place", points, actor=actor, now=now):
        _put(theme, points)
    journal.record(session, "point.place", theme or consultation, actor=actor, now=now, unit_id=_unit(consultation),
                   points=[point.id for point in points])


def group_points(session: Session, consultation: Consultation, title: str, points: Sequence[Point], *, actor: User,
                 now: datetime) -> Theme:
    """Make a theme of exactly these points: one step, undone as one. Raises as `create_theme` and `place_points` do."""
    held_points(session, points)
    theme = create_theme(session, consultation, title, actor=actor, now=now)
    with recorded(session, consultation, "point.place", points, actor=actor, now=now) as step:
        step.adds(theme)
        _put(theme, points)
    journal.record(session, "point.place", theme, actor=actor, now=now, unit_id=_unit(consultation),
                   points=[point.id for point in points])
    return theme


def _put(theme: Theme | None, points: Sequence[Point]) -> None:
    for point in points:
        point.theme, point.no_demand = theme, False


def set_no_demand(session: Session, points: Sequence[Point], *, actor: User, now: datetime) -> None:
    """Note that these points ask for nothing (无具体诉求), such as “支持，好事”. All or nothing.

    Raises Refusal for a point of an opinion that objects or proposes something: it must get an answer.
    """
    consultation = held_points(session, points)
    if any(point.opinion.stance not in rules.ASKS_NOTHING for point in points):
        raise Refusal(N_("只有表示支持、同意或无意见的，才能记为无具体诉求；选中的里面有别的态度，必须逐条答复。"),
                      clauses=(rules.ADOPTION,))
    with recorded(session, consultation, "point.no_demand", points, actor=actor, now=now):
        for point in points:
            point.theme, point.no_demand = None, True
    journal.record(session, "point.no_demand", consultation, actor=actor, now=now, unit_id=_unit(consultation),
                   points=[point.id for point in points])


def decide_theme(session: Session, theme: Theme, *, verdict: str, reason: str, changed_place: str, seen_revision: int,
                 actor: User, now: datetime, places: Sequence[Place] = (), pledge: Pledge | None = None) -> None:
    """Answer a theme: 采纳, 部分采纳, 未采纳 or 解释说明, always with a reason of its own.

    What is adopted says what changes where (`changed_place`), and points to the `places` of a newer version that did, or to
    the `pledge` who will see to it by when. Raises EditedMeanwhile when somebody saved it after `seen_revision`, InvalidInput
    for what is missing and for a reason made of stock phrases (see boilerplate), Refusal for a locked theme.
    """
    hold_open(session, theme.consultation, theme)
    check_revision(theme, seen_revision)
    check_answer_unlocked(session, theme)
    if verdict not in rules.VERDICTS:
        raise InvalidInput(N_("请选一项采纳情况。"), field="verdict")
    words = rules.checked_reason(reason, N_("请写明理由：居民会看到这段话。"))
    check_own_words(words, _reply_texts(session, theme), _asked(session, theme))
    theme.verdict, theme.reason = verdict, words
    theme.changed_place = _checked_place(verdict, changed_place)
    theme.decided_by, theme.decided_at = actor.id, now
    _stand_behind(session, theme, places, pledge, actor, now)
    reopen_review(session, theme, now)
    _note(session, "theme.decide", theme, actor, now, verdict=verdict)


def _checked_place(verdict: str, changed_place: str) -> str:
    if verdict not in rules.CHANGES:
        return clean(changed_place)
    return rules.checked_reason(changed_place, N_("采纳的意见，请写明方案的哪一处已经改了、或者将怎样改。"), "changed_place")


def _reply_texts(session: Session, theme: Theme) -> Sequence[str]:
    mine = ReplyText.unit_id == _unit(theme.consultation)
    return session.scalars(select(ReplyText.text).where(mine)).all()


def _asked(session: Session, theme: Theme) -> list[str]:
    """What the theme is about: its title, and what the first to say so said."""
    said = select(Point).where(Point.theme_id == theme.id).order_by(Point.id).limit(LOOKED_AT)
    points = session.scalars(said.options(joinedload(Point.opinion), joinedload(Point.passage)))
    return [theme.title, *(point.words for point in points)]


def _stand_behind(session: Session, theme: Theme, places: Sequence[Place], pledge: Pledge | None, actor: User,
                  now: datetime) -> None:
    """Keep what changed, or who promised to change it, in place of what was kept before."""
    adopts = theme.verdict in rules.CHANGES
    if adopts and not places and pledge is None:
        raise InvalidInput(N_("请勾选新一版里已经改了的地方；还没有改的，选定由哪个单位落实、什么时候办完。"), field="places")
    for kind in (ThemeChange, Promise):
        session.execute(delete(kind).where(kind.theme_id == theme.id))
    noted = {"theme_id": theme.id, "noted_by": actor.id, "noted_at": now}
    if adopts:
        session.add_all(ThemeChange(version_id=each.version.id, field=each.field, before=each.before, after=each.after, **noted)
                        for each in places)
    if adopts and pledge is not None:
        check_due(pledge.due_on, beijing_date(now))
        session.add(Promise(keeper_id=pledge.keeper.id, due_on=pledge.due_on, text=theme.changed_place, **noted))
    session.flush()
    session.expire(theme, ["changes", "promises"])


def held_points(session: Session, points: Sequence[Point]) -> Consultation:
    """The consultation of these points, held; refuse an empty selection and points that are not counted any more."""
    if not points:
        raise InvalidInput(N_("请先勾选要处理的意见。"), field="points")
    consultation = points[0].opinion.consultation
    hold_open(session, consultation)
    _read_again(session, points)
    gone = [point.opinion.number for point in points if point.opinion.bucket != "counted"]
    if gone or any(point.consultation_id != consultation.id for point in points):
        raise Refusal(N_("选中的意见里，有的刚刚撤回或被标记（第%(numbers)s号）。没有改动任何一条，请重新勾选。"),
                      clauses=(rules.COUNTING,), numbers="、".join(map(str, gone)) or "—")
    check_points_unlocked(session, points)
    return consultation


def _read_again(session: Session, points: Sequence[Point]) -> None:
    """Forget what was read before the consultation was held: a point may have been withdrawn or marked meanwhile."""
    query = select(Point).where(Point.id.in_([point.id for point in points])).execution_options(populate_existing=True)
    session.scalars(query.options(joinedload(Point.opinion).joinedload(Opinion.mark))).all()


def _note(session: Session, action: str, theme: Theme, actor: User, now: datetime, **details) -> None:
    journal.record(session, action, theme, actor=actor, now=now, unit_id=_unit(theme.consultation), **details)


def _unit(consultation: Consultation) -> int:
    return consultation.proposal.initiating_unit_id

"""Putting themes together and taking them apart; whatever is done here can be undone as one step."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_answer_unlocked, check_unlocked
from portal.opinions.actions.steps import recorded
from portal.opinions.actions.themes import create_theme, held_points
from portal.opinions.models import Advice, Assignment, Note, Point, Promise, Theme, ThemeChange, ThemeSuggestion

_HANG_ON = (Advice, Assignment, Note, Promise, ThemeChange, ThemeSuggestion)


def merge_themes(session: Session, kept: Theme, other: Theme, *, actor: User, now: datetime) -> None:
    """Put every point of `other` under `kept`. The emptied theme goes, unless it has an answer or work, notes and advice hang on
    it: then it stays, empty, with all that was written in it.

    Raises InvalidInput for the same theme or one of another consultation, Refusal when either is locked.
    """
    hold_open(session, kept.consultation, kept, other)
    if other is kept or other.consultation_id != kept.consultation_id:
        raise InvalidInput(N_("请选另一个归类来合并。"), field="other")
    check_unlocked(session, [kept.id])
    check_answer_unlocked(session, other)
    points = list(session.scalars(select(Point).where(Point.theme_id == other.id).order_by(Point.id)))
    with recorded(session, kept.consultation, "theme.merge", points, actor=actor, now=now) as step:
        for point in points:
            point.theme = kept
        session.flush()
        if _is_bare(session, other):
            step.removes(other)
            session.expire(other, ["points"])
            session.delete(other)
    _note(session, "theme.merge", kept, actor, now, other=other.id, points=[point.id for point in points])


def split_theme(session: Session, theme: Theme, title: str, points: Sequence[Point], *, actor: User, now: datetime) -> Theme:
    """Move exactly these points of a theme into a new one with this title.

    Raises Refusal when one of them is not in it any more, when none would stay, or when the theme is locked.
    """
    held_points(session, points)
    session.refresh(theme)
    if any(point.theme_id != theme.id for point in points):
        raise Refusal(N_("选中的意见里，有的已经不在这个归类里了。没有改动任何一条，请刷新后重新勾选。"))
    leaving = {point.id for point in points}
    if session.scalar(select(Point.id).where(Point.theme_id == theme.id, Point.id.not_in(leaving)).limit(1)) is None:
        raise Refusal(N_("选中的是这个归类的全部意见，不用拆分；可以直接改题目。"))
    new = create_theme(session, theme.consultation, title, actor=actor, now=now)
    with recorded(session, theme.consultation, "theme.split", points, actor=actor, now=now) as step:
        step.adds(new)
        for point in points:
            point.theme = new
    _note(session, "theme.split", new, actor, now, other=theme.id, points=sorted(leaving))
    return new


def _is_bare(session: Session, theme: Theme) -> bool:
    """Whether a theme has no answer, and nothing anybody wrote or did hangs on it."""
    hanging = (session.scalar(select(kind.id).where(kind.theme_id == theme.id).limit(1)) for kind in _HANG_ON)
    return theme.verdict is None and all(each is None for each in hanging)


def _note(session: Session, action: str, theme: Theme, actor: User, now: datetime, **details) -> None:
    journal.record(session, action, theme, actor=actor, now=now, unit_id=theme.consultation.proposal.initiating_unit_id,
                   **details)

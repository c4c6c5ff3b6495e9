"""Themes that the system suggests: kept up to date, taken by a person with a title, refused, and not suggested again then."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions.actions.holding import hold, hold_open
from portal.opinions.actions.steps import recorded
from portal.opinions.actions.themes import create_theme, held_points
from portal.opinions.models import Point, Theme, ThemeSuggestion

_AGAIN = 0.8  # so much in common with what was refused is the same suggestion


def keep_suggestions(session: Session, consultation: Consultation, found: Sequence[dict], *, now: datetime) -> int:
    """Let the open suggestions of a consultation be exactly what was `found`, without what a person refused; what is the same
    stays. `found` are columns of ThemeSuggestion: title, points, speaking, words, cohesion. Gives how many came or went."""
    hold(session, consultation)
    kept = session.scalars(select(ThemeSuggestion).where(ThemeSuggestion.consultation_id == consultation.id)).all()
    refused = [set(each.points) for each in kept if each.state == "refused"]
    wanted = [each for each in found if not any(_is_again(set(each["points"]), other) for other in refused)]
    same = {(each.title, tuple(each.points)): each.id for each in kept if each.state == "proposed"}
    new = [each for each in wanted if same.pop((each["title"], tuple(each["points"])), None) is None]
    session.execute(delete(ThemeSuggestion).where(ThemeSuggestion.id.in_(same.values())))
    rows = [each | {"consultation_id": consultation.id, "state": "proposed", "proposed_at": now} for each in new]
    if rows:
        session.execute(insert(ThemeSuggestion), rows)
    if new or same:
        _note(session, "suggestion.propose", consultation, None, now, came=len(new), went=len(same))
    return len(new) + len(same)


def take_suggestion(session: Session, suggestion: ThemeSuggestion, title: str, points: Sequence[Point], *, actor: User,
                    now: datetime) -> Theme:
    """Make a theme with this title of these of its points: one step. Raises Refusal when somebody decided on the suggestion
    meanwhile or one of the points is not loose any more, InvalidInput for a missing title or no points."""
    _hold_proposed(session, suggestion)
    held_points(session, points)
    if any(point.theme_id is not None or point.no_demand or point.id not in suggestion.points for point in points):
        raise Refusal(N_("其中有的意见别人刚刚归了类。没有改动任何一条，请看最新的建议。"))
    theme = create_theme(session, suggestion.consultation, title, actor=actor, now=now)
    with recorded(session, suggestion.consultation, "theme.suggest", [suggestion, *points], actor=actor, now=now) as step:
        step.adds(theme)
        for point in points:
            point.theme = theme
        suggestion.theme = theme
        _decide(suggestion, "taken", actor, now)
    _note(session, "suggestion.take", suggestion, actor, now, points=[point.id for point in points])
    return theme


def refuse_suggestion(session: Session, suggestion: ThemeSuggestion, *, actor: User, now: datetime) -> None:
    """These points do not ask for the same; they are not suggested together again."""
    _hold_proposed(session, suggestion)
    with recorded(session, suggestion.consultation, "suggestion.refuse", [suggestion], actor=actor, now=now):
        _decide(suggestion, "refused", actor, now)
    _note(session, "suggestion.refuse", suggestion, actor, now)


def leave_out_of(session: Session, suggestion: ThemeSuggestion, points: Collection[int], *, actor: User, now: datetime) -> None:
    """Take the points with these ids out of a suggestion. Raises InvalidInput when none of them is in it, Refusal when fewer
    than two would be left."""
    _hold_proposed(session, suggestion)
    left = [each for each in suggestion.points if each not in points]
    if len(left) == len(suggestion.points):
        raise InvalidInput(N_("请先勾选不属于这一组的意见。"), field="points")
    if len(left) < 2:
        raise Refusal(N_("移出以后剩下不到两条，就不成一组了。如果说的不是一件事，请按“不采用”。"))
    with recorded(session, suggestion.consultation, "suggestion.leave_out", [suggestion], actor=actor, now=now):
        suggestion.points = left
        suggestion.speaking = [each for each in suggestion.speaking if each in left] or left[:1]
    _note(session, "suggestion.leave_out", suggestion, actor, now, points=sorted(points))


def _hold_proposed(session: Session, suggestion: ThemeSuggestion) -> None:
    hold_open(session, suggestion.consultation, suggestion)
    if suggestion.state != "proposed":
        raise Refusal(N_("这条建议已经有人处理过了，请看最新的建议。"))


def _is_again(points: set[int], refused: set[int]) -> bool:
    return len(points & refused) >= _AGAIN * len(points | refused)


def _decide(suggestion: ThemeSuggestion, state: str, actor: User, now: datetime) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, actor.id, now


def _note(session: Session, action: str, subject: ThemeSuggestion | Consultation, actor: User | None, now: datetime,
          **details) -> None:
    consultation = subject.consultation if isinstance(subject, ThemeSuggestion) else subject
    journal.record(session, action, subject, actor=actor, now=now, unit_id=consultation.proposal.initiating_unit_id, **details)

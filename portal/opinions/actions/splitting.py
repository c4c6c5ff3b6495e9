"""Splitting an opinion into points by marking its text; what was said never changes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import hold_open
from portal.opinions.actions.locks import check_points_unlocked
from portal.opinions.actions.steps import Recorder, recorded
from portal.opinions.models import Assignment, Opinion, Passage, Point
from portal.opinions.passages import Span, checked_spans, kept


def split_opinion(session: Session, opinion: Opinion, spans: Sequence[Span], *, actor: User, now: datetime) -> None:
    """Make exactly these passages [start, end) the points of an opinion; none: one point that is the whole text again.

    A passage that stays keeps its theme, and so does one that joins whole points of one theme; any other must be placed anew.
    The step can be undone. Raises InvalidInput for passages that overlap, lie outside the text or are blank, Refusal for an
    opinion that is not counted or whose answer is locked.
    """
    hold_open(session, opinion.consultation, opinion)
    if opinion.bucket != "counted" or not opinion.text:
        raise Refusal(N_("只有计入的、写了文字的意见，才需要划分要点。"), clauses=(rules.COUNTING,))
    check_points_unlocked(session, opinion.points)
    whole = (0, len(opinion.text))
    earlier = {point.span: point for point in opinion.points}
    wanted = checked_spans(opinion.text, spans) or [whole]
    if set(wanted) == set(earlier):
        return
    with recorded(session, opinion.consultation, "opinion.split", (), actor=actor, now=now) as step:
        for span in wanted:
            if span not in earlier:
                _add(session, step, opinion, span, earlier)
        for span, point in earlier.items():
            if span not in wanted:
                _remove(session, step, point)
    session.expire(opinion, ["points"])
    journal.record(session, "opinion.split", opinion, actor=actor, now=now,
                   unit_id=opinion.consultation.proposal.initiating_unit_id, points=len(wanted))


def _add(session: Session, step: Recorder, opinion: Opinion, span: Span, earlier: dict[Span, Point]) -> None:
    answered = [(each, (point.theme_id, point.no_demand)) for each, point in earlier.items()]
    theme_id, no_demand = kept(opinion.text, span, answered) or (None, False)
    point = Point(consultation_id=opinion.consultation_id, opinion_id=opinion.id, theme_id=theme_id, no_demand=no_demand)
    session.add(point)
    step.adds(point)
    if span != (0, len(opinion.text)):
        point.passage = Passage(start=span[0], end=span[1])
        step.adds(point.passage)


def _remove(session: Session, step: Recorder, point: Point) -> None:
    """Remove a point with the work on it; undoing brings all of it back."""
    hanging = [*filter(None, [point.passage]), *session.scalars(select(Assignment).where(Assignment.point_id == point.id))]
    step.removes(*hanging, point)
    for row in (*hanging, point):
        session.delete(row)

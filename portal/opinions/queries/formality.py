"""Gathering what the formality check looks at, and its flags with what was said to explain them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from portal.consultations.formality import Answer, Flag, FormalityFacts, Letter, Window, flags
from portal.consultations.models import Consultation, FormalityNote, Request
from portal.consultations.queries import evaluation_of
from portal.consultations.rules import requirement_for
from portal.opinions.models import Opinion, Point, PointCount, Reading, Theme
from portal.opinions.queries.counting import COUNTED, latest_requests, public_figures
from portal.rulebook.evaluation import Evaluation
from portal.workdays.queries import calendar

_VOICES = func.count(Opinion.id.distinct())
_THEIR_THEME = Theme.id == Point.theme_id + 0  # the sum keeps the database from going through all points of a theme
_READ_IN_TIME = (  # the counted opinions with words that somebody had opened before the verdict, by theme
    select(Theme.id, _VOICES).select_from(Point).join(Theme, _THEIR_THEME)
    .join(Reading, Reading.opinion_id == Point.opinion_id).join(Opinion, Opinion.id == Point.opinion_id)
    .where(Point.opinion_id.in_(select(Reading.opinion_id)), Theme.consultation_id == bindparam("consultation"), COUNTED)
    .where(Opinion.text != "", Reading.read_at <= Theme.decided_at).group_by(Theme.id)
)
_WORDLESS = (  # the counted opinions that have no words to open, by theme
    select(Theme.id, _VOICES).select_from(Opinion).join(Point, Point.opinion_id == Opinion.id).join(Theme, _THEIR_THEME)
    .where(Opinion.consultation_id == bindparam("consultation"), Opinion.text == literal_column("''"), COUNTED)
    .group_by(Theme.id)
)


def formality(session: Session, consultation: Consultation, now: datetime) -> list[tuple[Flag, FormalityNote | None]]:
    """Every flag with its explanation; None: nobody has explained it, the report prints it."""
    query = select(FormalityNote).where(FormalityNote.consultation_id == consultation.id)
    notes = {note.flag: note for note in session.scalars(query)}
    return [(flag, notes.get(flag.key)) for flag in flags(formality_facts(session, consultation, now))]


def formality_facts(session: Session, consultation: Consultation, now: datetime) -> FormalityFacts:
    """What the check looks at, as plain values."""
    standing = consultation.proposal.standing
    evaluation = evaluation_of(session, standing[-1] if standing else consultation.proposal.latest)
    return FormalityFacts(
        now=now, calendar=calendar(session),
        windows=[Window(at, each.kind, each.opened_at, each.closes_at) for at, each in enumerate(consultation.rounds, 1)],
        letters=[_letter(each, evaluation) for each in latest_requests(session, consultation)],
        answers=_answers(session, consultation), public_opinions=_public_opinions(session, consultation, now),
    )


def _letter(letter: Request, evaluation: Evaluation) -> Letter:
    named = letter.unit.name if letter.unit else None
    duty = requirement_for(evaluation, letter.party, named)
    return Letter(
        party=letter.party, name=named or (letter.user.name if letter.user else letter.invitee), due_at=letter.due_at,
        is_unit=letter.unit_id is not None, is_own=letter.is_own, mandatory=duty is not None and duty.mandatory,
        concerned=duty is not None, has_account=letter.unit_id is not None or letter.user_id is not None,
        opened_at=letter.opened_at, answered_at=letter.answered_at, stance=letter.reply and letter.reply.stance,
        text=letter.reply.text if letter.reply else "",
    )


def _answers(session: Session, consultation: Consultation) -> Sequence[Answer]:
    """The verdicts with how many counted opinions they answer, and how many of those nobody had opened before.

    Not one opinion is read that nobody opened: they are what the counters leave over.
    """
    answered = (
        select(Theme.id, Theme.verdict, Theme.decided_by, Theme.decided_at, PointCount.voices)
        .join(PointCount, PointCount.theme_id == Theme.id).order_by(Theme.id)
        .where(Theme.consultation_id == consultation.id, Theme.verdict.is_not(None), PointCount.voices > 0)
    )
    seen = Counter(dict(session.execute(_READ_IN_TIME, {"consultation": consultation.id}).all()))
    seen.update(dict(session.execute(_WORDLESS, {"consultation": consultation.id}).all()))
    return [Answer(*row, voices, voices - seen[theme_id]) for theme_id, *row, voices in session.execute(answered)]


def _public_opinions(session: Session, consultation: Consultation, now: datetime) -> int | None:
    heard = consultation.public_round
    if heard is None or now < heard.closes_at:
        return None
    return public_figures(session, consultation).received

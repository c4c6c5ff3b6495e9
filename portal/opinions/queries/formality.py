"""Gathering what the formality check looks at, and its flags with what was said to explain them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.consultations.formality import Answer, Flag, FormalityFacts, Letter, Window, flags
from portal.consultations.models import Consultation, FormalityNote, Request
from portal.consultations.queries import evaluation_of
from portal.consultations.rules import requirement_for
from portal.opinions.models import Opinion, Point, Reading, Theme
from portal.opinions.queries.counting import COUNTED, latest_requests, public_figures
from portal.rulebook.evaluation import Evaluation
from portal.workdays.queries import calendar


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
    """The verdicts with how many counted opinions they answer, and how many of those nobody had opened before."""
    late_read = or_(Reading.id.is_(None), Reading.read_at > Theme.decided_at)
    unread = func.count(Opinion.id.distinct()).filter(and_(late_read, Opinion.text != ""))
    query = (
        select(Theme.verdict, Theme.decided_by, Theme.decided_at, func.count(Opinion.id.distinct()), unread)
        .join(Point, Point.theme_id == Theme.id).join(Point.opinion).outerjoin(Reading, Reading.opinion_id == Opinion.id)
        .where(Theme.consultation_id == consultation.id, Theme.verdict.is_not(None), COUNTED)
        .group_by(Theme.id, Theme.verdict, Theme.decided_by, Theme.decided_at).order_by(Theme.id)
    )
    return [Answer(*row) for row in session.execute(query)]


def _public_opinions(session: Session, consultation: Consultation, now: datetime) -> int | None:
    heard = consultation.public_round
    if heard is None or now < heard.closes_at:
        return None
    return public_figures(session, consultation).received

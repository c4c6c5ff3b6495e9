"""What colleagues tell each other about the work: private notes, and advice asked of another unit."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions import rules, working
from portal.opinions.actions.holding import hold_open
from portal.opinions.models import Advice, Note, Opinion, Theme


def write_note(session: Session, subject: Theme | Opinion, text: str, *, actor: User, now: datetime) -> Note:
    """Leave a note for colleagues on a theme or an opinion; it stays inside the unit's desk."""
    words = rules.checked_reason(text, N_("请写下要告诉同事的话。"), "note")
    about = {"theme_id": subject.id} if isinstance(subject, Theme) else {"opinion_id": subject.id}
    note = Note(text=words, written_by=actor.id, written_at=now, **about)
    session.add(note)
    session.flush()
    journal.record(session, "note.write", subject, actor=actor, now=now,
                   unit_id=subject.consultation.proposal.initiating_unit_id)
    return note


def ask_advice(session: Session, theme: Theme, unit: Unit | None, question: str, due_on: date | None, *, actor: User,
               now: datetime) -> Advice:
    """Ask another unit what it thinks of a theme; it answers inside its own desk. Raises InvalidInput for what is missing."""
    hold_open(session, theme.consultation, theme)
    words = rules.checked_reason(question, N_("请写明想请对方回答的问题。"), "question")
    if unit is None or unit.id == theme.consultation.proposal.initiating_unit_id:
        raise InvalidInput(N_("请选择另外一个单位。"), field="unit")
    working.check_due(due_on, beijing_date(now))
    advice = Advice(theme=theme, unit=unit, question=words, due_on=due_on, asked_by=actor.id, asked_at=now)
    session.add(advice)
    session.flush()
    journal.record(session, "advice.ask", advice, actor=actor, now=now,
                   unit_id=theme.consultation.proposal.initiating_unit_id)
    return advice


def answer_advice(session: Session, advice: Advice, answer: str, *, actor: User, now: datetime) -> None:
    """Answer what another unit asked. Raises Refusal when it was answered before."""
    session.refresh(advice, with_for_update=True)
    if advice.answered_by is not None:
        raise Refusal(N_("这个问题已经有同事回复了。"))
    words = rules.checked_reason(answer, N_("请写明本单位的看法。"), "answer")
    advice.answered_by, advice.answered_at, advice.answer = actor.id, now, words
    session.flush()
    journal.record(session, "advice.answer", advice, actor=actor, now=now, unit_id=advice.unit_id)

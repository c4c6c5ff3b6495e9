"""Explaining a flag of the formality check."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation, FormalityNote
from portal.errors import N_, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import check_not_published, hold
from portal.opinions.queries.formality import formality


def explain_flag(session: Session, consultation: Consultation, key: str, explanation: str, *, actor: User, now: datetime) -> None:
    """Write down why a flag is no cause for concern; writing again replaces it. The report prints it with the flag.

    Raises Refusal for a flag that is not raised (any more), InvalidInput for a blank explanation.
    """
    hold(session, consultation)
    check_not_published(consultation)
    words = rules.checked_reason(explanation, N_("请写明实际情况是怎样的。"), "explanation")
    if key not in {flag.key for flag, _note in formality(session, consultation, now)}:
        raise Refusal(N_("这一项提示已经没有了，请看最新的自查结果。"))
    same = FormalityNote.consultation_id == consultation.id, FormalityNote.flag == key
    note = session.scalar(select(FormalityNote).where(*same))
    if note is None:
        note = FormalityNote(consultation_id=consultation.id, flag=key)
    note.explanation, note.explained_by, note.explained_at = words, actor.id, now
    session.add(note)
    session.flush()
    journal.record(session, "formality.explain", note, actor=actor, now=now,
                   unit_id=consultation.proposal.initiating_unit_id, flag=key)

"""Entering what came back on printed forms, each once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.errors import N_, Refusal
from portal.opinions.actions.holding import hold
from portal.opinions.actions.intake import enter_paper
from portal.opinions.models import FilledForm, Opinion


def entered_from(session: Session, digits: str) -> Sequence[Opinion]:
    """The opinions entered from the form with this number, oldest first; more than one where it was photocopied."""
    query = select(FilledForm).where(FilledForm.number == digits).order_by(FilledForm.id)
    return [each.opinion for each in session.scalars(query.options(joinedload(FilledForm.opinion)))]


def enter_form(session: Session, consultation: Consultation, digits: str, *, is_copy: bool = False, token: str, actor: User,
               now: datetime, **paper) -> Opinion:
    """Enter the paper opinion on the form numbered `digits`; `paper` is what enter_paper takes.

    Raises Refusal for a form entered before, unless it `is_copy`: a photocopy on which somebody else wrote.
    """
    hold(session, consultation)
    earlier = entered_from(session, digits)
    is_retry = token in {each.token for each in earlier}
    if earlier and not is_copy and not is_retry:
        sentence = N_("这张表已经录过，是第%(number)s号，不用再录。如果这是复印件，写的是另一个人的意见，请在下面勾选后再保存。")
        raise Refusal(sentence, field="is_copy", number=earlier[0].number)
    opinion = enter_paper(session, consultation, token=token, actor=actor, now=now, **paper)
    if not is_retry:
        session.add(FilledForm(number=digits, opinion=opinion))
        session.flush()
    return opinion

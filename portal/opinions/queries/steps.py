"""The steps that can be undone, and what they did."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.opinions.models import Step

SHOWN = 50


def recent_steps(session: Session, consultation: Consultation) -> Sequence[Step]:
    """The newest steps of a consultation, newest first."""
    query = select(Step).where(Step.consultation_id == consultation.id).order_by(Step.id.desc()).limit(SHOWN)
    return session.scalars(query.options(joinedload(Step.doer))).all()


def step_by_id(session: Session, step_id: int) -> Step | None:
    """One step with its consultation."""
    matter = joinedload(Step.consultation).joinedload(Consultation.proposal)
    return session.scalar(select(Step).where(Step.id == step_id).options(matter))


def step_done(session: Session, consultation: Consultation, person: User, at: datetime) -> Step | None:
    """The step that `person` made in the transaction of the instant `at`."""
    mine = Step.consultation_id == consultation.id, Step.done_by == person.id, Step.done_at == at
    return session.scalars(select(Step).where(*mine).order_by(Step.id.desc()).limit(1)).first()

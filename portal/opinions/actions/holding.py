"""Holding a consultation while its opinions change, and refusing changes once it is over."""

from sqlalchemy.orm import Session

from portal.consultations.models import Consultation
from portal.db import Base
from portal.errors import N_, Refusal
from portal.opinions import rules


def hold(session: Session, consultation: Consultation, *records: Base) -> None:
    """Lock the consultation's row until the transaction ends, so that one change at a time is made to its opinions.

    `records` are read again under the lock: what was read before it may have changed.
    """
    session.flush()
    session.refresh(consultation, with_for_update={"of": Consultation})
    for record in records:
        session.refresh(record)


def hold_open(session: Session, consultation: Consultation, *records: Base) -> None:
    """The same, and refuse when the consultation is settled or its answers are published."""
    hold(session, consultation, *records)
    check_not_published(consultation)
    if consultation.settled_at is not None:
        raise Refusal(N_("这次征求意见已经办结。要修改，请先点“重新办理”。"), clauses=(rules.ADOPTION,))


def check_not_published(consultation: Consultation) -> None:
    """Refuse a change after the answers were published: what residents have read stays as it is."""
    if consultation.answers_are_public:
        raise Refusal(N_("采纳情况已经公布，不能再修改。"), clauses=(rules.PUBLISHED,))


def check_takes_papers(consultation: Consultation) -> None:
    """Refuse what is entered after the consultation was settled, or after its proposal was withdrawn."""
    rules.check_not_withdrawn(consultation.proposal.withdrawn_at is not None)
    if consultation.settled_at is not None:
        raise Refusal(N_("这次征求意见已经办结，汇总表已经形成，不能再补录。确需补录的，请由提请部门重新办理。"),
                      clauses=(rules.CLOSING,))

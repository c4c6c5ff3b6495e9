"""Moving the closing of a public round to a later day, because people could not read what they were asked about."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations import rules
from portal.consultations.models import Round
from portal.errors import N_, InvalidInput, Refusal
from portal.workdays.queries import calendar
from portal.workdays.rules import Calendar, Closing, closing

MOST_DAYS = 30


def later_closing(round_: Round, days: int, known: Calendar, now: datetime) -> Closing:
    """When a public round closes that goes on for `days` more days of its own kind, counted from today once it is over."""
    last = max(round_.closes_at - timedelta(microseconds=1), now)
    return closing(last, days, round_.period_unit, known)


def prolong(session: Session, round_: Round, days: int, *, actor: User, now: datetime) -> Round:
    """Close a public round `days` (1 to 30) days later; one that is over opens again.

    Raises InvalidInput for another number, Refusal when the opinions are settled, or it is not the newest public round.
    """
    consultation = round_.consultation
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(N_("延长的天数请填1到30之间的整数。"), field="days")
    if consultation.proposal.withdrawn_at is not None:
        raise Refusal(N_("这个方案已经撤回，不再征求意见。"), clauses=(rules.ROUNDS_CLAUSE,))
    if consultation.settled_at is not None or consultation.answers_published_at is not None:
        raise Refusal(N_("这次征求意见已经办结，不能再延长。要重新征求，请先点“重新办理”。"), clauses=(rules.CLOSING_CLAUSE,))
    if round_ is not consultation.public_round:
        raise Refusal(N_("方案已经有新的一轮公开征求，请延长新的一轮。"), clauses=(rules.ROUNDS_CLAUSE,))
    before, later = round_.closes_at, later_closing(round_, days, calendar(session), now)
    round_.closes_at, round_.is_provisional = later.instant, later.is_provisional
    session.flush()
    journal.record(session, "round.prolong", round_, actor=actor, now=now, unit_id=consultation.proposal.initiating_unit_id,
                   before=before.isoformat(), until=later.instant.isoformat())
    return round_

"""Deciding what is hidden in the copy of an opinion for publication; the original stays as it was received."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, InvalidInput
from portal.opinions.actions.holding import hold
from portal.opinions.actions.steps import recorded
from portal.opinions.models import Opinion, Redaction
from portal.opinions.redacting import Decision, checked


def confirm_redactions(session: Session, opinion: Opinion, decisions: Sequence[Decision], *, actor: User, now: datetime) -> None:
    """Keep what a person decided about passages of an opinion; deciding again about the same passage replaces it.

    It can be done at any time, also after the answers were published: what comes out later hides it. The step can be undone.
    Raises InvalidInput for nothing at all, see redacting.checked for the rest.
    """
    hold(session, opinion.consultation, opinion)
    fit = [checked(opinion.text, each) for each in decisions]
    if not fit:
        raise InvalidInput(N_("请先选择要隐去或者可以公开的内容。"), field="words")
    earlier = {(each.start, each.end): each for each in opinion.redactions}
    with recorded(session, opinion.consultation, "redaction.confirm", earlier.values(), actor=actor, now=now) as step:
        for each in fit:
            _decide(session, opinion, earlier, each, step, actor, now)
    session.expire(opinion, ["redactions"])
    unit_id = opinion.consultation.proposal.initiating_unit_id
    journal.record(session, "redaction.confirm", opinion, actor=actor, now=now, unit_id=unit_id,
                   hidden=[each.kind for each in fit if each.is_hidden], kept=[each.kind for each in fit if not each.is_hidden])


def _decide(session: Session, opinion: Opinion, earlier: dict, decision: Decision, step, actor: User, now: datetime) -> None:
    values = decision._asdict() | {"decided_by": actor.id, "decided_at": now}
    row = earlier.get((decision.start, decision.end))
    if row is None:
        row = earlier[decision.start, decision.end] = Redaction(opinion_id=opinion.id, **values)
        session.add(row)
        step.adds(row)
    elif (row.kind, row.is_hidden, row.reason) != decision[2:]:
        for name, value in values.items():
            setattr(row, name, value)

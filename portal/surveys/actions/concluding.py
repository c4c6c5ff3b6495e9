"""What came of a survey: items of the menu determined once the basic ones are carried out, and what the public is told."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.db import Base
from portal.errors import N_, InvalidInput, Refusal
from portal.surveys import rules
from portal.surveys.models import BasicsCarriedOut, Determination, Survey
from portal.text import clean

LONGEST_OUTCOME = 3000


def record_basics(
    session: Session, survey: Survey, *, done_on: date, evidence: str, actor: User, now: datetime
) -> BasicsCarriedOut:
    """Record since when the basic items of the menu have been carried out, and on what evidence; once for a survey."""
    if survey.basics is not None:
        raise Refusal(N_("基础类的实施情况已经记录过了。"), clauses=(rules.MENU,))
    _refuse_future(done_on, "done_on", now)
    survey.basics = BasicsCarriedOut(
        done_on=done_on, evidence=rules.filled(evidence, "evidence"), recorded_by=actor.id, recorded_at=now)
    session.flush()
    _note(session, "survey.record_basics", survey.basics, survey, actor, now)
    return survey.basics


def determine(
    session: Session, survey: Survey, key: str, *, by_whom: str, decided_on: date, actor: User, now: datetime
) -> Determination:
    """Record an optional item of the menu as determined: by whom (业主委员会 …) and when.

    Raises Refusal for a basic item, before the basic items are carried out (老旧小区方案 二(二)), while the survey still asks,
    and for what is recorded already; InvalidInput for what the survey never asked.
    """
    item = survey.asked_items.get(key)
    if item is None:
        raise InvalidInput(N_("问卷里没有问过这一项。"), field="item")
    if survey.state(now) != "closed":
        raise Refusal(N_("问卷还没有结束。结束以后再记录确定了哪些项目。"), clauses=(rules.MENU,))
    if any(each.item == key for each in survey.determinations):
        raise Refusal(N_("这一项已经记录为确定。"), field="item")
    _refuse_future(decided_on, "decided_on", now)
    rules.refuse_determination(item, survey.basics and survey.basics.done_on, decided_on)
    made = Determination(item=key, by_whom=rules.filled(by_whom, "by_whom", 100), decided_on=decided_on,
                         recorded_by=actor.id, recorded_at=now)
    survey.determinations.append(made)
    session.flush()
    _note(session, "survey.determine", made, survey, actor, now)
    return made


def tell_outcome(session: Session, survey: Survey, text: str, *, actor: User, now: datetime) -> None:
    """Tell the public what became of a street's survey (民意采纳情况反馈). Raises Refusal while it still asks."""
    if survey.state(now) != "closed":
        raise Refusal(N_("问卷还没有结束，结束以后再反馈采纳情况。"), clauses=(rules.HEADER,))
    words = clean(text or "")
    if not words or len(words) > LONGEST_OUTCOME:
        raise InvalidInput(N_("请写明采纳情况，最多 %(limit)s 个字。"), field="text", limit=LONGEST_OUTCOME)
    survey.outcome, survey.outcome_at = words, now
    session.flush()
    _note(session, "survey.tell_outcome", survey, survey, actor, now)


def _refuse_future(day: date, field: str, now: datetime) -> None:
    if day > beijing_date(now):
        raise InvalidInput(N_("日期不能晚于今天。"), field=field)


def _note(session: Session, action: str, subject: Base, survey: Survey, actor: User, now: datetime) -> None:
    journal.record(session, action, subject, actor=actor, now=now, unit_id=survey.unit_id, survey=survey.id)

"""Asking the complainants afterwards (回访): solved? satisfied? Once, by a link that works once, or in a logged call."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.complaints.actions.recording import record_step, reopen
from portal.complaints.models import Complaint, FollowUp
from portal.complaints.queries.lookup import voices
from portal.complaints.rules.steps import STEPS
from portal.complaints.values import Given
from portal.errors import N_, InvalidInput, Missing, Refusal

LINK_LASTS = timedelta(days=15)  # internal setting
MOST_CALLS = 3  # internal setting: not reached on three days, the follow-up counts as made


def ask_complainants(session: Session, complaint: Complaint, now: datetime) -> list[str]:
    """Ask everybody who complained of this matter; returns the secrets of the links, which only the messages carry."""
    return [_ask(session, each, now) for each in voices(session, complaint)]


def _ask(session: Session, complaint: Complaint, now: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    session.add(FollowUp(complaint_id=complaint.id, token_hash=hash_of(secret), asked_at=now, expires_at=now + LINK_LASTS))
    if complaint.contact and not complaint.is_accusation:
        outbox.post(session, "complaint.follow_up", now=now, address=complaint.contact, secret=secret, number=complaint.number)
    return secret


def hash_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def by_link(session: Session, secret: str) -> FollowUp | None:
    """The question that a link asks, or None."""
    return session.scalar(select(FollowUp).where(FollowUp.token_hash == hash_of(secret)))


def open_question(session: Session, complaint: Complaint) -> FollowUp | None:
    """The newest question to this complainant that has no answer yet and still matters, or None."""
    query = select(FollowUp).where(FollowUp.complaint_id == complaint.id, ~FollowUp.is_unreachable).order_by(FollowUp.id.desc())
    newest = session.scalars(query).first()
    return newest if newest and newest.answered_at is None and not _is_past(newest) else None


def answer_link(session: Session, secret: str, *, solved: bool, satisfaction: str, reason: str, now: datetime) -> FollowUp:
    """The complainant answers by the link. Raises Missing for a link of nobody, Refusal for one used before or expired."""
    question = by_link(session, secret)
    if question is None:
        raise Missing(N_("没有找到这个回访链接。请核对短信或邮件里的网址，或凭回执编号查看。"))
    if question.answered_at is not None:
        raise Refusal(N_("这个链接已经用过了，您的评价已经记下。要补充情况，请凭回执编号打开投诉页面。"))
    if question.expires_at is not None and now >= question.expires_at:
        raise Refusal(N_("这个链接已经过期。要评价或补充情况，请凭回执编号打开投诉页面。"))
    return answer_follow_up(session, question, solved=solved, satisfaction=satisfaction, reason=reason, actor=None, now=now)


def answer_follow_up(session: Session, question: FollowUp, *, solved: bool, satisfaction: str, reason: str, actor: User | None,
                     now: datetime) -> FollowUp:
    """Keep the two answers; unsolved or dissatisfied takes the matter up again, and counts. `actor` wrote down a call.

    Raises InvalidInput for dissatisfaction without a reason, Refusal for a question that is over.
    """
    if question.answered_at is not None or _is_past(question):
        raise Refusal(N_("这次回访已经结束，可能别人刚刚记录过。请刷新后查看最新进展。"))
    is_well = solved and satisfaction != "dissatisfied"
    if not is_well and not reason.strip():
        raise InvalidInput(N_("请写明哪里没有解决、哪里不满意，办理的单位才知道要改什么。"), field="reason")
    question.called_by, question.answered_at = actor.id if actor else None, now
    question.is_solved, question.satisfaction, question.reason = solved, satisfaction, reason.strip()
    _lead_on(session, question, is_well, actor, now)
    return question


def log_call(session: Session, complaint: Complaint, *, actor: User, now: datetime) -> FollowUp:
    """Note a call that reached nobody; after three on different days the follow-up counts as made."""
    main = complaint.merge.into if complaint.merge else complaint
    calls = _calls(session, complaint, since=main.last("verify").at)
    if any(beijing_date(each.asked_at) == beijing_date(now) for each in calls):
        raise Refusal(N_("今天已经记过一次没有联系上，请改天再打。"))
    call = FollowUp(complaint_id=complaint.id, asked_at=now, is_unreachable=True, called_by=actor.id)
    session.add(call)
    journal.record(session, "complaint.call", complaint, actor=actor, now=now, unit_id=complaint.unit_id)
    if len(calls) + 1 >= MOST_CALLS and complaint.state in STEPS["follow_up"].sources:
        record_step(session, complaint, "follow_up", "followed_up", Given(), actor=actor, now=now, unreachable=MOST_CALLS)
    return call


def _calls(session: Session, complaint: Complaint, since: datetime) -> list[FollowUp]:
    query = select(FollowUp).where(FollowUp.complaint_id == complaint.id, FollowUp.is_unreachable, FollowUp.asked_at >= since)
    return list(session.scalars(query))


def _lead_on(session: Session, question: FollowUp, is_well: bool, actor: User | None, now: datetime) -> None:
    asked = question.complaint
    main = asked.merge.into if asked.merge else asked
    if not is_well:
        reopen(session, main, Given(internal=question.reason), actor=actor, now=now)
    elif asked is main and main.state in STEPS["follow_up"].sources:
        record_step(session, main, "follow_up", "followed_up", Given(), actor=actor, now=now)
    else:
        journal.record(session, "complaint.answer", asked, actor=actor, now=now, unit_id=main.unit_id)


def _is_past(question: FollowUp) -> bool:
    """Whether the matter was taken up again since this was asked."""
    main = question.complaint.merge.into if question.complaint.merge else question.complaint
    checked, again = main.last("verify"), main.last("reopen")
    return checked is None or question.asked_at < checked.at or (again is not None and again.id > checked.id)

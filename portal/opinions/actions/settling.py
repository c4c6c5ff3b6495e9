"""Settling disagreements of units (协商结果), and the consultation as a whole (办结)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions import rules
from portal.opinions.actions.holding import check_not_published, hold, hold_open
from portal.opinions.models import Opinion, Settlement
from portal.opinions.queries.changes import outdated_changes
from portal.opinions.queries.counting import unanswered
from portal.text import clean


def settle_reply(session: Session, opinion: Opinion, *, is_settled: bool, how: str, settled_on: date, actor: User,
                 now: datetime, our_view: str = "", basis: str = "") -> None:
    """Record how the disagreement in a unit's reply ended, or how far it got (会前…形成一致意见, 联席会议制度 三(二)2).

    One that lasts needs our view and its basis (713号令 13条). Recording again replaces what was recorded. Raises Refusal for
    a reply without disagreement, InvalidInput for what is missing.
    """
    hold(session, opinion.consultation, opinion)
    check_not_published(opinion.consultation)
    if opinion.party not in rules.SETTLES or opinion.stance not in rules.OBJECTS or opinion.bucket != "counted":
        raise Refusal(N_("只有单位提出修改意见或不同意的答复，才需要记录协商结果。"), clauses=(rules.CONSENSUS,))
    if not opinion.received_on <= settled_on <= beijing_date(now):
        raise InvalidInput(N_("协商日期应在收到答复之后、今天或今天之前。"), field="settled_on")
    words = rules.checked_reason(how, N_("请写明怎样协商、结果是什么；还没有一致的，写明分歧在哪里。"), "how")
    ours = {"our_view": our_view, "basis": basis} if is_settled else _argued(our_view, basis)
    if opinion.settlement is not None:
        session.delete(opinion.settlement)
        session.flush()
    opinion.settlement = Settlement(is_settled=is_settled, how=words, settled_on=settled_on, recorded_by=actor.id,
                                    recorded_at=now, **{name: clean(text) for name, text in ours.items()})
    session.flush()
    journal.record(session, "reply.settle", opinion, actor=actor, now=now, unit_id=_unit(opinion.consultation),
                   is_settled=is_settled)


def _argued(our_view: str, basis: str) -> dict[str, str]:
    """What must be said of a disagreement that lasts."""
    return {
        "our_view": rules.checked_reason(our_view, N_("还没有一致的，请写明我方的意见和理由。"), "our_view"),
        "basis": rules.checked_reason(basis, N_("还没有一致的，请写明我方意见的依据：哪条规定、哪份材料。"), "basis"),
    }


def settle_consultation(session: Session, consultation: Consultation, *, actor: User, now: datetime) -> None:
    """办结: every counted opinion has its answer. Raises Refusal while the public may still speak, anything lacks a verdict, or
    an answer points to words of the plan that have changed again."""
    hold_open(session, consultation)
    rules.check_not_withdrawn(consultation.proposal.withdrawn_at is not None)
    still_open = [each for each in consultation.rounds if each.kind == "public" and now < each.closes_at]
    if still_open:
        raise Refusal(N_("征求意见还没有截止，不能办结。"), clauses=(rules.CLOSING,))
    if waiting := unanswered(session, consultation):
        raise Refusal(N_("还有 %(count)s 条意见没有采纳情况，不能办结。请先逐条归类并写明理由。"),
                      clauses=(rules.ADOPTION,), count=waiting)
    if outdated := outdated_changes(session, consultation):
        raise Refusal(N_("归类“%(theme)s”指向的修改后来又变了，不能办结。请打开这个归类，核对方案最新一版，再保存一次采纳情况。"),
                      clauses=(rules.ADOPTION,), theme=outdated[0].theme.title)
    consultation.settled_at = now
    journal.record(session, "consultation.settle", consultation, actor=actor, now=now, unit_id=_unit(consultation))


def reopen(session: Session, consultation: Consultation, *, actor: User, now: datetime) -> None:
    """重新办理: take 办结 back, to correct something before the answers are published."""
    hold(session, consultation)
    check_not_published(consultation)
    if consultation.settled_at is None:
        raise Refusal(N_("这次征求意见还没有办结。"))
    consultation.settled_at = None
    journal.record(session, "consultation.reopen", consultation, actor=actor, now=now, unit_id=_unit(consultation))


def _unit(consultation: Consultation) -> int:
    return consultation.proposal.initiating_unit_id

"""Taking opinions in from every channel, once each, and letting their authors withdraw them."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from portal import journal, outbox
from portal.accounts.models import Unit, User
from portal.accounts.queries import actor_of
from portal.clock import beijing_date
from portal.consultations.actions import mark_answered, mark_unanswered
from portal.consultations.models import Consultation, Request, Round
from portal.consultations.rules import refuse_public_opinion
from portal.errors import N_, InvalidInput, NotPermitted, Refusal
from portal.files.actions import attach
from portal.files.intake import PreparedFile
from portal.files.queries import attachments_of
from portal.files.storage import FolderStorage
from portal.opinions import rules
from portal.opinions.actions.holding import check_takes_papers, hold
from portal.opinions.models import Mark, Opinion, OpinionContact, Point, Tally
from portal.permissions import Role
from portal.receipts import new_receipt
from portal.text import clean

_SENT = select(Opinion).where(Opinion.token == bindparam("sent"))
_TALLIES = Tally.__table__
_COUNTERS = {
    name: update(_TALLIES)
    .where(_TALLIES.c.consultation_id == bindparam("consultation"), _TALLIES.c.stance == bindparam("said"))
    .values({name: _TALLIES.c[name] + bindparam("many")})
    for name in ("received", "withdrawn")
}


def give_opinion(session: Session, consultation: Consultation, *, stance: str, text: str, relation: str, token: str,
                 now: datetime, street: Unit | None = None, name: str | None = None, phone: str | None = None,
                 email: str | None = None, author: User | None = None) -> Opinion:
    """Take what a person says on the web. The same `token` with the same words is the same opinion, also after the closing.

    Raises Refusal when no public round is open, InvalidInput for what was typed, AlreadySent for a form used before.
    """
    hold(session, consultation)
    if earlier := _sent_before(session, consultation, token, stance, text):
        return earlier
    open_round = consultation.public_round
    refuse_public_opinion(open_round, now)
    rules.check_stance(stance, rules.PUBLIC_STANCES)
    contact = rules.checked_contact(name, phone, email)
    opinion = _receive(session, Opinion(
        consultation=consultation, round=open_round, token=token, party="resident", author_id=author.id if author else None,
        stance=stance, text=rules.checked_words(stance, text), relation=relation, street=street, channel="web",
        received_on=beijing_date(now), recorded_at=now,
    ), contact, now)
    if "email" in contact:
        outbox.post(session, "opinion.received", now=now, address=contact["email"], receipt=opinion.receipt,
                    title=open_round.version.title, number=consultation.proposal.number)
    _note(session, "opinion.give", opinion, author, now)
    return opinion


def answer_request(session: Session, request: Request, *, stance: str, text: str, token: str, actor: User, now: datetime,
                   has_no_interest: bool | None = None) -> Opinion:
    """Take an invited party's answer to its letter; after the deadline too (逾期反馈): silence is never consent.

    Raises Refusal when it was answered before or the matter is over, NotPermitted for a planner of other streets,
    InvalidInput for what was typed or for a missing declaration of no interest.
    """
    consultation = request.round.consultation
    hold(session, consultation)
    if earlier := _sent_before(session, consultation, token, stance, text):
        return earlier
    _check_may_reply(session, request, now)
    rules.check_stance(stance, rules.REPLY_STANCES)
    rules.check_no_interest(request.party, has_no_interest)
    opinion = _receive(session, Opinion(
        consultation=consultation, round=request.round, request=request, token=token, party=request.party,
        unit_id=request.unit_id, author_id=actor.id, stance=stance, text=rules.checked_words(stance, text), channel="request",
        received_on=beijing_date(now), recorded_at=now, has_no_interest=has_no_interest,
    ), {}, now)
    _note(session, "opinion.answer", opinion, actor, now)
    return opinion


def enter_paper(session: Session, consultation: Consultation, *, channel: str, stance: str, text: str, received_on: date,
                source: str, token: str, actor: User, now: datetime, party: str = "resident", request: Request | None = None,
                relation: str | None = None, street: Unit | None = None, name: str | None = None, phone: str | None = None,
                has_no_interest: bool | None = None) -> Opinion:
    """Enter what came by counter, phone, post or meeting, with its source and the day it was received or postmarked.

    With `request` it is the answer to that letter. It can be entered until the consultation is settled; what came after
    the last day is kept, shown as late, and not counted. Raises as `give_opinion` and `answer_request` do.
    """
    hold(session, consultation)
    if earlier := _sent_before(session, consultation, token, stance, text):
        return earlier
    check_takes_papers(consultation)
    heard = request.round if request else round_heard(consultation, received_on)
    rules.check_days(received_on, beijing_date(heard.opened_at), beijing_date(now))
    if request is not None:
        _check_may_reply(session, request, now)
        rules.check_no_interest(request.party, has_no_interest)
    elif party not in rules.UNINVITED:
        raise InvalidInput(N_("单位、专家和责任规划师的意见，请在对应的征求意见函下录入。"), field="party")
    rules.check_stance(stance, rules.REPLY_STANCES if request else rules.PUBLIC_STANCES)
    origin = rules.checked_reason(source, N_("请写明来源，如“6月3日社区议事厅，张主任转交”。"), "source")
    opinion = _receive(session, Opinion(
        consultation=consultation, round=heard, request=request, token=token, party=request.party if request else party,
        unit_id=request.unit_id if request else None, stance=stance, text=rules.checked_words(stance, text), relation=relation,
        street=street, channel=channel, received_on=received_on, recorded_at=now, recorded_by=actor.id, source=origin[:200],
        has_no_interest=has_no_interest,
    ), rules.checked_contact(name, phone, None), now)
    _note(session, "opinion.enter", opinion, actor, now)
    return opinion


def withdraw(session: Session, opinion: Opinion, *, now: datetime, actor: User | None = None) -> None:
    """Withdraw an opinion at its author's wish, until the closing (a reply: until its deadline). Its contact data is deleted.

    An opinion that was marked as repeating it stands for itself again.
    """
    hold(session, opinion.consultation, opinion)
    if opinion.withdrawn_at is not None:
        return
    if now >= (opinion.request.due_at if opinion.is_reply else opinion.round.closes_at):
        raise Refusal(N_("征求意见已经截止，意见不能再撤回。如有特殊情况，请联系提请部门。"), clauses=(rules.CLOSING,))
    opinion.withdrawn_at = now
    if opinion.contact is not None:
        session.delete(opinion.contact)
    session.execute(delete(Mark).where(Mark.kept_id == opinion.id))
    if opinion.is_reply:
        mark_unanswered(session, opinion.request)
    _count(session, opinion.consultation_id, opinion.stance, "withdrawn")
    _note(session, "opinion.withdraw", opinion, actor, now)


def attach_papers(session: Session, storage: FolderStorage, opinion: Opinion, files: Sequence[PreparedFile], *,
                  actor: User | None, now: datetime) -> None:
    """Hang photos or papers on an opinion, for staff to see; what hangs there already, as after a retry, is not added again.

    What came over the web as only a file asks for something until somebody has read it, also with a bare 支持.
    """
    there = {each.file.sha256 for each in attachments_of(session, opinion)} if files else set()
    for file in files:
        if hashlib.sha256(file.data).hexdigest() not in there:
            attach(session, storage, opinion, file, purpose="opinion", visibility="internal", actor=actor, now=now)
    if files and not opinion.text and opinion.channel == "web":
        for point in opinion.points:
            point.no_demand = False


def add_papers(session: Session, storage: FolderStorage, opinion: Opinion, files: Sequence[PreparedFile], *, actor: User,
               now: datetime) -> None:
    """Hang scans on an opinion that was entered or imported before. Raises Refusal once the consultation is settled,
    InvalidInput without a file."""
    hold(session, opinion.consultation, opinion)
    check_takes_papers(opinion.consultation)
    if not files:
        raise InvalidInput(N_("请选择文件。"), field="files")
    attach_papers(session, storage, opinion, files, actor=actor, now=now)


def round_heard(consultation: Consultation, day: date) -> Round:
    """The round a paper belongs to: the newest public one that had begun by the day it came. Raises Refusal before the first."""
    public = [each for each in consultation.rounds if each.kind == "public"]
    if not public:
        raise Refusal(N_("这个方案还没有向公众征求意见。"))
    return next((each for each in reversed(public) if beijing_date(each.opened_at) <= day), public[0])


def _sent_before(session: Session, consultation: Consultation, token: str, stance: str, text: str) -> Opinion | None:
    earlier = session.scalar(_SENT, {"sent": token})
    if earlier is None:
        return None
    if (earlier.consultation_id, earlier.stance, earlier.text) == (consultation.id, stance, clean(text)):
        return earlier
    raise rules.AlreadySent(
        N_("您刚才已经交过一次意见，我们收到了，内容和现在的不同。如果这是补充，请再按一次提交，它会成为另一条意见。"))


def _receive(session: Session, opinion: Opinion, contact: dict[str, str], now: datetime) -> Opinion:
    """Give it its number, receipt and one point over its whole text, and store it."""
    consultation = opinion.consultation
    consultation.last_number += 1
    opinion.number = consultation.last_number
    opinion.receipt = new_receipt()
    opinion.contact = OpinionContact(**contact) if contact else None
    bare = rules.asks_nothing(opinion.stance, opinion.text)
    opinion.points = [Point(consultation_id=consultation.id, no_demand=bare)]
    if not bare:
        consultation.settled_at = None
    session.add(opinion)
    session.flush()
    if opinion.request is not None:
        mark_answered(session, opinion.request, rules.received_at(opinion.received_on, now))
    count_received(session, opinion.consultation_id, opinion.stance)
    return opinion


def count_received(session: Session, consultation_id: int, stance: str, many: int = 1) -> None:
    """Add to a public stance's counter; the row of the consultation is held, so nobody else counts meanwhile."""
    _count(session, consultation_id, stance, "received", many)


def _count(session: Session, consultation_id: int, stance: str, column: str, many: int = 1) -> None:
    if stance not in rules.PUBLIC_STANCES:
        return
    if not session.execute(_COUNTERS[column], {"consultation": consultation_id, "said": stance, "many": many}).rowcount:
        session.add(Tally(consultation_id=consultation_id, stance=stance, **{column: many}))


def _check_may_reply(session: Session, request: Request, now: datetime) -> None:
    consultation = request.round.consultation
    rules.check_not_withdrawn(_withdrawn(consultation))
    if consultation.answers_are_public:
        raise Refusal(N_("这次征求意见的结果已经公布，不再接收答复。如有新的情况，请与提请部门联系。"))
    if session.scalar(select(Opinion.id).where(Opinion.request_id == request.id, Opinion.withdrawn_at.is_(None))):
        raise Refusal(N_("这份征求意见函已经答复过了。要更正，请先撤回原来的答复（期限之内可以撤回）。"))
    if request.party == "planner" and request.user is not None:
        _check_serves(session, request.user, consultation, now)


def _check_serves(session: Session, planner: User, consultation: Consultation, now: datetime) -> None:
    served = actor_of(session, planner, now).units(frozenset({Role.PLANNER}))
    if not served & consultation.owners.streets:
        raise NotPermitted(N_("责任规划师只对自己服务的街道出具意见，这个方案不在您服务的街道。请联系提请部门。"),
                           clauses=(rules.PLANNERS,))


def _withdrawn(consultation: Consultation) -> bool:
    return consultation.proposal.withdrawn_at is not None


def _note(session: Session, action: str, opinion: Opinion, actor: User | None, now: datetime) -> None:
    journal.record(session, action, opinion, actor=actor, now=now, unit_id=opinion.consultation.proposal.initiating_unit_id,
                   number=opinion.number, stance=opinion.stance, channel=opinion.channel)

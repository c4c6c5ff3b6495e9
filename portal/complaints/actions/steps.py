"""Taking a complaint through the table of steps: check, do what the step is about, write it down."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.models import Unit, User
from portal.accounts.queries import office
from portal.clock import beijing_date
from portal.complaints import queries
from portal.complaints.actions.following import ask_complainants
from portal.complaints.actions.merging import merge, separate
from portal.complaints.actions.recording import reckon, record_step, reopen, restart_signing
from portal.complaints.models import Complaint, ComplaintHelper, ComplaintStep
from portal.complaints.queries.limits import limits
from portal.complaints.rules.limits import check_extension
from portal.complaints.rules.routing import check_receiver
from portal.complaints.rules.steps import MOST_REOPENINGS, check_step
from portal.complaints.values import Given
from portal.errors import N_, InvalidInput, Refusal
from portal.workdays.queries import calendar


def take_step(session: Session, complaint: Complaint, name: str, given: Given = Given(), *, actor: User | None,  # noqa: B008
              now: datetime) -> ComplaintStep:
    """Take a complaint through the step `name` of the table. Raises Refusal when the table or the step does not allow it.

    `actor` is None for the complainant.
    """
    given = given.stripped()
    asked = complaint.last("request_closure")
    step = check_step(name, complaint.state, given, actor_id=actor.id if actor else None, asked_by=asked.by_id if asked else None)
    if name == "merge":
        return merge(session, complaint, _other(session, given), given, actor=actor, now=now)
    if name == "reopen":
        return reopen(session, complaint, given, actor=actor, now=now)
    details = _BEFORE.get(name, _nothing)(session, complaint, given, actor, now) or {}
    record = record_step(session, complaint, name, step.target or complaint.state, given, actor=actor, now=now, **details)
    _AFTER.get(name, _nothing)(session, complaint, given, actor, now)
    return record


def _nothing(session, complaint, given, actor, now) -> None:
    """Most steps are only their record."""


def _send(session, complaint, given, actor, now) -> dict:
    unit = session.get(Unit, given.unit)
    check_receiver(unit_id=unit.id, is_accusation=complaint.is_accusation, accused=complaint.accused_unit_id,
                   office=office(session).id, discipline=queries.discipline_unit(session).id)
    before = complaint.unit_id
    complaint.unit, complaint.unit_id = unit, unit.id
    restart_signing(session, complaint, now)
    return {"before": before}


def _object(session, complaint, given, actor, now) -> dict:
    earlier = [step for step in complaint.steps if step.name == "overrule" and step.unit_id == complaint.unit_id]
    if earlier:
        raise Refusal(N_("办公室已经裁定由本单位办理，不能再次退回。请签收办理；确需其他单位配合的，可以请求协办。"))
    return {"unit": given.unit} if given.unit else {}


def _keep_unit(session, complaint, given, actor, now) -> None:
    restart_signing(session, complaint, now)


def _involve(session, complaint, given, actor, now) -> dict:
    if complaint.is_accusation:
        raise Refusal(N_("检举控告不能请其他单位协办。"))
    if given.unit in {complaint.unit_id, *(helper.unit_id for helper in complaint.helpers)}:
        raise InvalidInput(N_("这个单位已经在办或者协办这件投诉了。"), field="unit")
    if given.due_on <= beijing_date(now):
        raise InvalidInput(N_("请填今天以后的日子。"), field="due_on")
    complaint.helpers.append(ComplaintHelper(unit_id=given.unit, task=given.internal, due_on=given.due_on, asked_at=now,
                                             asked_by=actor.id))
    return {"unit": given.unit}


def _assist(session, complaint, given, actor, now) -> dict:
    units = {membership.unit_id for membership in actor.memberships}
    helper = next((each for each in complaint.helpers if each.unit_id in units and each.answered_at is None), None)
    if helper is None:
        raise Refusal(N_("本单位已经回复过了，或者没有被请求协办。"))
    helper.answer, helper.answered_at, helper.answered_by = given.internal, now, actor.id
    return {"unit": helper.unit_id}


def _extend(session, complaint, given, actor, now) -> dict:
    if now >= complaint.deadline.due_at:
        raise Refusal(N_("已经超过办理时限，不能再延期。请尽快办理，并向投诉人说明。"))
    limit = limits(session)[complaint.category]
    check_extension(given.days, already=complaint.deadline.extended_days, limit=limit)
    complaint.deadline.extended_days += given.days
    return {"days": given.days}


def _decline(session, complaint, given, actor, now) -> dict:
    return {"channel": given.channel}


def _conclude(session, complaint, given, actor, now) -> None:
    if sum(step.name == "reopen" for step in complaint.steps) < MOST_REOPENINGS:
        raise Refusal(N_("重新办理不到%(count)s次的，要先回访投诉人，不能由办公室直接销账。"), count=MOST_REOPENINGS)


def _separate(session, complaint, given, actor, now) -> None:
    separate(session, complaint)


def _reckon(session, complaint, given, actor, now) -> None:
    reckon(complaint, calendar(session), now)


def _ask_them(session, complaint, given, actor, now) -> None:
    ask_complainants(session, complaint, now)


def _other(session: Session, given: Given) -> Complaint:
    found = queries.by_number(session, given.into)
    if found is None:
        raise InvalidInput(N_("没有找到这个编号的投诉，请核对。"), field="into")
    return found


_BEFORE = {"dispatch": _send, "redirect": _send, "uphold": _send, "object": _object, "overrule": _keep_unit, "involve": _involve,
           "assist": _assist, "extend": _extend, "decline": _decline, "conclude": _conclude, "separate": _separate}
_AFTER = {"extend": _reckon, "resume": _reckon, "verify": _ask_them}

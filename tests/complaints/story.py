"""How far a complaint has come, told through the real actions. Call inside `with write() as now:`."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import Unit
from portal.clock import beijing_date
from portal.complaints.actions import take_step
from portal.complaints.actions.tickets import keep_tickets
from portal.complaints.models import Complaint, TicketImport
from portal.complaints.values import Given
from portal.outbox import Message
from portal.permissions import Role
from tests.builders import a_handler, a_reviewer, a_unit, a_user

ANSWER = "已要求商户七点后卸货"


def take(session, now, complaint: Complaint, name: str, actor=None, **given) -> None:
    """One step by somebody of the unit in charge, or by `actor`."""
    somebody = a_reviewer if name in ("verify", "send_back", "extend", "close") else a_handler
    by = actor or somebody(session, now, complaint.unit.name)
    take_step(session, complaint, name, Given(**given), actor=by, now=now)


def in_hand(session, now, complaint: Complaint) -> Complaint:
    """Signed for and begun."""
    take(session, now, complaint, "accept")
    take(session, now, complaint, "start")
    return complaint


def asked_to_close(session, now, complaint: Complaint, answer: str = ANSWER) -> Complaint:
    """Begun, and the unit says that it is done."""
    if complaint.state == "dispatched":
        in_hand(session, now, complaint)
    take(session, now, complaint, "request_closure", answer=answer)
    return complaint


def verified(session, now, complaint: Complaint) -> tuple[Complaint, str | None]:
    """Somebody else looked, and the complainants are asked; with the secret of this complainant's link, if one was sent."""
    asked_to_close(session, now, complaint)
    take(session, now, complaint, "verify")
    return complaint, secret_of(session, complaint)


def secret_of(session, complaint: Complaint) -> str | None:
    """The secret of the newest link sent to this complainant, as the message carries it."""
    session.flush()
    sent = session.scalars(select(Message).where(Message.kind == "complaint.follow_up").order_by(Message.id.desc()))
    return next((message.secret for message in sent if message.params["number"] == complaint.number), None)


def objected(session, now, complaint: Complaint) -> Complaint:
    """The unit says that it is not its matter."""
    take(session, now, complaint, "object", internal="不归本单位管")
    return complaint


def helped(session, now, complaint: Complaint, unit: Unit) -> Complaint:
    """Begun, with another unit asked to help."""
    in_hand(session, now, complaint)
    take(session, now, complaint, "involve", unit=unit.id, internal="请核对权属", due_on=beijing_date(now) + timedelta(days=5))
    return complaint


SHEET = "工单编号,工单标题,工单内容,推送时间,承办单位,问题分类,问题点位,来电人,联系电话\n"
TICKET = "BJ2026001,夜里卸货,夜里十一点还在卸货,2026-06-09 08:30,,,红莲南里3号地下室,王女士,13800000000\n"


def uploaded(session, now, storage, rows: str = TICKET) -> TicketImport:
    """A sheet of hotline tickets, kept and not yet confirmed."""
    office = a_unit(session, now, "区发展改革委")
    return keep_tickets(session, storage, "工单.csv", (SHEET + rows).encode(), unit=office,
                        actor=a_user(session, now, Role.OFFICE, office), now=now)

"""Writing the minutes (会议纪要) and signing them off."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.db import check_revision
from portal.errors import N_, Refusal
from portal.meetings.models import Meeting, Minutes
from portal.meetings.queries.year import minutes_of
from portal.meetings.rules.year import CARRY_OUT

FIELDS = ("chair", "present", "absent", "opening")


def write_minutes(session: Session, meeting: Meeting, texts: dict[str, str], *, seen_revision: int, actor: User,
                  now: datetime) -> Minutes:
    """Save what the minutes say beside the decisions; `texts` maps FIELDS to words.

    Raises Refusal once they are signed off, EditedMeanwhile after somebody else's save (0: none yet).
    """
    minutes = minutes_of(session, meeting) or Minutes(meeting_id=meeting.id, revision=0)
    check_revision(minutes, seen_revision)
    _refuse_signed(minutes)
    for name in FIELDS:
        setattr(minutes, name, texts.get(name, "").strip())
    minutes.written_by, minutes.written_at = actor.id, now
    session.add(minutes)
    session.flush()
    journal.record(session, "minutes.write", minutes, actor=actor, now=now)
    return minutes


def sign_minutes(session: Session, meeting: Meeting, *, actor: User, now: datetime) -> None:
    """Fix the minutes: every item has its decision, and who took the chair is written (三(四))."""
    minutes = minutes_of(session, meeting)
    if minutes is None or not minutes.chair:
        raise Refusal(N_("请先写明会议由谁主持、谁参加，再定稿。"), clauses=("附件三(一)",))
    _refuse_signed(minutes)
    undecided = [item.version.title for item in meeting.items if item.decision is None]
    if undecided:
        raise Refusal(N_("还有议题没有记录会议结论，不能定稿：%(titles)s。"), clauses=(CARRY_OUT,), titles="、".join(undecided))
    minutes.signed_by, minutes.signed_at = actor.id, now
    journal.record(session, "minutes.sign", minutes, actor=actor, now=now, items=[item.id for item in meeting.items])


def _refuse_signed(minutes: Minutes) -> None:
    if minutes.signed_at is not None:
        raise Refusal(N_("纪要已经定稿，不能再改。需要更正的，请在下一次会议纪要中说明。"))

"""Reply texts: what a unit writes again and again, kept once."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.db import check_revision
from portal.errors import N_, InvalidInput
from portal.opinions import rules
from portal.opinions.models import ReplyText
from portal.text import one_line


def keep_reply(session: Session, *, unit_id: int, title: str, text: str, reply: ReplyText | None = None, seen_revision: int = 0,
               actor: User, now: datetime) -> ReplyText:
    """Keep a new reply text of a unit, or change `reply`. Raises InvalidInput for blanks, EditedMeanwhile for a lost update."""
    name = one_line(title)
    if not name or len(name) > 60:
        raise InvalidInput(N_("请给常用答复起一个60字以内的名字。"), field="title")
    words = rules.checked_reason(text, N_("请写下常用答复的文字。"), "text")
    if reply is None:
        reply = ReplyText(unit_id=unit_id, title=name, text=words)
        session.add(reply)
    else:
        check_revision(reply, seen_revision)
        reply.title, reply.text = name, words
    session.flush()
    journal.record(session, "reply_text.keep", reply, actor=actor, now=now, unit_id=reply.unit_id)
    return reply


def drop_reply(session: Session, reply: ReplyText, *, actor: User, now: datetime) -> None:
    """Let a reply text go; what was answered with it stays answered."""
    journal.record(session, "reply_text.drop", reply, actor=actor, now=now, unit_id=reply.unit_id)
    session.delete(reply)

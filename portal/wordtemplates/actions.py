"""Bringing a Word template and putting it away."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.files.actions import store_bytes
from portal.files.rules import DOCX, safe_name
from portal.files.storage import FolderStorage
from portal.wordtemplates.checks import check_template
from portal.wordtemplates.models import WordTemplate
from portal.wordtemplates.queries import template_in_use


def add_template(session: Session, storage: FolderStorage, unit: Unit, filename: str, data: bytes, *, actor: User,
                 now: datetime) -> WordTemplate:
    """Take a template into use for a unit's papers; the one before it is put away. Raises InvalidInput, naming what is wrong."""
    check_template(filename, data)
    before = template_in_use(session, unit.id)
    if before is not None:
        before.put_away_at = now
    added = WordTemplate(unit=unit, file=store_bytes(session, storage, data, DOCX.media_type, now),
                         filename=safe_name(filename, DOCX), added_by=actor.id, added_at=now)
    session.add(added)
    session.flush()
    journal.record(session, "template.add", added, actor=actor, now=now, unit_id=unit.id, sha256=added.file.sha256)
    return added


def put_away(session: Session, template: WordTemplate, *, actor: User, now: datetime) -> None:
    """Take a template out of use; the unit's papers have the official layout again. Twice does no harm."""
    template.put_away_at = template.put_away_at or now
    journal.record(session, "template.put_away", template, actor=actor, now=now, unit_id=template.unit_id)

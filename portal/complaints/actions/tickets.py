"""Taking hotline tickets in: the mapping set once, the sheet kept, compared, and stored whole or not at all."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.complaints.actions.filing import file_complaint
from portal.complaints.actions.steps import take_step
from portal.complaints.models import Ticket, TicketImport, TicketMapping
from portal.complaints.rules.tickets import TicketRow
from portal.complaints.values import Given
from portal.db import check_revision
from portal.errors import N_, Refusal
from portal.files.actions import store_bytes
from portal.files.storage import FolderStorage
from portal.ledger.models import Space

MEDIA_TYPE = "application/octet-stream"


def set_mapping(session: Session, columns: Mapping[str, str], categories: Mapping[str, str], *, seen_revision: int, actor: User,
                now: datetime) -> TicketMapping:
    """Say which column holds which field, and which of the hotline's words mean which category."""
    mapping = session.scalars(select(TicketMapping)).first() or TicketMapping(revision=0, columns={}, categories={})
    check_revision(mapping, seen_revision)
    mapping.columns, mapping.categories = dict(columns), dict(categories)
    mapping.changed_at, mapping.changed_by = now, actor.id
    session.add(mapping)
    session.flush()
    journal.record(session, "ticket.mapping", mapping, actor=actor, now=now, fields=sorted(columns))
    return mapping


def keep_tickets(session: Session, storage: FolderStorage, filename: str, data: bytes, *, unit: Unit, actor: User,
                 now: datetime) -> TicketImport:
    """Keep an uploaded sheet until its preview is confirmed; nothing is filed yet."""
    upload = TicketImport(file=store_bytes(session, storage, data, MEDIA_TYPE, now), filename=filename[:200], unit_id=unit.id,
                          uploaded_by=actor.id, uploaded_at=now)
    session.add(upload)
    session.flush()
    journal.record(session, "ticket.upload", upload, actor=actor, now=now, unit_id=unit.id, sha256=upload.file.sha256)
    return upload


def import_tickets(session: Session, upload: TicketImport, rows: Sequence[TicketRow], *, actor: User,
                   now: datetime) -> dict[str, int]:
    """File every new ticket of a sheet as a complaint, or none; gives how many rows there were of each kind.

    Raises Refusal for a sheet with a wrong row, or one taken in before.
    """
    if upload.confirmed_at is not None:
        raise Refusal(N_("这张表已经导入过了。要再次导入，请重新上传。"))
    if any(row.kind == "wrong" for row in rows):
        raise Refusal(N_("表里还有不对的行，一件也没有导入。请在文件里改好，再重新上传。"))
    for row in rows:
        if row.kind == "new":
            _file(session, upload, row, actor, now)
    upload.confirmed_at, upload.counts = now, dict(Counter(row.kind for row in rows))
    journal.record(session, "ticket.import", upload, actor=actor, now=now, unit_id=upload.unit_id, **upload.counts)
    return upload.counts


def _file(session: Session, upload: TicketImport, row: TicketRow, actor: User, now: datetime) -> None:
    complaint = file_complaint(
        session, category=row.category, text=row.words, token=f"12345-{row.cells['number']}", now=now, received_at=row.at,
        space=session.get(Space, row.space_id) if row.space_id else None, place=row.cells.get("place") or row.cells["number"],
        name=row.cells.get("name", ""), contact=row.cells.get("contact", ""), channel="hotline", actor=actor)
    session.add(Ticket(number=row.cells["number"], complaint_id=complaint.id, import_id=upload.id,
                       row=json.dumps(dict(row.cells), ensure_ascii=False)))
    if complaint.state == "received" and row.unit_id and not complaint.is_accusation:
        take_step(session, complaint, "dispatch", Given(unit=row.unit_id), actor=actor, now=now)

"""Taking hotline tickets in: the mapping set once, the sheet kept, looked through, and taken in."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
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


def note_findings(session: Session, upload: TicketImport, found: dict, *, actor: User, now: datetime) -> None:
    """Keep what looking through a sheet found."""
    upload.findings = json.dumps(found, ensure_ascii=False)
    counts = {kind: found[kind] for kind in ("new", "known", "wrong")}
    journal.record(session, "ticket.check", upload, actor=actor, now=now, unit_id=upload.unit_id, **counts)


def refuse_taken_in(upload: TicketImport) -> None:
    """Refuse a sheet that was taken in before."""
    if upload.confirmed_at is not None:
        raise Refusal(N_("这张表已经导入过了。要再次导入，请重新上传。"))


def file_tickets(session: Session, upload: TicketImport, rows: Sequence[TicketRow], *, actor: User, now: datetime) -> None:
    """File the new ones of these rows as complaints; a number that is here already stays as it is.

    Raises Refusal when one of them is wrong: the caller has looked at the whole sheet before.
    """
    if any(row.kind == "wrong" for row in rows):
        raise Refusal(N_("表里还有不对的行，一件也没有导入。请在文件里改好，再重新上传。"))
    new = [row for row in rows if row.kind == "new"]
    there = set(session.scalars(select(Ticket.number).where(Ticket.number.in_([row.cells["number"] for row in new]))))
    for row in new:
        if row.cells["number"] not in there:
            _file(session, upload, row, actor, now)
    journal.record(session, "ticket.file", upload, actor=actor, now=now, unit_id=upload.unit_id, count=len(new) - len(there))


def end_import(session: Session, upload: TicketImport, rows: int, *, actor: User, now: datetime) -> None:
    """Note that a sheet of so many rows was taken in whole, and how many of them were new."""
    refuse_taken_in(upload)
    filed = session.scalar(select(func.count()).select_from(Ticket).where(Ticket.import_id == upload.id))
    upload.confirmed_at, upload.counts = now, {"new": filed, "known": rows - filed}
    journal.record(session, "ticket.import", upload, actor=actor, now=now, unit_id=upload.unit_id, **upload.counts)


def _file(session: Session, upload: TicketImport, row: TicketRow, actor: User, now: datetime) -> None:
    complaint = file_complaint(
        session, category=row.category, text=row.words, token=f"12345-{row.cells['number']}", now=now, received_at=row.at,
        space=session.get(Space, row.space_id) if row.space_id else None, place=row.cells.get("place") or row.cells["number"],
        name=row.cells.get("name", ""), contact=row.cells.get("contact", ""), channel="hotline", actor=actor)
    session.add(Ticket(number=row.cells["number"], complaint_id=complaint.id, import_id=upload.id,
                       row=json.dumps(dict(row.cells), ensure_ascii=False)))
    if complaint.state == "received" and row.unit_id and not complaint.is_accusation:
        take_step(session, complaint, "dispatch", Given(unit=row.unit_id), actor=actor, now=now)

"""Taking a ledger file in: kept, compared, and stored in the ledger whole or not at all once confirmed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.errors import N_, EditedMeanwhile, Refusal
from portal.files.actions import store_bytes
from portal.files.storage import FolderStorage
from portal.ledger.actions import change_space, enter_spaces, named_rows
from portal.ledger.comparison import Row, compare, counts, fingerprint
from portal.ledger.models import LedgerImport, Space
from portal.ledger.queries import known, values_of, with_names
from portal.ledger.values import SheetRow

MEDIA_TYPE = "application/octet-stream"


def keep_upload(session: Session, storage: FolderStorage, filename: str, data: bytes, *, unit: Unit, actor: User,
                now: datetime) -> LedgerImport:
    """Keep an uploaded ledger file until its preview is confirmed; the ledger itself does not change."""
    upload = LedgerImport(file=store_bytes(session, storage, data, MEDIA_TYPE, now), filename=filename[:200], unit=unit,
                          uploaded_by=actor.id, uploaded_at=now)
    session.add(upload)
    session.flush()
    journal.record(session, "ledger.upload", upload, actor=actor, now=now, unit_id=unit.id, sha256=upload.file.sha256)
    return upload


def preview(session: Session, rows: Iterable[SheetRow], own_units: Iterable[int] | None, now: datetime) -> list[Row]:
    """What a file would do to the ledger as it is now; `own_units` None: the office, which may touch any row."""
    current = {space.number: values_of(space) for space in session.scalars(with_names(select(Space)))}
    return compare(rows, current, known(session, beijing_date(now), own_units))


def confirm_import(session: Session, upload: LedgerImport, rows: Iterable[SheetRow], *, own_units: Iterable[int] | None,
                   seen: str, actor: User, now: datetime) -> dict[str, int]:
    """Store every new and changed row of a file, or none; returns how many rows there were of each kind.

    `seen` is the fingerprint of the preview that was confirmed. Raises EditedMeanwhile when the ledger gives another one
    now, Refusal for a file with wrong rows or taken in before. A file without changes counts as filed and changes nothing.
    """
    if upload.confirmed_at is not None:
        raise Refusal(N_("这个文件已经导入过了。要再次导入，请重新上传。"))
    found = preview(session, rows, own_units, now)
    if fingerprint(found) != seen:
        raise EditedMeanwhile(N_("您预览之后，台账又有了变化。下面是按最新台账重新比对的结果，请再核对一遍，然后确认。"))
    if any(row.kind == "wrong" for row in found):
        raise Refusal(N_("文件里还有不对的行，整个文件都没有导入。请在文件里改好，再重新上传。"))
    _store(session, found, actor, now)
    upload.confirmed_at, upload.counts = now, counts(found)
    journal.record(session, "ledger.import", upload, actor=actor, now=now, unit_id=upload.unit_id, **upload.counts)
    return upload.counts


def _store(session: Session, found: list[Row], actor: User, now: datetime) -> None:
    by = {"source": "import", "actor": actor, "now": now}
    enter_spaces(session, [row.values for row in found if row.kind == "new"], **by)
    changed, names = {row.number: row.values for row in found if row.kind == "changed"}, named_rows(session)
    for space in session.scalars(with_names(select(Space)).where(Space.number.in_(changed))).all():
        change_space(session, space, changed[space.number], seen_revision=space.revision, names=names, **by)

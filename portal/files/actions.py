"""Storing files and hanging them on what they belong to."""

import hashlib
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.db import Base
from portal.errors import N_, InvalidInput
from portal.files.intake import PreparedFile
from portal.files.models import Attachment, StoredFile
from portal.files.storage import FolderStorage

MOST_ATTACHMENTS = 30


def store_bytes(session: Session, storage: FolderStorage, data: bytes, media_type: str, now: datetime,
                pages: int | None = None) -> StoredFile:
    """Keep bytes once, by their hash; the same bytes give the same StoredFile."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = session.scalar(select(StoredFile).where(StoredFile.sha256 == sha256))
    if known is not None:
        known.pages = known.pages or pages
        return known
    stored = StoredFile(sha256=storage.put(data), size=len(data), media_type=media_type, pages=pages, created_at=now)
    session.add(stored)
    session.flush()
    return stored


def attach(session: Session, storage: FolderStorage, subject: Base, file: PreparedFile, *, purpose: str, visibility: str,
           actor: User | None, now: datetime) -> Attachment:
    """Hang a prepared file on `subject`; `visibility` "public" takes effect once the subject is public, else "internal".

    Raises InvalidInput when the subject holds too many files.
    """
    session.flush()
    mine = (Attachment.subject_type == subject.__tablename__, Attachment.subject_id == subject.id)
    if session.scalar(select(func.count()).select_from(Attachment).where(*mine)) >= MOST_ATTACHMENTS:
        raise InvalidInput(N_("这里最多放 %(count)s 个附件，请合并后再传。"), field="files", count=MOST_ATTACHMENTS)
    attachment = Attachment(
        file=store_bytes(session, storage, file.data, file.media_type, now, file.pages), subject_type=subject.__tablename__,
        subject_id=subject.id, purpose=purpose, filename=file.name, visibility=visibility,
        added_by=getattr(actor, "id", None), added_at=now,
    )
    session.add(attachment)
    session.flush()
    journal.record(session, "attachment.add", attachment, actor=actor, now=now, sha256=attachment.file.sha256,
                   on=f"{subject.__tablename__}/{subject.id}")
    return attachment

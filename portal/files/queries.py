"""Reading attachments."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import Base
from portal.files.models import Attachment


def attachments_of(session: Session, subject: Base) -> list[Attachment]:
    """The attachments of one subject, oldest first, whoever may see them."""
    return attachments_of_many(session, [subject])[subject.id]


def attachments_of_many(session: Session, subjects: Iterable[Base]) -> dict[int, list[Attachment]]:
    """The attachments of several subjects of one kind, by the subject's id, in one statement."""
    subjects = list(subjects)
    found: dict[int, list[Attachment]] = defaultdict(list)
    if subjects:
        mine = (Attachment.subject_type == subjects[0].__tablename__, Attachment.subject_id.in_([each.id for each in subjects]))
        for attachment in session.scalars(select(Attachment).where(*mine).order_by(Attachment.id)):
            found[attachment.subject_id].append(attachment)
    return found

"""Which template a unit uses, and how its papers are written because of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.files.storage import FolderStorage
from portal.press import docx
from portal.press.paper import Paper
from portal.wordtemplates.filling import write_on
from portal.wordtemplates.models import WordTemplate

SHOWN = 30


def template_in_use(session: Session, unit_id: int) -> WordTemplate | None:
    """The newest template of a unit that is not put away."""
    mine = select(WordTemplate).where(WordTemplate.unit_id == unit_id, WordTemplate.put_away_at.is_(None))
    return session.scalars(mine.order_by(WordTemplate.id.desc())).first()


def templates_of(session: Session, units: Iterable[int]) -> Sequence[WordTemplate]:
    """The last templates of some units, newest first."""
    theirs = select(WordTemplate).where(WordTemplate.unit_id.in_(units)).order_by(WordTemplate.id.desc()).limit(SHOWN)
    return session.scalars(theirs.options(joinedload(WordTemplate.unit), joinedload(WordTemplate.author))).all()


def write_docx(session: Session, storage: FolderStorage, unit_id: int, paper: Paper, made_at: datetime) -> bytes:
    """A unit's paper as docx: a report on the unit's own template if it has one; all else in the official layout."""
    template = template_in_use(session, unit_id) if paper.frame == "report" else None
    return write_on(storage.read(template.file.sha256), paper) if template else docx.write(paper, made_at)

"""Taking a sheet of opinions in: kept as it came, told what is what, looked through, then stored whole or not at all."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.errors import N_, Refusal
from portal.files.actions import store_bytes
from portal.files.storage import FolderStorage
from portal.opinions.actions.bulk import Row, store_rows
from portal.opinions.actions.holding import check_takes_papers, hold
from portal.opinions.models import ImportMapping, OpinionImport
from portal.opinions.queries.imports import known_rows
from portal.opinions.sheets.values import Plan

MEDIA_TYPE = "application/octet-stream"
NAMED = 10
OTHER_WORDS = N_("第 %(lines)s 行的编号以前导入过，内容却不同。没有导入任何一行。"
                 "如果是另一张表，请在上一步把“编号”改为“表里没有”。")


def keep_sheet(session: Session, storage: FolderStorage, consultation: Consultation, filename: str, data: bytes, *,
               actor: User, now: datetime) -> OpinionImport:
    """Keep an uploaded sheet as it came; no opinion is made yet. Raises Refusal when nothing may be entered any more."""
    check_takes_papers(consultation)
    upload = OpinionImport(consultation=consultation, file=store_bytes(session, storage, data, MEDIA_TYPE, now),
                           filename=filename[:200], mapping={}, uploaded_by=actor.id, uploaded_at=now)
    session.add(upload)
    session.flush()
    _note(session, "sheet.keep", upload, actor, now, sha256=upload.file.sha256)
    return upload


def tell_columns(session: Session, upload: OpinionImport, plan: Plan, *, actor: User, now: datetime) -> None:
    """Say what stands for what in a sheet, and remember it for the unit's next one with the same heads.

    What was found in it before is forgotten. Raises Refusal for a sheet that was taken in already.
    """
    session.refresh(upload)
    _check_not_taken_in(upload)
    upload.mapping = {"columns": dict(plan.columns), "words": {field: dict(words) for field, words in plan.words.items()},
                      "fixed": dict(plan.fixed)}
    upload.findings = None
    _remember(session, upload, actor, now)
    _note(session, "sheet.columns", upload, actor, now, fields=sorted(plan.columns))


def note_findings(session: Session, upload: OpinionImport, findings: dict, *, actor: User, now: datetime) -> None:
    """Keep what looking through a sheet found, with the mapping it has now."""
    upload.findings = findings
    _note(session, "sheet.check", upload, actor, now, rows=findings["rows"], wrong=findings["wrong"], known=findings["known"])


def import_rows(session: Session, upload: OpinionImport, rows: Sequence[Row], *, actor: User, now: datetime) -> None:
    """Make an opinion of every row that is not one yet. Whole or not at all; the same rows again add nothing.

    Raises Refusal when the sheet was taken in already, when nothing may be entered any more, or when a row's own number is
    here with other words.
    """
    hold(session, upload.consultation, upload)
    _check_not_taken_in(upload)
    check_takes_papers(upload.consultation)
    known = known_rows(session, [row.token for row in rows])
    if other := other_words(((row.line, row.token, row.values["text"]) for row in rows), known):
        raise Refusal(OTHER_WORDS, lines="、".join(map(str, other[:NAMED])))
    fresh = [row for row in rows if row.token not in known]
    store_rows(session, upload.consultation, fresh, actor=actor, now=now)
    upload.added, upload.known, upload.imported_by, upload.imported_at = len(fresh), len(known), actor.id, now
    _note(session, "sheet.import", upload, actor, now, added=len(fresh), known=len(known), sha256=upload.file.sha256)


def other_words(rows: Iterable[tuple[int, str, str]], known: dict[str, str]) -> list[int]:
    """The lines of those rows (line, token, words) whose own number is here already with other words."""
    return [line for line, token, words in rows if known.get(token, words) != words]


def _check_not_taken_in(upload: OpinionImport) -> None:
    if upload.imported_at is not None:
        raise Refusal(N_("这张表已经导入过了。要再次导入，请重新上传。"))


def _remember(session: Session, upload: OpinionImport, actor: User, now: datetime) -> None:
    name = "、".join(upload.mapping["columns"].values())[:60]
    same = ImportMapping.unit_id == _unit(upload), ImportMapping.name == name
    kept = session.scalar(select(ImportMapping).where(*same)) or ImportMapping(unit_id=_unit(upload), name=name)
    for field, value in upload.mapping.items():
        setattr(kept, field, value)
    kept.saved_by, kept.saved_at = actor.id, now
    session.add(kept)


def _unit(upload: OpinionImport) -> int:
    return upload.consultation.proposal.initiating_unit_id


def _note(session: Session, action: str, upload: OpinionImport, actor: User, now: datetime, **details) -> None:
    journal.record(session, action, upload, actor=actor, now=now, unit_id=_unit(upload), **details)

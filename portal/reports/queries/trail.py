"""The journal's extract of one report: every entry about its matter in full, and the links of the chain between them."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.consultations.models import Consultation, Request, Round, Waiver
from portal.files.models import Attachment
from portal.journal import JournalEntry
from portal.opinions.models import Bundle, Mark, Opinion, Settlement, Theme
from portal.proposals.models import Proposal, ProposalVersion, Publication, SecrecyReview
from portal.reports.models import ReportProse, ReportSnapshot

_COLUMNS = (
    JournalEntry.id, JournalEntry.at, JournalEntry.actor_id, JournalEntry.unit_id, JournalEntry.action, JournalEntry.object_type,
    JournalEntry.object_id, JournalEntry.details, JournalEntry.previous, JournalEntry.hash,
)  # fmt: skip


def journal_extract(session: Session, stored: ReportSnapshot) -> bytes:
    """JSON Lines from the first entry about the proposal to the compilation of `stored`; always the same bytes.

    Entries about other matters appear by id and hashes alone: they tell nothing, and the chain can be followed across them.
    """
    about = _about(session, stored.consultation)
    last = session.scalar(_entries("report_snapshots", stored.id).where(JournalEntry.action == "report.compile"))
    first = session.scalar(_entries("proposals", stored.consultation.proposal_id).order_by(JournalEntry.id).limit(1)) or last
    between = select(*_COLUMNS).where(JournalEntry.id.between(first, last)).order_by(JournalEntry.id)
    return b"".join(_line(row, about) for row in session.execute(between.execution_options(yield_per=1000)))


def _entries(table: str, row_id: int):
    return select(JournalEntry.id).where(JournalEntry.object_type == table, JournalEntry.object_id == row_id)


def _line(row, about: dict[str, set[int]]) -> bytes:
    told = row.object_id in about.get(row.object_type, ())
    values = row._asdict() | {"at": row.at.isoformat()} if told else {"id": row.id, "previous": row.previous, "hash": row.hash}
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _about(session: Session, consultation: Consultation) -> dict[str, set[int]]:
    """The ids of everything that belongs to the matter, by table."""
    return {model.__tablename__: set(session.scalars(ids)) for model, ids in _scopes(consultation)}


def _scopes(consultation: Consultation) -> Iterator[tuple[type, object]]:
    mine, proposal_id = consultation.id, consultation.proposal_id
    versions = select(ProposalVersion.id).where(ProposalVersion.proposal_id == proposal_id)
    opinions = select(Opinion.id).where(Opinion.consultation_id == mine)
    yield Proposal, select(Proposal.id).where(Proposal.id == proposal_id)
    yield ProposalVersion, versions
    yield Consultation, select(Consultation.id).where(Consultation.id == mine)
    yield Request, select(Request.id).join(Request.round).where(Round.consultation_id == mine)
    yield Opinion, opinions
    for model in (Round, Waiver, Theme, Bundle, ReportSnapshot, ReportProse):
        yield model, select(model.id).where(model.consultation_id == mine)
    for model in (SecrecyReview, Publication):
        yield model, select(model.id).where(model.version_id.in_(versions))
    for model in (Mark, Settlement):
        yield model, select(model.id).where(model.opinion_id.in_(opinions))
    yield Attachment, select(Attachment.id).where(
        Attachment.subject_type == Opinion.__tablename__, Attachment.subject_id.in_(opinions)
    )

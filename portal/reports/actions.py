"""Compiling a report and keeping it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.db import check_revision
from portal.errors import N_, Refusal
from portal.files.actions import store_bytes
from portal.files.storage import FolderStorage
from portal.opinions.rules import PUBLIC_STANCES
from portal.reports import prose, snapshot
from portal.reports.compile import compile_report
from portal.reports.models import ReportProse, ReportSnapshot
from portal.reports.queries import gather, prose_of, reported_version
from portal.reports.values import BUCKETS, SCHEMA, ConsultationReport, Opinion
from portal.shielding import LEAST, together
from portal.text import clean

MEDIA_TYPE = "application/jsonl"


@dataclass(frozen=True)
class Frozen:
    """A report as it was at one instant, and the bytes it is kept as."""

    report: ConsultationReport
    data: bytes


def freeze(session: Session, consultation: Consultation, now: datetime, *, small_group: int = LEAST) -> Frozen:
    """Compile the report as of `now`; nothing is stored, so that a long one is made before the write transaction.
    `small_group`: the public's documents tell no group of fewer opinions apart.

    Raises Refusal for a withdrawn proposal, DoesNotAddUp when the rows contradict each other, and a Refusal that names the
    sentence where staff's prose gives a number which is no longer the report's.
    """
    if consultation.proposal.withdrawn_at is not None:
        raise Refusal(N_("这个方案已经撤回，不再生成汇总表。"))
    rows = replace(gather(session, consultation, names=True, now=now), small_group=small_group)
    report = compile_report(rows, now)
    prose.check_all(report)
    return Frozen(report, snapshot.write(report))


def compile_and_store(
    session: Session, storage: FolderStorage, consultation: Consultation, *, small_group: int = LEAST, actor: User, now: datetime
) -> ReportSnapshot:
    """Compile the 征求意见情况汇总表 as of `now` and keep it; every compilation is kept beside the earlier ones.

    Raises what `freeze` raises.
    """
    frozen = freeze(session, consultation, now, small_group=small_group)
    return keep(session, storage, consultation, frozen, actor=actor, now=now)


def keep(
    session: Session, storage: FolderStorage, consultation: Consultation, frozen: Frozen, *, actor: User, now: datetime
) -> ReportSnapshot:
    """Store a frozen report with its fingerprint."""
    report, data = frozen.report, frozen.data
    stored = ReportSnapshot(
        consultation=consultation,
        version=reported_version(consultation),
        cut_off_at=report.cutoff,
        schema_version=SCHEMA,
        fingerprint=snapshot.fingerprint(data),
        file=store_bytes(session, storage, data, MEDIA_TYPE, now),
        numbers=figures(report),
        compiled_by=actor.id,
        compiled_at=now,
    )
    session.add(stored)
    session.flush()
    journal.record(
        session, "report.compile", stored, actor=actor, now=now, unit_id=consultation.proposal.initiating_unit_id,
        fingerprint=stored.fingerprint, names_read=len(report.opinions),
    )  # fmt: skip
    return stored


def figures(report: ConsultationReport) -> dict:
    """The equation of a report as plain numbers, kept beside the snapshot for lists and public pages.

    Received, then each bucket; `public` is the same for the public's opinions alone, which is what may be told before
    the decision; `draft` says that something was still open; `groups` are those the public may be told.
    """
    public = [opinion for opinion in report.opinions if opinion.stance in PUBLIC_STANCES]
    return {**_equation(report.opinions), "public": _equation(public), "draft": report.draft, "groups": _groups(report)}


def _groups(report: ConsultationReport) -> dict:
    """The counted opinions by party, the public's by stance and street, fit for everybody: small groups are put together."""
    least = report.small_group
    counted = [each for each in report.opinions if each.bucket == "counted"]
    streets = Counter(each.street for each in counted if each.party == "resident")
    stances = Counter(each.stance for each in counted)
    return {
        "least": least,
        "party": together([(each.code, len(each.counted)) for each in report.numbers.by_party], least),
        "stance": together([(code, stances[code]) for code in PUBLIC_STANCES], least),
        "street": together(streets.most_common(), least),
    }


def _equation(opinions: Sequence[Opinion]) -> dict[str, int]:
    counts = {bucket: sum(opinion.bucket == bucket for opinion in opinions) for bucket in BUCKETS}
    return {"received": len(opinions), **counts}


def read_report(storage: FolderStorage, stored: ReportSnapshot) -> ConsultationReport:
    """The values of a stored report. Raises UnreadableSnapshot when its bytes are not the ones it was stored with."""
    return snapshot.read(storage.read(stored.file.sha256), stored.fingerprint)


def write_prose(
    session: Session, consultation: Consultation, section: str, text: str, *,
    seen_revision: int | None, actor: User, now: datetime
) -> ReportProse:
    """Keep what staff write into one `section` of the narrative (one of rules.SECTIONS), "" to take it out again.

    Raises InvalidInput, naming the sentence, for a number that the report does not say itself; EditedMeanwhile when somebody
    else saved since (`seen_revision`, None for a section nobody had written into).
    """
    words = clean(text)
    prose.check(words, compile_report(gather(session, consultation, names=False, now=now), now))
    row = prose_of(session, consultation, section)
    if row is None:
        row = ReportProse(consultation=consultation, section=section, written_by=actor.id, written_at=now)
        session.add(row)
    else:
        check_revision(row, seen_revision or 0)
    row.text, row.written_by, row.written_at = words, actor.id, now
    session.flush()
    unit_id = consultation.proposal.initiating_unit_id
    journal.record(session, "report.write", row, actor=actor, now=now, unit_id=unit_id, section=section)
    return row

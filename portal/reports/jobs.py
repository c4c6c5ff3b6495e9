"""Background work: compiling the report of a great many opinions, the complete package of a stored report, and what the
public reads of it."""

from dataclasses import asdict

from sqlalchemy import select

from portal import journal
from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.db import insert_if_new
from portal.errors import N_
from portal.files.actions import attach
from portal.files.intake import PreparedFile
from portal.files.models import Attachment
from portal.jobs.registry import job
from portal.jobs.task import Task
from portal.reports import announcement
from portal.reports.actions import freeze, keep, read_report
from portal.reports.models import Announcement, ReportSnapshot
from portal.reports.package.packing import Source, pack
from portal.reports.queries.trail import journal_extract

PURPOSE = "package"


@job("reports.compile", N_("生成汇总表"))
def compile_many(task: Task) -> None:
    """Compile a report outside the write transaction, which only keeps it."""
    consultation = task.session.get_one(Consultation, task.params["consultation_id"])
    frozen = freeze(task.session, consultation, task.clock.now(), small_group=task.settings.small_group)
    task.storage.put(frozen.data)
    task.session.rollback()
    with task.write() as now:
        actor = task.session.get_one(User, task.owner_id)
        stored = keep(task.session, task.storage, consultation, frozen, actor=actor, now=now)
        task.finish({"address": f"/desk/reports/{stored.id}"})


@job("reports.package", N_("生成材料包"))
def run(task: Task) -> None:
    """Pack a report and hang the zip on it; packed again to the same bytes, the one that is there serves."""
    stored = task.session.get_one(ReportSnapshot, task.params["report_id"])
    data = pack(_source(task, stored), task.progress)
    sha256 = task.storage.put(data)
    name = f"{stored.consultation.proposal.number}征求意见材料包（{stored.id}）.zip"
    with task.write() as now:
        found = _package(task, stored, sha256) or _hang(task, stored, PreparedFile(name, data, "application/zip"), now)
        actor = task.session.get(User, task.owner_id)
        unit_id = stored.consultation.proposal.initiating_unit_id
        journal.record(task.session, "report.package", stored, actor=actor, now=now, unit_id=unit_id, sha256=sha256)
        task.finish({"file": found.id, "name": found.filename})


@job("reports.announcement", N_("生成意见采纳情况公告"))
def announce(task: Task) -> None:
    """Compose the announcement of a report whose decision is published, once."""
    stored = task.session.get_one(ReportSnapshot, task.params["report_id"])
    paper = asdict(announcement.compose(read_report(task.storage, stored), stored.fingerprint))
    with task.write() as now:
        made = insert_if_new(task.session, Announcement, report_id=task.params["report_id"], paper=paper, made_at=now)
        if made is not None:
            journal.record(task.session, "report.announce", stored, actor=None, now=now, unit_id=task.unit_id)
        task.finish({"address": f"/proposals/{stored.consultation.proposal.number}/announcement"})


def _source(task: Task, stored: ReportSnapshot) -> Source:
    return Source(
        report=read_report(task.storage, stored),
        snapshot=task.storage.read(stored.file.sha256),
        fingerprint=stored.fingerprint,
        journal=journal_extract(task.session, stored),
        original=task.storage.read,
    )


def _package(task: Task, stored: ReportSnapshot, sha256: str) -> Attachment | None:
    of_report = Attachment.subject_type == stored.__tablename__, Attachment.subject_id == stored.id
    found = select(Attachment).where(*of_report, Attachment.purpose == PURPOSE).order_by(Attachment.id)
    return next((each for each in task.session.scalars(found) if each.file.sha256 == sha256), None)


def _hang(task: Task, stored: ReportSnapshot, file: PreparedFile, now) -> Attachment:
    actor = task.session.get(User, task.owner_id)
    return attach(
        task.session, task.storage, stored, file, purpose=PURPOSE, visibility="internal", actor=actor, now=now
    )

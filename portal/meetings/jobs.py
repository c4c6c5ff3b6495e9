"""Background work of the joint meeting."""

from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.errors import N_
from portal.extensions import db
from portal.files.actions import attach
from portal.files.intake import PreparedFile
from portal.jobs.actions import enqueue
from portal.jobs.registry import job
from portal.jobs.schedule import periodic
from portal.jobs.task import Task
from portal.meetings import reminding
from portal.meetings.folder import zipped
from portal.meetings.queries.about import complaints_about, papers_of
from portal.meetings.queries.announced import KIND, key_of, unannounced
from portal.meetings.queries.items import meeting as meeting_by_id
from portal.outreach.reminders import reminder
from portal.transaction import write_transaction
from portal.workdays.rules import Calendar

reminder("meetings.plans")(reminding.plans_missing)
reminder("meetings.resolutions")(reminding.resolutions_due)
reminder("meetings.publication")(reminding.publication_due)


@reminder("meetings.papers")
def papers_due(session: Session, now: datetime, calendar: Calendar) -> None:
    """Remind units of the month's papers, as the setting reads “15日前”."""
    inclusive = current_app.extensions["settings"].papers_due_inclusive
    reminding.papers_due(session, now, calendar, inclusive=inclusive)


@job("meetings.folder", N_("打包会议材料"))
def fold(task: Task) -> None:
    """Put everything a meeting reads into one zip that waits for whoever asked."""
    meeting = meeting_by_id(task.session, task.params["meeting"])
    made_at = task.clock.now()
    complaints = {item.id: complaints_about(task.session, item.proposal.spaces) for item in meeting.items}
    data = zipped(meeting, task.storage, papers_of(task.session, meeting), complaints, made_at, task.progress)
    name = f"{meeting.held_on:%Y%m%d}会议材料.zip"
    with task.write() as now:
        owner = task.session.get(User, task.owner_id)
        kept = attach(task.session, task.storage, meeting, PreparedFile(name, data, "application/zip"), purpose="folder",
                      visibility="internal", actor=owner, now=now)
        task.finish({"file": kept.id, "name": name})


@periodic("meetings.announce", minute="*")
def announce(app: Flask) -> None:
    """Ask for the announcement of every decision that was published without one."""
    with app.app_context(), Session(db.engine) as session:
        if not unannounced(session):
            return
        with write_transaction(session, app.extensions["clock"]) as now:
            for each in unannounced(session):
                enqueue(session, KIND, unit_id=each.unit_id, key=key_of(each.report_id), now=now, report_id=each.report_id)
        app.extensions["jobs"].hand_over(session)

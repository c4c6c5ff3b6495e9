"""Views: one's own jobs: how far they are, taking them back, asking again, and what they brought."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.extensions import db
from portal.i18n import say
from portal.jobs import queries
from portal.jobs.actions import cancel, retry
from portal.jobs.models import Job
from portal.jobs.registry import name_of
from portal.web import allow, can, own_address, person, refusal_told, write

bp = Blueprint("jobs", __name__)
REFRESH_SECONDS = 3


def refreshed(page: str, *jobs: Job | None) -> Response:
    """A page that comes again by itself while one of these jobs is under way; not for pages on which somebody types."""
    response = make_response(page)
    if any(job is not None and job.is_under_way for job in jobs):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@bp.app_template_filter("job_name")
def job_name(job: Job) -> str:
    """What people call this kind of job, in the reader's language."""
    return say(name_of(job.kind))


@bp.app_template_filter("told")
def told(words: dict) -> str:
    """A sentence a job left ({"sentence", "params"}), in the reader's language."""
    params = {name: tuple(value) if isinstance(value, list) else value for name, value in words.get("params", {}).items()}
    return say(words["sentence"], **params)


def _job(job_id: int) -> Job | None:
    return db.session.get(Job, job_id)


@bp.get("/desk/jobs")
@allow("desk.open")
def mine():
    """The jobs of whoever asks, newest first; an administrator also sees those the system asked for."""
    found = queries.jobs_of(db.session, person().id, and_nobodys=can("user.manage"), before=request.args.get("before", type=int))
    older = found[-1].id if len(found) == queries.PAGE else None
    return refreshed(render_template("jobs/list.html", jobs=found, older=older), *found)


@bp.get("/desk/jobs/<int:job_id>")
@allow("job.follow", _job)
def show(job: Job):
    """One job; the page comes again by itself while the job is under way."""
    return refreshed(render_template("jobs/show.html", job=job), job)


@bp.post("/desk/jobs/<int:job_id>/cancel")
@allow("job.follow", _job)
def take_back(job: Job):
    """Take a job back."""
    return _changed(job, cancel, _("已经取消这项工作。"))


@bp.post("/desk/jobs/<int:job_id>/retry")
@allow("job.follow", _job)
def again(job: Job):
    """Run a job again."""
    return _changed(job, retry, _("已经重新排队。"))


def _changed(job: Job, action, done: str):
    with refusal_told():
        with write() as now:
            action(db.session, job, actor=person(), now=now)
        flash(done)
    back = request.form.get("back")
    return redirect(own_address(back) if back else url_for("jobs.show", job_id=job.id))

"""Views: what follows a decision — resolutions, conditions, the ledger and inspections."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.clock import beijing_date
from portal.extensions import db
from portal.files import visibility
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.files.queries import attachments_of_many
from portal.forms import refusals_on
from portal.meetings import actions
from portal.meetings.models import Inspection, Progress
from portal.meetings.queries import year as queries
from portal.meetings.rules.year import STATES, is_overdue
from portal.meetings.views import bp
from portal.meetings.year_forms import ConditionForm, InspectionForm, ProgressForm, UseForm
from portal.permissions import units_for
from portal.proposals.queries import proposal_by_number
from portal.web import actor, allow, can, now, person, write

visibility.register(Progress, "resolution.read")
visibility.register(Inspection, "reuse.read")


def _resolution(resolution_id: int):
    return queries.resolution(db.session, resolution_id)


def _condition(condition_id: int):
    return queries.condition(db.session, condition_id)


def _proposal(number: str):
    return proposal_by_number(db.session, number)


@bp.get("/desk/resolutions")
@allow("resolution.read")
def resolutions():
    """What the meeting gave units to do, by due day; the office sees everybody's, a unit its own."""
    own = units_for(actor(), "resolution.report")
    shown = queries.resolutions(db.session, None if can("minutes.write") or not own else own)
    return render_template("meetings/resolutions.html", resolutions=shown, conditions=queries.open_conditions(db.session, own),
                           is_overdue=is_overdue, today=beijing_date(now()), form=ConditionForm())


@bp.get("/desk/resolutions/<int:resolution_id>")
@allow("resolution.read", _resolution)
def resolution(resolution):
    """One resolution with the reports on it."""
    return _resolution_page(resolution, _progress_form(resolution))


@bp.post("/desk/resolutions/<int:resolution_id>")
@allow("resolution.report", _resolution)
def report(resolution):
    """The responsible unit reports how far it is, with evidence."""
    form = _progress_form(resolution)
    if form.validate_on_submit():
        with refusals_on(form):
            _report(resolution, form, prepared(form.evidence))
        if not form.errors:
            flash(_("已登记办理情况。"))
            return redirect(url_for("meetings.resolution", resolution_id=resolution.id))
    return _resolution_page(resolution, form), form.status


def _progress_form(resolution) -> ProgressForm:
    form = ProgressForm()
    form.offer(STATES[max(STATES.index(resolution.state), 1):])
    return form


def _resolution_page(resolution, form):
    is_late = is_overdue(resolution.state, resolution.due_on, beijing_date(now()))
    return render_template("meetings/resolution.html", resolution=resolution, form=form, is_late=is_late,
                           files=attachments_of_many(db.session, resolution.progress))


def _report(resolution, form, files) -> None:
    with write() as at:
        report = actions.report_progress(db.session, resolution, form.state.data, form.text.data or "", actor=person(), now=at)
        _attach(report, files, "evidence", at)


@bp.post("/desk/conditions/<int:condition_id>")
@allow("condition.confirm", _condition)
def confirm(condition):
    """Confirm that a change the meeting asked for was made."""
    form = ConditionForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.confirm_condition(db.session, condition, form.how.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("已确认这一条修改要求。"))
            return redirect(url_for("meetings.resolutions"))
    own = units_for(actor(), "resolution.report")
    return render_template("meetings/resolutions.html", resolutions=queries.resolutions(db.session, own), form=form,
                           conditions=queries.open_conditions(db.session, own), failed=condition.id, is_overdue=is_overdue,
                           today=beijing_date(now())), form.status


@bp.get("/desk/proposals/<number>/follow-up")
@allow("reuse.read", _proposal)
def follow_up(proposal):
    """The reuse after the decision: when it began, and what inspections saw."""
    form = InspectionForm()
    if told := request.args.get("complaints", type=int):
        form.text.data = _("因为反复投诉（%(count)s件）去现场检查：", count=told)
    return _follow_up_page(proposal, form, UseForm())


@bp.post("/desk/proposals/<number>/inspections")
@allow("reuse.follow", _proposal)
def inspect(proposal):
    """Note an inspection with its photos."""
    form = InspectionForm()
    if form.validate_on_submit():
        with refusals_on(form):
            _inspect(proposal, form, prepared(form.photos))
        if not form.errors:
            flash(_("已登记检查情况。"))
            return redirect(url_for("meetings.follow_up", number=proposal.number))
    return _follow_up_page(proposal, form, UseForm(formdata=None)), form.status


def _inspect(proposal, form, photos) -> None:
    with write() as at:
        seen = actions.inspect(db.session, proposal, inspected_on=form.inspected_on.data, text=form.text.data or "",
                               as_decided=form.as_decided.data == "yes", actor=person(), now=at)
        _attach(seen, photos, "photo", at)


@bp.post("/desk/proposals/<number>/use")
@allow("reuse.follow", _proposal)
def begin_use(proposal):
    """Note in the ledger that the decided reuse has begun."""
    form = UseForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.begin_use(db.session, proposal, form.current_use.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("台账已经更新。"))
            return redirect(url_for("meetings.follow_up", number=proposal.number))
    return _follow_up_page(proposal, InspectionForm(formdata=None), form), form.status


def _follow_up_page(proposal, form, use_form):
    seen = queries.inspections_of(db.session, proposal)
    return render_template("meetings/follow_up.html", proposal=proposal, form=form, use_form=use_form, inspections=seen,
                           photos=attachments_of_many(db.session, seen))


def _attach(subject, files, purpose: str, at) -> None:
    for file in files:
        attach(db.session, current_app.extensions["storage"], subject, file, purpose=purpose, visibility="internal",
               actor=person(), now=at)

"""Views: the leader's approval and the submission to the meeting's office."""

from datetime import date

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.extensions import db
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.files.queries import attachments_of_many
from portal.forms import refusals_on
from portal.meetings import actions
from portal.meetings.forms import ApprovalForm, SubmitForm
from portal.meetings.queries import items as queries
from portal.meetings.queries.about import complaints_about
from portal.meetings.queries.standing import checklist_of, valid_approval
from portal.meetings.queries.year import is_planned
from portal.meetings.rules import year
from portal.meetings.views import bp, due_is_inclusive
from portal.proposals.queries import proposal_by_number
from portal.rulebook.checklist import gate
from portal.web import allow, now, person, write


def _proposal(number: str):
    return proposal_by_number(db.session, number)


@bp.get("/desk/proposals/<number>/submission")
@allow("report.read", _proposal)
def submission(proposal):
    """What is still missing, the approval on record, and the button to submit."""
    return _submission_page(proposal, ApprovalForm(), SubmitForm())


@bp.post("/desk/proposals/<number>/approval")
@allow("approval.record", _proposal)
def approval(proposal):
    """Record the leader's approval with its scan."""
    form = ApprovalForm()
    if form.validate_on_submit():
        with refusals_on(form):
            _record_approval(proposal, form, prepared(form.scan))
        if not form.errors:
            flash(_("已记录领导审核意见。"))
            return redirect(url_for("meetings.submission", number=proposal.number))
    return _submission_page(proposal, form, SubmitForm(formdata=None)), form.status


def _record_approval(proposal, form, scans) -> None:
    with write() as at:
        recorded = actions.record_approval(
            db.session, proposal, kind=form.kind.data, leader_name=form.leader_name.data, approved_on=form.approved_on.data,
            agrees=form.agrees.data == "yes", words=form.words.data, actor=person(), now=at)
        for scan in scans:
            attach(db.session, current_app.extensions["storage"], recorded, scan, purpose="approval", visibility="internal",
                   actor=person(), now=at)


@bp.post("/desk/proposals/<number>/submit")
@allow("agenda.submit", _proposal)
def submit(proposal):
    """Submit the proposal as an agenda item; the gate may refuse."""
    form = SubmitForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.submit(db.session, proposal, off_plan_reason=form.off_plan_reason.data or "",
                           due_inclusive=due_is_inclusive(), actor=person(), now=at)
    if form.errors:
        return _submission_page(proposal, ApprovalForm(formdata=None), form), form.status
    flash(_("已报送联席会议办公室。"))
    return redirect(url_for("meetings.submission", number=proposal.number))


def _submission_page(proposal, form, submit_form):
    at = now()
    in_year, month = year.month_served(at, inclusive=due_is_inclusive())
    quarter = year.quarter_of(date(in_year, month, 1))
    approvals = queries.approvals_of(db.session, proposal)
    lines = checklist_of(db.session, proposal, at)
    return render_template(
        "meetings/submission.html", proposal=proposal, form=form, submit_form=submit_form, missing=gate(lines),
        due=year.papers_due(in_year, month, inclusive=due_is_inclusive()), quarter=quarter, approvals=approvals,
        planned=is_planned(db.session, proposal, *quarter), complaints=complaints_about(db.session, proposal.spaces),
        scans=attachments_of_many(db.session, approvals), valid=valid_approval(db.session, proposal),
        report=queries.latest_report(db.session, proposal), items=queries.items_of(db.session, proposal),
    )

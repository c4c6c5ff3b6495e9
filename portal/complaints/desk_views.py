"""Views of the desk: the list, one complaint, and every step of the table."""

from uuid import uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import journal
from portal.accounts.queries import subdistricts, units_on
from portal.clock import beijing_date
from portal.complaints import actions, queries
from portal.complaints.actions.following import open_question
from portal.complaints.figure_views import behind_a_figure
from portal.complaints.forms import FactForm, FollowUpForm, StepForm
from portal.complaints.models import CATEGORIES, Complaint
from portal.complaints.queries.desk import (
    PAGE,
    Filters,
    complaints,
    facts_of,
    follow_ups_of,
    units_with_complaints,
)
from portal.complaints.queries.lookup import voices
from portal.complaints.queries.matters import same_matter
from portal.complaints.queries.triage import suggestions
from portal.complaints.queries.visible import visible
from portal.complaints.rules.limits import lateness
from portal.complaints.rules.steps import STATES, STEPS, may_take, steps_for
from portal.complaints.values import Given
from portal.complaints.views import answers_in, bp, hang
from portal.db import check_revision
from portal.errors import N_, NotPermitted, Refusal
from portal.extensions import db
from portal.files.forms import prepared
from portal.files.queries import attachments_of_many
from portal.forms import refusals_on
from portal.remembering import remembered
from portal.web import actor, allow, can, now, person, write

ELSEWHERE = {"follow_up": "complaints.follow_up"}  # steps with a page of their own


@bp.app_template_filter("lateness")
def late_how(complaint: Complaint) -> str | None:
    """What is overdue with a complaint now: a code of words.lateness, or None."""
    deadline = complaint.deadline
    return lateness(complaint.state, accept_by=deadline.accept_by, due_at=deadline.due_at, now=now())


@bp.get("/desk/complaints")
@allow("complaint.list")
@remembered("state", "category", "unit", "street", "sort")
def desk():
    """The complaints the reader may read, filtered; accusations only for the unit in charge."""
    filters = chosen_filters(ids=behind_a_figure())
    found = complaints(db.session, actor(), filters, now=now(), before=request.args.get("before", type=int))
    return render_template(
        "complaints/desk.html", complaints=found[:PAGE], more=len(found) > PAGE, filters=filters, states=STATES,
        categories=CATEGORIES, units=units_with_complaints(db.session, actor()),
        streets=subdistricts(db.session, beijing_date(now())),
    )


def chosen_filters(**more) -> Filters:
    """The filters of the address; what is not known does not filter."""
    args = request.args
    return Filters(
        state=args.get("state") if args.get("state") in STATES else "",
        category=args.get("category") if args.get("category") in CATEGORIES else "",
        q=args.get("q", "").strip()[:100], unit=args.get("unit", type=int), street=args.get("street", type=int),
        space=args.get("space", "").strip()[:40], late=args.get("late") == "y", helping=args.get("helping") == "y",
        is_open=args.get("open") == "y", sort="due" if args.get("sort") == "due" else "", **more)


def load(complaint_id: int, **_arguments) -> Complaint | None:
    """The complaint an address names."""
    return queries.complaint(db.session, complaint_id)


@bp.get("/desk/complaints/<int:complaint_id>")
@allow("complaint.read", load)
def show(complaint):
    """One complaint with its steps, and what can be done next."""
    return _page(complaint)


def _page(complaint, form: StepForm | None = None):
    steps = steps_for(complaint.state, actor(), complaint.owners)
    lead = next((step for step in steps if step.leads), None)
    if form is None and lead:
        form = StepForm(formdata=None, revision=complaint.revision)
        form.ask(lead, _units(complaint))
        _suggest(form, complaint)
    told = voices(db.session, complaint)
    files = attachments_of_many(db.session, told)
    return render_template(
        "complaints/show.html", complaint=complaint, lead=lead, form=form, steps=[each for each in steps if each is not lead],
        elsewhere=ELSEWHERE, told=told, files=files, facts_added=facts_of(db.session, told),
        asked=follow_ups_of(db.session, told), suggested=_suggested(complaint),
        alike=same_matter(db.session, complaint, visible(actor())) if complaint.state not in ("merged", "closed") else [],
    ), form.status if form else 200


@bp.route("/desk/complaints/<int:complaint_id>/steps/<name>", methods=["GET", "POST"])
@allow("complaint.read", lambda complaint_id, name: _with_step(complaint_id, name))
def step(chosen):
    """Take the complaint one step further, or back."""
    complaint, step = chosen.complaint, chosen.step
    if not may_take(step, actor(), complaint.owners):
        raise NotPermitted(N_("这一步要由有关单位的工作人员来办。"))
    if complaint.state not in step.sources:
        raise Refusal(N_("这件投诉现在的状态不能这样办理，可能别人刚刚办过。请刷新后查看最新进展。"))
    form = StepForm(revision=complaint.revision, into=request.args.get("into", ""))
    form.ask(step, _units(complaint))
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                check_revision(complaint, int(form.revision.data))
                actions.take_step(db.session, complaint, step.name, _given(form), actor=person(), now=at)
            flash(_("已记录。"))
            return redirect(_after(complaint))
    return render_template("complaints/step.html", complaint=complaint, step=step, form=form,
                           suggested=_suggested(complaint)), form.status


class _Chosen:
    """A complaint and the step an address names; it belongs to whom the complaint belongs."""

    def __init__(self, complaint: Complaint, step):
        self.complaint, self.step, self.owners = complaint, step, complaint.owners


def _with_step(complaint_id: int, name: str) -> _Chosen | None:
    complaint = load(complaint_id)
    known = name in STEPS and name not in ELSEWHERE
    return _Chosen(complaint, STEPS[name]) if complaint and known else None


def _given(form: StepForm) -> Given:
    return Given(
        answer=form.public_text.data or "", internal=form.internal_text.data or "",
        **{name: form[name].data or None for name in ("unit", "channel", "days", "due_on") if name in form},
        into=(form.into.data or "") if "into" in form else "")


def _after(complaint: Complaint) -> str:
    """The complaint's page, or the list when the person may no longer read it."""
    if can("complaint.read", complaint):
        return url_for("complaints.show", complaint_id=complaint.id)
    return url_for("complaints.desk")


def _units(complaint: Complaint) -> list:
    return [unit for unit in units_on(db.session, beijing_date(now())) if unit.id != complaint.accused_unit_id]


def _suggested(complaint: Complaint) -> list:
    return suggestions(db.session, complaint, beijing_date(now())) if complaint.state in ("received", "objected") else []


def _suggest(form: StepForm, complaint: Complaint) -> None:
    found = _suggested(complaint)
    if found and "unit" in form:
        form.unit.data = found[0][0].id


@bp.route("/desk/complaints/<int:complaint_id>/follow-up", methods=["GET", "POST"])
@allow("complaint.handle", load)
def follow_up(complaint):
    """Write down a call: what the complainant answered, or that nobody was reached."""
    question = open_question(db.session, complaint)
    form = FollowUpForm()
    form.offer()
    if question is None:
        return render_template("complaints/call.html", complaint=complaint, form=None)
    if request.form.get("reached") == "no":
        with write() as at:
            actions.log_call(db.session, complaint, actor=person(), now=at)
        flash(_("已记下：没有联系上。"))
        return redirect(_main_page(complaint))
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                actions.answer_follow_up(db.session, question, **answers_in(form), actor=person(), now=at)
            flash(_("回访已记录。"))
            return redirect(_main_page(complaint))
    return render_template("complaints/call.html", complaint=complaint, form=form), form.status


def _main_page(complaint: Complaint) -> str:
    main = complaint.merge.into if complaint.merge else complaint
    return url_for("complaints.show", complaint_id=main.id)


@bp.post("/desk/complaints/<int:complaint_id>/contact")
@allow("complaint.handle", load)
def contact(complaint):
    """The complainant's name and contact, opened deliberately: who opened it and when is journalled."""
    with write() as at:
        journal.record(db.session, "contact.read", complaint, actor=person(), now=at, unit_id=complaint.unit_id)
        name, contact = complaint.name, complaint.contact
    return render_template("complaints/contact.html", complaint=complaint, name=name, contact=contact)


@bp.route("/desk/complaints/<int:complaint_id>/facts", methods=["GET", "POST"])
@allow("complaint.handle", load)
def enter_fact(complaint):
    """Enter what the complainant added at the counter, on the phone or by letter."""
    form = FactForm(token=uuid4().hex)
    form.offer()
    if form.validate_on_submit():
        with refusals_on(form):
            papers = prepared(form.files)
            with write() as at:
                actions.add_fact(db.session, complaint, text=form.text.data, token=form.token.data, channel="phone",
                                 is_new=form.again.data == "yes", actor=person(), now=at)
                hang(complaint, papers, at)
            flash(_("已记录。"))
            return redirect(_main_page(complaint))
    return render_template("complaints/fact.html", complaint=complaint, form=form), form.status

"""Views: filing and following complaints; the unit's list and the steps it takes."""

from uuid import uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.complaints import actions, queries
from portal.complaints.forms import ComplaintForm, DispatchForm, EnteredComplaintForm, ReceiptForm, StepForm
from portal.complaints.models import Complaint
from portal.complaints.rules import OFFICE_STEPS, steps_from
from portal.db import check_revision
from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.files import visibility
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.files.queries import attachments_of
from portal.forms import chinese_options, refusals_on
from portal.ledger.queries import space_by_number
from portal.permissions import EVERYONE
from portal.proposals.queries import proposal_by_number
from portal.receipts import typed_receipt
from portal.web import actor, allow, can, now, person, write
from portal.words import WORDS

bp = Blueprint("complaints", __name__)
visibility.register(Complaint, "complaint.read")


@bp.route("/complaints/new", methods=["GET", "POST"])
@allow(EVERYONE)
def new():
    """File a complaint about a space, an approved reuse, or any place."""
    return _file(ComplaintForm(token=uuid4().hex), "complaints/new.html")


@bp.route("/desk/complaints/enter", methods=["GET", "POST"])
@allow("complaint.enter")
def enter():
    """Enter a complaint made at the counter, by phone or by letter."""
    return _file(EnteredComplaintForm(token=uuid4().hex), "complaints/enter.html")


def _file(form: ComplaintForm, template: str):
    form.offer(units_on(db.session, beijing_date(now())))
    space, proposal = _subject()
    if form.validate_on_submit():
        with refusals_on(form):
            return redirect(url_for("complaints.follow", receipt=_filed(form, space, proposal), filed=1))
    return render_template(template, form=form, space=space, proposal=proposal), form.status


def _subject():
    space = space_by_number(db.session, request.args["space"]) if request.args.get("space") else None
    proposal = proposal_by_number(db.session, request.args["proposal"]) if request.args.get("proposal") else None
    return space, proposal if proposal and proposal.published else None


def _filed(form: ComplaintForm, space, proposal) -> str:
    if form.website.data:
        raise InvalidInput(N_("没有收到您的投诉：页面上有一个请留空的格子被填写了。请清空后再试。"), field="website")
    papers = prepared(form.files)
    with write() as at:
        complaint = actions.file_complaint(
            db.session, category=form.category.data, text=form.text.data, token=form.token.data, now=at,
            space=space, proposal=proposal, place=form.place.data or "", accused=db.session.get(Unit, form.accused.data or 0),
            name=form.name.data or "", contact=form.contact.data or "",
            channel=form.channel.data if "channel" in form else "web", actor=person(),
        )
        for paper in papers:
            attach(db.session, current_app.extensions["storage"], complaint, paper, purpose="complaint", visibility="internal",
                   actor=person(), now=at)
        return complaint.receipt


@bp.route("/complaints/receipts", methods=["GET", "POST"])
@allow(EVERYONE)
def look_up():
    """Find a complaint again by its receipt."""
    form = ReceiptForm()
    if form.validate_on_submit():
        receipt = typed_receipt(form.receipt.data)
        if queries.by_receipt(db.session, receipt):
            return redirect(url_for("complaints.follow", receipt=receipt))
        form.receipt.errors = [_("没有找到这个回执编号。请对照回执再输一遍，大小写和横线都不要紧。")]
    return render_template("complaints/look_up.html", form=form), form.status


@bp.get("/complaints/receipts/<receipt>")
@allow(EVERYONE)
def follow(receipt: str):
    """What became of a complaint, for whoever holds its receipt."""
    complaint = queries.by_receipt(db.session, receipt) or abort(404)
    return render_template("complaints/follow.html", complaint=complaint)


@bp.get("/desk/complaints")
@allow("complaint.list")
def desk():
    """The complaints the reader's units must act on."""
    units = frozenset(unit for _role, unit in actor().memberships if unit is not None)
    state = request.args.get("state") if request.args.get("state") in WORDS["complaint_state"] else None
    found = queries.complaints_of(db.session, units, state=state, before=request.args.get("before", type=int))
    more = len(found) > queries.PAGE
    return render_template("complaints/desk.html", complaints=found[: queries.PAGE], more=more, state=state)


def _complaint(complaint_id: int):
    return queries.complaint(db.session, complaint_id)


@bp.get("/desk/complaints/<int:complaint_id>")
@allow("complaint.read", _complaint)
def show(complaint):
    """One complaint with its steps, and the forms for the next one."""
    return _page(complaint, StepForm(revision=complaint.revision), DispatchForm(revision=complaint.revision))


@bp.post("/desk/complaints/<int:complaint_id>/steps")
@allow("complaint.handle", _complaint)
def step(complaint):
    """Take the complaint a step further; the button pressed names the step."""
    form = StepForm()
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                check_revision(complaint, int(form.revision.data))
                actions.take_step(db.session, complaint, request.form.get("step", ""), public_text=form.public_text.data or "",
                                  internal_text=form.internal_text.data or "", actor=person(), now=at)
            flash(_("已记录。"))
            return redirect(url_for("complaints.show", complaint_id=complaint.id))
    return _page(complaint, form, DispatchForm(formdata=None, revision=complaint.revision)), form.status


@bp.post("/desk/complaints/<int:complaint_id>/dispatch")
@allow("complaint.dispatch", _complaint)
def dispatch(complaint):
    """Send the complaint to the unit that must act."""
    form = DispatchForm()
    form.unit.choices = _units(complaint)
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                check_revision(complaint, int(form.revision.data))
                actions.dispatch(db.session, complaint, db.session.get(Unit, form.unit.data), actor=person(), now=at)
            flash(_("已派发。"))
            return redirect(url_for("complaints.desk"))
    return _page(complaint, StepForm(formdata=None, revision=complaint.revision), form), form.status


def _page(complaint, step_form, dispatch_form):
    dispatch_form.unit.choices = _units(complaint)
    steps = [each for each in steps_from(complaint.state) if each.name not in OFFICE_STEPS]
    return render_template(
        "complaints/show.html", complaint=complaint, form=step_form, dispatch_form=dispatch_form, steps=steps,
        files=attachments_of(db.session, complaint),
        may_dispatch=can("complaint.dispatch", complaint) and complaint.state in ("received", "dispatched"),
    )


def _units(complaint) -> list:
    units = units_on(db.session, beijing_date(now()))
    return chinese_options((unit.id, unit.name) for unit in units if unit.id != complaint.accused_unit_id)

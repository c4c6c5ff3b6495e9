"""Views for everybody: filing a complaint, following it by receipt, adding to it, joining the same matter, answering."""

from uuid import uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.complaints import actions, queries
from portal.complaints.actions.following import by_link, open_question
from portal.complaints.forms import ComplaintForm, EnteredComplaintForm, FactForm, FollowUpForm, ReceiptForm
from portal.complaints.models import Complaint
from portal.complaints.queries.desk import told_since
from portal.complaints.queries.matters import same_matter
from portal.complaints.rules.limits import default_limits
from portal.complaints.rules.steps import STEPS
from portal.complaints.values import Given
from portal.errors import N_, InvalidInput, Missing, Refusal
from portal.extensions import db
from portal.files import visibility
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.forms import refusals_on
from portal.ledger.queries import space_by_number
from portal.permissions import EVERYONE
from portal.proposals.queries import proposal_by_number
from portal.receipts import typed_receipt
from portal.web import allow, now, person, refusal_told, write

bp = Blueprint("complaints", __name__)
visibility.register(Complaint, "complaint.read")
JOINABLE = ("received", "dispatched")


@bp.route("/complaints/new", methods=["GET", "POST"])
@allow(EVERYONE)
def new():
    """File a complaint about a space, an approved reuse, or any place."""
    return _file(ComplaintForm(token=uuid4().hex), "complaints/new.html")


@bp.route("/desk/complaints/enter", methods=["GET", "POST"])
@allow("complaint.enter")
def enter():
    """Enter a complaint made at the counter, by phone, by letter or at home."""
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
        hang(complaint, papers, at)
        return complaint.receipt


def hang(complaint: Complaint, papers, at) -> None:
    """Keep the complainant's photos and papers with the complaint."""
    for paper in papers:
        attach(db.session, current_app.extensions["storage"], complaint, paper, purpose="complaint", visibility="internal",
               actor=person(), now=at)


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
    """What became of a complaint, for whoever holds its receipt: every step, no word of anybody else."""
    return _followed(_by_receipt(receipt), FactForm(formdata=None, token=uuid4().hex), FollowUpForm(formdata=None))


@bp.post("/complaints/receipts/<receipt>/facts")
@allow(EVERYONE)
def add_fact(receipt: str):
    """Add what happened since, and photos."""
    complaint, form = _by_receipt(receipt), FactForm()
    form.offer()
    if form.validate_on_submit():
        with refusals_on(form):
            papers = prepared(form.files)
            with write() as at:
                actions.add_fact(db.session, complaint, text=form.text.data, token=form.token.data,
                                 is_new=form.again.data == "yes", now=at)
                hang(complaint, papers, at)
            flash(_("补充的情况已经交给承办单位。"))
            return redirect(url_for("complaints.follow", receipt=complaint.receipt))
    return _followed(complaint, form, FollowUpForm(formdata=None))


@bp.post("/complaints/receipts/<receipt>/join")
@allow(EVERYONE)
def join(receipt: str):
    """The complainant says that it is the same matter as one already filed."""
    complaint = _by_receipt(receipt)
    into = next((each for each in _alike(complaint) if each.number == request.form.get("into")), None)
    with refusal_told():
        if into is None:
            raise Refusal(N_("没有找到那一件，可能刚刚有了变化。您的投诉会单独办理。"))
        with write() as at:
            actions.take_step(db.session, complaint, "merge", Given(into=into.number), actor=None, now=at)
        flash(_("已经和那一件一起办理。您的投诉同样算一件，办理结果会在这里告诉您。"))
    return redirect(url_for("complaints.follow", receipt=complaint.receipt))


@bp.post("/complaints/receipts/<receipt>/answer")
@allow(EVERYONE)
def answer(receipt: str):
    """Say by the receipt whether it is solved and how satisfied one is."""
    complaint, form = _by_receipt(receipt), FollowUpForm()
    form.offer()
    question = open_question(db.session, complaint)
    if question is None:
        raise Refusal(N_("这次回访已经结束，可能别人刚刚记录过。请刷新后查看最新进展。"))
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                actions.answer_follow_up(db.session, question, **answers_in(form), actor=None, now=at)
            flash(_("谢谢，您的评价已经记下。"))
            return redirect(url_for("complaints.follow", receipt=complaint.receipt))
    return _followed(complaint, FactForm(formdata=None, token=uuid4().hex), form)


@bp.route("/complaints/answers/<secret>", methods=["GET", "POST"])
@allow(EVERYONE)
def answer_link(secret: str):
    """The one-time link of a follow-up; it names the case, and works once."""
    question = by_link(db.session, secret)
    if question is None:
        raise Missing(N_("没有找到这个回访链接。请核对短信或邮件里的网址，或凭回执编号查看。"))
    form = FollowUpForm()
    form.offer()
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                actions.answer_link(db.session, secret, **answers_in(form), now=at)
            is_well = question.is_solved and question.satisfaction != "dissatisfied"
            return render_template("complaints/answered.html", is_well=is_well)
    is_used = question.answered_at is not None
    return render_template("complaints/answer.html", form=form, question=question, is_used=is_used), form.status


def answers_in(form: FollowUpForm) -> dict:
    """The two answers and the reason, as the actions take them."""
    return {"solved": form.solved.data == "yes", "satisfaction": form.satisfaction.data, "reason": form.reason.data or ""}


def _by_receipt(receipt: str) -> Complaint:
    return queries.by_receipt(db.session, receipt) or abort(404)


def _alike(complaint: Complaint) -> list[Complaint]:
    return same_matter(db.session, complaint) if complaint.state in JOINABLE else []


def _followed(complaint: Complaint, fact_form: FactForm, answer_form: FollowUpForm):
    fact_form.offer()
    answer_form.offer()
    main = complaint.merge.into if complaint.merge else complaint
    status = max(fact_form.status, answer_form.status)
    return render_template(
        "complaints/follow.html", complaint=complaint, main=main, facts_added=told_since(db.session, complaint),
        alike=_alike(complaint), fact_form=fact_form, answer_form=answer_form, question=open_question(db.session, complaint),
        limit=default_limits()[complaint.category], can_reopen=main.state in STEPS["reopen"].sources,
    ), status


from portal.complaints import desk_views, limit_views, spot_views, ticket_views  # noqa: E402, F401  (register their views on bp)

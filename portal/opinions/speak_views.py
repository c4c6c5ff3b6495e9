"""Views of the public: saying what one thinks of a proposal, at once or when the connection is back."""

from flask import current_app, jsonify, redirect, request, url_for
from flask_wtf.csrf import generate_csrf

from portal import tokens
from portal.accounts.models import Unit
from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.consultations.rules import refuse_public_opinion
from portal.errors import N_, Missing
from portal.extensions import db
from portal.files.forms import prepared
from portal.forms import refusals_on
from portal.opinions import actions
from portal.opinions.forms import OpinionForm
from portal.opinions.models import Opinion
from portal.opinions.queries.lookup import consultation_by_number
from portal.opinions.speaking import LONGEST_QUOTE
from portal.opinions.views import bp, key, shown
from portal.permissions import EVERYONE
from portal.web import allow, now, person, write

TOO_EARLY = 425


def _heard(number: str) -> Consultation:
    """The consultation, once it was opened to the public."""
    consultation = consultation_by_number(db.session, number)
    if consultation is None or consultation.public_round is None:
        raise Missing(N_("没有找到这个方案，或者它还没有公开征求意见。"))
    return consultation


def _form() -> OpinionForm:
    form = OpinionForm(quote=request.args.get("quote", "")[:LONGEST_QUOTE])
    form.offer(subdistricts(db.session, beijing_date(now())))
    return form


@bp.route("/proposals/<number>/opinions/new", methods=["GET", "POST"])
@allow(EVERYONE)
def new(number: str):
    """Say what one thinks of a proposal; no account is needed."""
    consultation = _heard(number)
    heard = consultation.public_round
    if request.method == "GET":
        refuse_public_opinion(heard, now())
    form = _form()
    if form.validate_on_submit():
        with refusals_on(form):
            opinion = _given(form, consultation, person())
            return redirect(url_for("opinions.receipt", receipt=opinion.receipt, given=1))
    if form.personal.errors:
        form.personal.data = "hide"  # what most people want is chosen for them
    return shown("opinions/new.html", form, version=heard.version, round=heard, proposal=consultation.proposal)


@bp.get("/proposals/<number>/opinions/later")
@allow(EVERYONE)
def ticket(number: str):
    """What a device that kept an opinion while it had no connection needs to send it: the two tokens of the form.

    With `token` the form keeps its number, so that what did arrive in spite of a lost answer is the same opinion.
    """
    _heard(number)
    answer = jsonify(csrf_token=generate_csrf(), token=tokens.issue(key(), now(), request.args.get("token", "")))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/proposals/<number>/opinions/later")
@allow(EVERYONE)
def later(number: str):
    """Take an opinion that was kept on a device; the answer is for a program: a receipt, or the sentences of a refusal.

    It is nobody's account that speaks: who is signed in now need not be who wrote it.
    """
    consultation = _heard(number)
    form = _form()
    form.personal.data = form.personal.data or "keep"  # nobody is there to ask; publication hides what was not looked at
    if form.validate_on_submit():
        with refusals_on(form):
            opinion = _given(form, consultation, None)
            return jsonify(receipt=opinion.receipt, address=url_for("opinions.receipt", receipt=opinion.receipt))
    sentences = [*form.form_errors, *(each for field in form for each in field.errors)]
    status = TOO_EARLY if isinstance(form.refusal, tokens.HastyForm) else form.status
    return jsonify(sentences=[str(each) for each in sentences]), status


def _given(form: OpinionForm, consultation: Consultation, author) -> Opinion:
    """Store what was said."""
    number, files, words = form.number(key(), now()), prepared(form.files), form.words
    with write() as at:
        opinion = actions.give_opinion(
            db.session, consultation, stance=form.stance.data, text=words, relation=form.relation.data, token=number, now=at,
            street=db.session.get(Unit, form.street.data) if form.street.data else None,
            name=form.name.data, phone=form.phone.data, email=form.email.data, author=author,
        )
        actions.attach_papers(db.session, current_app.extensions["storage"], opinion, files, actor=author, now=at)
        return opinion

"""Views of an invited party: reading its letter and answering it."""

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from portal.consultations.actions import open_request
from portal.consultations.models import Request
from portal.consultations.queries import evaluation_of
from portal.consultations.rules import requirement_for
from portal.extensions import db
from portal.files.forms import prepared
from portal.files.queries import attachments_of
from portal.forms import refusals_on
from portal.opinions import actions
from portal.opinions.forms import ReplyForm
from portal.opinions.queries.lookup import request_with_matter
from portal.opinions.rules import DECLARES
from portal.opinions.views import bp, key, shown
from portal.proposals.values import GROUPS
from portal.web import allow, now, person, write


def load_letter(request_id: int) -> Request | None:
    """The letter a page is about."""
    return request_with_matter(db.session, request_id)


@bp.route("/requests/<int:request_id>", methods=["GET", "POST"])
@allow("request.answer", load_letter)
def answer(letter: Request):
    """Read a letter (征求意见函) and answer it, also after its deadline."""
    if letter.opened_at is None:
        with write() as at:
            open_request(db.session, letter, actor=person(), now=at)
    form = ReplyForm()
    form.offer()
    if letter.party not in DECLARES:
        del form.has_no_interest
    if request.method == "POST" and form.validate():
        with refusals_on(form):
            _answered(form, letter)
            flash(_("已经答复，谢谢。"))
            return redirect(url_for("opinions.answer", request_id=letter.id))
    return shown("opinions/answer.html", form, letter=letter, why=_why(letter), groups=GROUPS, reply=letter.reply,
                 reply_files=attachments_of(db.session, letter.reply) if letter.reply else [],
                 files=[each for each in attachments_of(db.session, letter.round.version) if each.visibility == "public"],
                 can_withdraw=letter.reply is not None and now() < letter.due_at)


def _answered(form: ReplyForm, letter: Request) -> None:
    number, files = form.number(key(), now()), prepared(form.files)
    with write() as at:
        opinion = actions.answer_request(
            db.session, letter, stance=form.stance.data, text=form.typed, token=number, actor=person(), now=at,
            has_no_interest=form.has_no_interest.data if "has_no_interest" in form else None,
        )
        actions.attach_papers(db.session, current_app.extensions["storage"], opinion, files, actor=person(), now=at)


def _why(letter: Request) -> tuple:
    """The clauses that ask for this party's opinion; none for a party asked beyond what the rules name."""
    unit = letter.unit.name if letter.unit else None
    duty = requirement_for(evaluation_of(db.session, letter.round.version), letter.party, unit)
    return duty.clauses if duty else ()


@bp.post("/requests/<int:request_id>/withdraw")
@allow("request.answer", load_letter)
def withdraw_reply(letter: Request):
    """Withdraw an answer until its deadline, to give another one."""
    with write() as at:
        if letter.reply is not None:
            actions.withdraw(db.session, letter.reply, actor=person(), now=at)
    flash(_("原来的答复已经撤回，请重新答复。"))
    return redirect(url_for("opinions.answer", request_id=letter.id))

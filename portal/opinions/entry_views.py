"""Views of staff who enter what came by counter, phone, post or meeting."""

from datetime import date
from functools import partial

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _

from portal import formnumbers
from portal.accounts.models import Unit
from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.consultations.models import Consultation, Request
from portal.errors import N_, InvalidInput, Missing
from portal.extensions import db
from portal.files.forms import prepared
from portal.formnumbers import FormNumber
from portal.forms import refusals_on
from portal.opinions import actions
from portal.opinions.actions.filling import entered_from
from portal.opinions.desk_forms import PaperForm
from portal.opinions.models import Opinion
from portal.opinions.queries.lookup import matter_by_number, unanswered_requests
from portal.opinions.views import bp, key, shown
from portal.web import allow, can, now, person, require, write


def load_consultation(number: str) -> Consultation:
    """The consultation a desk page is about."""
    consultation = matter_by_number(db.session, number)
    if consultation is None:
        raise Missing(N_("没有找到这个方案，或者它还没有开始征求意见。"))
    return consultation


@bp.route("/desk/proposals/<number>/opinions/enter", methods=["GET", "POST"])
@allow("opinion.enter", load_consultation)
def enter(consultation: Consultation):
    """Enter a resident's words, with ?letter=<id> the paper reply to a letter, with ?form=<number> a printed form."""
    letters = unanswered_requests(db.session, consultation) if can("opinion.handle", consultation) else []
    letter, printed = _letter(consultation), printed_form(consultation)
    form = PaperForm(data=_kept_from_the_last(printed) if request.method == "GET" else None)
    form.offer(letter, subdistricts(db.session, beijing_date(now())), is_printed=printed is not None)
    if form.validate_on_submit():
        with refusals_on(form):
            return _after(form, consultation, _entered(form, consultation, letter, printed), printed)
    earlier = entered_from(db.session, printed.digits) if printed else ()
    return shown("opinions/enter.html", form, consultation=consultation, letters=letters, letter=letter, printed=printed,
                 earlier=earlier)


def _letter(consultation: Consultation) -> Request | None:
    wanted = request.args.get("letter", type=int)
    if wanted is None:
        return None
    require("opinion.handle", consultation)
    letter = db.session.get(Request, wanted)
    if letter is None or letter.round.consultation_id != consultation.id:
        raise Missing(N_("没有找到这份征求意见函。"))
    return letter


def printed_form(consultation: Consultation) -> FormNumber | None:
    """The number of the printed form that is being entered. Raises InvalidInput, also for a form of another consultation."""
    if "form" not in request.args:
        return None
    number = formnumbers.read(key(), request.args["form"])
    if number.round_id not in {each.id for each in consultation.rounds}:
        raise InvalidInput(N_("这张表是另一个方案的。请重新扫码，系统会打开对应的方案。"))
    return number


def _entered(form: PaperForm, consultation: Consultation, letter: Request | None, printed: FormNumber | None) -> Opinion:
    number, files = form.number(key(), now()), prepared(form.files)
    paper = {name: form[name].data for name in ("party", "relation", "name", "phone", "has_no_interest") if name in form}
    paper |= {name: form[name].data for name in ("channel", "stance", "received_on", "source")}
    if "street" in form and form.street.data:
        paper["street"] = db.session.get(Unit, form.street.data)
    keep = partial(actions.enter_form, digits=printed.digits, is_copy=form.is_copy.data) if printed else actions.enter_paper
    with write() as at:
        opinion = keep(db.session, consultation, text=form.typed, token=number, request=letter, actor=person(), now=at, **paper)
        actions.attach_papers(db.session, current_app.extensions["storage"], opinion, files, actor=person(), now=at)
        return opinion


def _after(form: PaperForm, consultation: Consultation, opinion: Opinion, printed: FormNumber | None):
    """Say what became of it; then the next one, with channel, day and source as they were, or the list."""
    if opinion.is_late:
        flash(_("已录入第%(number)s号。收到日期在截止日之后，作为逾期意见保存，不计入。", number=opinion.number))
    else:
        flash(_("已录入第%(number)s号，回执编号 %(receipt)s，可以告诉本人。", number=opinion.number, receipt=opinion.receipt))
    number = consultation.proposal.number
    if "next" in request.form:
        session["entering"] = {"channel": form.channel.data, "source": form.source.data,
                               "received_on": form.received_on.data.isoformat()}
        return redirect(url_for("opinions.scan") if printed else url_for("opinions.enter", number=number))
    session.pop("entering", None)
    return redirect(url_for("opinions.desk" if can("opinion.read", consultation) else "opinions.enter", number=number))


def _kept_from_the_last(printed: FormNumber | None) -> dict:
    kept = dict(session.get("entering", {}))
    if "received_on" in kept:
        kept["received_on"] = date.fromisoformat(kept["received_on"])
    if printed:
        kept = {"channel": "counter", **kept, "source": f"纸质意见表，编号 {printed}"}
    return kept

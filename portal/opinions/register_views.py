"""Views of the registers of a consultation: disagreements between units, and the formality check."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations.formality import CLAUSE
from portal.consultations.models import Consultation
from portal.extensions import db
from portal.forms import refusals_on
from portal.opinions import rules
from portal.opinions.actions.formality import explain_flag
from portal.opinions.entry_views import load_consultation
from portal.opinions.queries.disagreements import disagreements
from portal.opinions.queries.formality import formality
from portal.opinions.views import bp
from portal.opinions.work_forms import ExplainForm
from portal.rulebook.book import clause
from portal.web import allow, now, person, write


@bp.get("/desk/proposals/<number>/disagreements")
@allow("opinion.read", load_consultation)
def disagreement_register(consultation: Consultation):
    """Every unit that disagrees: their view, ours, the basis, how it ended and when."""
    return render_template("opinions/disagreements.html", consultation=consultation, rule=clause(rules.DISAGREEMENT),
                           found=disagreements(db.session, consultation))


@bp.get("/desk/proposals/<number>/formality")
@allow("opinion.read", load_consultation)
def formality_check(consultation: Consultation):
    """What looks like a formality only, and what was said to explain it."""
    return _checked(consultation, {})


def _checked(consultation: Consultation, typed: dict[str, ExplainForm]):
    found = formality(db.session, consultation, now())
    forms = {
        flag.key: typed.get(flag.key) or ExplainForm(formdata=None, prefix=f"f{at}-", flag=flag.key,
                                                     explanation=note.explanation if note else "")
        for at, (flag, note) in enumerate(found)
    }
    status = max((form.status for form in typed.values()), default=200)
    return render_template("opinions/formality.html", consultation=consultation, found=found, forms=forms, rule=clause(CLAUSE),
                           wrong=next(iter(typed.values()), None)), status


@bp.post("/desk/proposals/<number>/formality")
@allow("opinion.handle", load_consultation)
def explain(consultation: Consultation):
    """Write down why one flag is no cause for concern."""
    form = ExplainForm(prefix=request.form.get("prefix", ""))
    with refusals_on(form):
        with write() as at:
            explain_flag(db.session, consultation, form.flag.data or "", form.explanation.data or "", actor=person(), now=at)
        flash(_("说明已经记下，会和这一项一起写进报告。"))
        return redirect(url_for("opinions.formality_check", number=consultation.proposal.number))
    return _checked(consultation, {form.flag.data: form})

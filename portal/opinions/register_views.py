"""Views of the registers of a consultation: disagreements between units, and the formality check."""

from flask import render_template

from portal.consultations.models import Consultation
from portal.extensions import db
from portal.opinions import rules
from portal.opinions.entry_views import load_consultation
from portal.opinions.queries.disagreements import disagreements
from portal.opinions.views import bp
from portal.rulebook.book import clause
from portal.web import allow


@bp.get("/desk/proposals/<number>/disagreements")
@allow("opinion.read", load_consultation)
def disagreement_register(consultation: Consultation):
    """Every unit that disagrees: their view, ours, the basis, how it ended and when."""
    return render_template("opinions/disagreements.html", consultation=consultation, rule=clause(rules.DISAGREEMENT),
                           found=disagreements(db.session, consultation))

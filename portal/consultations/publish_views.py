"""Views: publishing a version and opening its public round; the closing is said in words before it is confirmed."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations import actions, rules
from portal.consultations.forms import PublishForm
from portal.consultations.queries import evaluation_of
from portal.consultations.views import bp, load_proposal
from portal.errors import Refusal
from portal.extensions import db
from portal.forms import refusals_on
from portal.proposals import rules as proposal_rules
from portal.proposals.models import Proposal
from portal.web import allow, now, person, write
from portal.workdays.queries import calendar


@bp.route("/desk/proposals/<number>/publish", methods=["GET", "POST"])
@allow("consultation.run", load_proposal)
def publish(proposal: Proposal):
    """Choose the period, read when it closes, confirm. A period or a day changed since then is shown again first."""
    version, required = proposal.latest, evaluation_of(db.session, proposal.latest).minimum_period
    form = PublishForm(period_value=_suggested(required), period_unit=required.unit)
    is_valid, shown = form.validate_on_submit(), _shown_closing(form, required)
    was_seen = shown is not None and form.seen_closing.data == shown.instant.isoformat()
    if is_valid and "confirm" in request.form and was_seen:
        with refusals_on(form), write() as at:
            actions.publish(db.session, version, period_value=form.period_value.data, period_unit=form.period_unit.data,
                            shortened_reason=form.shortened_reason.data or "", actor=person(), now=at)
        if not form.errors:
            flash(_("方案已经公布，开始征求意见。"))
            return redirect(url_for("proposals.overview", number=proposal.number))
    return render_template(
        "consultations/publish.html", proposal=proposal, version=version, form=form, required=required, closing=shown,
        missing=proposal_rules.missing(version), rows_missing=proposal_rules.rows_missing(version),
    ), form.status


def _suggested(required) -> int:
    """The least period, or the setting where that is longer and counts working days too."""
    default = current_app.extensions["settings"].default_period_days
    return max(required.value, default) if required.unit == "working_day" else required.value


def _shown_closing(form: PublishForm, required):
    """When the period now in the form would close; None, with the refusal on the form, when it may not be."""
    if form.period_value.data is None or form.errors:
        return None
    chosen = form.period_value.data, form.period_unit.data, form.shortened_reason.data or ""
    try:
        return rules.public_closing(now(), *chosen, required, calendar(db.session))[0]
    except Refusal as refusal:
        form.refuse(refusal)
        return None

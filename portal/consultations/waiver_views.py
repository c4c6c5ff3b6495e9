"""Views: waivers — residents or a subdistrict not asked, with reason, approver and scan."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.accounts.queries import unit_named
from portal.clock import beijing_date
from portal.consultations import actions, rules
from portal.consultations.forms import WaiverForm
from portal.consultations.queries import consultation_of, evaluation_of
from portal.consultations.views import bp, load_proposal
from portal.errors import N_, Refusal
from portal.extensions import db
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.files.queries import attachments_of_many
from portal.forms import options, refusals_on
from portal.i18n import chinese
from portal.proposals.models import Proposal
from portal.rulebook.book import clause
from portal.web import allow, now, person, write
from portal.words import word


@bp.route("/desk/proposals/<number>/waivers", methods=["GET", "POST"])
@allow("consultation.waive", load_proposal)
def waivers(proposal: Proposal):
    """Record a waiver, and see those on record."""
    form = WaiverForm(approved_on=beijing_date(now()))
    parties = evaluation_of(db.session, proposal.latest).parties
    form.target.choices = options(_choice(entry) for entry in parties if entry.mandatory)
    if form.validate_on_submit():
        with refusals_on(form):
            files = prepared(form.files)
            with write() as at:
                _record(proposal, form, files, at)
        if not form.errors:
            flash(_("已经记录免于征求，汇总表中会照常列出。"))
            return redirect(url_for("consultations.waivers", number=proposal.number))
    consultation = consultation_of(db.session, proposal)
    given = consultation.waivers if consultation else []
    return render_template("consultations/waivers.html", proposal=proposal, form=form, waivers=given,
                           files=attachments_of_many(db.session, given), rule=clause(rules.WAIVER_CLAUSE)), form.status


def _choice(entry) -> tuple[str, str]:
    name = Markup("{} {}").format(_(word("party", entry.party)), chinese(entry.unit))
    return f"{entry.party}|{entry.unit or ''}", name


def _record(proposal: Proposal, form: WaiverForm, files: list, at) -> None:
    consultation = consultation_of(db.session, proposal)
    if consultation is None:
        raise Refusal(N_("还没有开始征求意见。请先发起征求，再记录哪一方免于征求。"), clauses=(rules.WAIVER_CLAUSE,))
    party, _bar, unit = form.target.data.partition("|")
    waiver = actions.waive(
        db.session, consultation, party=party, unit=unit_named(db.session, unit) if unit else None, reason=form.reason.data,
        approver_name=form.approver_name.data, approved_on=form.approved_on.data, actor=person(), now=at,
    )
    for file in files:
        attach(db.session, current_app.extensions["storage"], waiver, file, purpose="scan", visibility="internal",
               actor=person(), now=at)

"""Views: the secrecy review, and taking a proposal back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.clock import beijing_date
from portal.extensions import db
from portal.forms import refusals_on
from portal.proposals import actions
from portal.proposals.forms import SecrecyReviewForm, WithdrawForm
from portal.proposals.models import Proposal
from portal.proposals.values import GROUPS
from portal.proposals.views import bp, load_proposal
from portal.rulebook.book import clause
from portal.web import allow, now, person, write


@bp.route("/desk/proposals/<number>/secrecy-review", methods=["GET", "POST"])
@allow("proposal.review", load_proposal)
def secrecy_review(proposal: Proposal):
    """Record who reviewed the newest text, which leader answers for it, when, and whether it may be published."""
    form, version = SecrecyReviewForm(reviewed_on=beijing_date(now())), proposal.latest
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.record_secrecy_review(
                db.session, version, reviewer_name=form.reviewer_name.data, leader_name=form.leader_name.data,
                reviewed_on=form.reviewed_on.data, may_publish=form.result.data == "yes", note=form.note.data, actor=person(),
                now=at,
            )
        if not form.errors:
            flash(_("已经记录保密审查结论。"))
            return redirect(url_for("proposals.overview", number=proposal.number))
    return render_template("proposals/secrecy_review.html", proposal=proposal, version=version, form=form, groups=GROUPS,
                           rule=clause(actions.rules.REVIEW_CLAUSE)), form.status


@bp.route("/desk/proposals/<number>/withdraw", methods=["GET", "POST"])
@allow("proposal.edit", load_proposal)
def withdraw(proposal: Proposal):
    """Take a proposal back, with the reason its readers will see."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.withdraw_proposal(db.session, proposal, form.reason.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已经撤回。"))
            return redirect(url_for("proposals.overview", number=proposal.number))
    return render_template("proposals/withdraw.html", proposal=proposal, form=form), form.status

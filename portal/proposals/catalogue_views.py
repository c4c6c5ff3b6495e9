"""Views: the catalogue of business forms, which the office edits."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.errors import EditedMeanwhile
from portal.extensions import db
from portal.forms import refusals_on
from portal.proposals import actions
from portal.proposals.forms import BusinessFormForm
from portal.proposals.models import BusinessForm
from portal.proposals.queries import catalogue
from portal.proposals.views import bp
from portal.rulebook.book import clause
from portal.web import allow, person, write


@bp.get("/desk/business-forms")
@allow("catalogue.edit")
def business_forms():
    """The whole catalogue: tier, and whether each entry is 商业便民."""
    return render_template("proposals/business_forms.html", entries=catalogue(db.session), rule=clause(actions.FORMS_CLAUSE))


@bp.route("/desk/business-forms/new", methods=["GET", "POST"])
@allow("catalogue.edit")
def new_business_form():
    """Add an entry."""
    return _edit(None, BusinessFormForm(seen_revision=0))


@bp.route("/desk/business-forms/<int:entry_id>", methods=["GET", "POST"])
@allow("catalogue.edit", lambda entry_id: db.session.get(BusinessForm, entry_id))
def business_form(entry: BusinessForm):
    """Change an entry; that it is not 商业便民 takes a reason."""
    kind = "commercial" if entry.is_commercial else "not_commercial"
    return _edit(entry, BusinessFormForm(obj=entry, data={
        "seen_revision": entry.revision, "kind": kind, "reason": entry.not_commercial_reason}))


def _edit(entry: BusinessForm | None, form: BusinessFormForm):
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.save_form(
                db.session, entry, name=form.name.data, tier=form.tier.data, parent=form.parent.data or None,
                is_commercial=form.kind.data == "commercial", reason=form.reason.data or "", actor=person(), now=at,
                seen_revision=form.seen_revision.data,
            )
        if not form.errors:
            flash(_("已经保存。"))
            return redirect(url_for("proposals.business_forms"))
    if isinstance(form.refusal, EditedMeanwhile):
        form.seen_revision.raw_data = [str(entry.revision)]
    return render_template("proposals/business_form.html", entry=entry, form=form, rule=clause(actions.FORMS_CLAUSE)), form.status

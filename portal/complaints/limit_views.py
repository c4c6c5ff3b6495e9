"""View: the limits of every category, which the office sets."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.complaints.actions.limits import set_limits
from portal.complaints.forms import LimitsForm
from portal.complaints.models import CATEGORIES
from portal.complaints.queries.limits import limits
from portal.complaints.rules.limits import Limit
from portal.complaints.views import bp
from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.forms import refusals_on
from portal.web import allow, person, write

PARTS = ("accept", "handle", "extension")
MOST = 250  # working days: a year


@bp.route("/desk/complaints/limits", methods=["GET", "POST"])
@allow("complaint.limits")
def limits_page():
    """The limits now, and a form to change them; they are internal settings and printed as such."""
    form, typed = LimitsForm(), request.form
    current = limits(db.session)
    if form.validate_on_submit():
        with refusals_on(form):
            chosen = {category: _limit(category) for category in CATEGORIES}
            with write() as at:
                set_limits(db.session, chosen, actor=person(), now=at)
            flash(_("时限已保存。"))
            return redirect(url_for("complaints.limits_page"))
    return render_template("complaints/limits.html", form=form, current=current, categories=CATEGORIES, parts=PARTS,
                           typed=typed), form.status


def _limit(category: str) -> Limit:
    typed = [request.form.get(f"{category}_{part}", "") for part in PARTS]
    if not all(each.isascii() and each.isdigit() and int(each[:9]) <= MOST for each in typed):
        raise InvalidInput(N_("请填整数，签收和办结至少1个工作日。"))
    limit = Limit(*map(int, typed))
    if limit.accept < 1 or limit.handle < 1:
        raise InvalidInput(N_("请填整数，签收和办结至少1个工作日。"))
    return limit

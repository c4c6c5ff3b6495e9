"""Views: the boundaries the maps draw, and the place of a space."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.extensions import db
from portal.forms import refusals_on
from portal.places.actions import Brought, import_boundaries
from portal.places.forms import BoundaryForm
from portal.places.queries import atlas, boundary_files
from portal.web import allow, person, write

bp = Blueprint("places", __name__)


@bp.route("/desk/boundaries", methods=["GET", "POST"])
@allow("boundary.keep")
def boundaries():
    """The files the maps are drawn from, and a new one to take in."""
    form = BoundaryForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            taken = import_boundaries(db.session, current_app.extensions["storage"], _brought(form), actor=person(), now=at)
        if not form.errors:
            flash(_("已经导入，按 GCJ-02 换算成了 WGS-84。") if taken.datum == "gcj02" else _("已经导入。"))
            return redirect(url_for("places.boundaries"))
    return render_template("places/boundaries.html", form=form, files=boundary_files(db.session),
                           atlas=atlas(db.session)), form.status


def _brought(form: BoundaryForm) -> Brought:
    texts = {name: form[name].data for name in ("kind", "datum", "source", "approval_number", "is_sketch")}
    return Brought(form.file.data.read(), form.file.data.filename or "", **texts)


from portal.places import space_views  # noqa: E402, F401  (registers its view on bp)

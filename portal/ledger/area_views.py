"""Views: areas (片区)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.errors import N_, NotPermitted
from portal.extensions import db
from portal.forms import chinese_options, options, refusals_on
from portal.i18n import chinese
from portal.ledger.actions import change_area, define_area
from portal.ledger.desk_views import own_units
from portal.ledger.forms import AreaForm
from portal.ledger.models import Area
from portal.ledger.queries import areas
from portal.ledger.views import bp
from portal.web import allow, now, person, write


@bp.get("/desk/areas")
@allow("ledger.read")
def desk_areas():
    """Every area with its headquarters, streets and spaces."""
    return render_template("ledger/areas.html", areas=areas(db.session))


@bp.route("/desk/areas/new", methods=["GET", "POST"])
@allow("area.edit")
def new_area():
    """Define an area; a headquarters its own, the office any."""
    form, units = _form(revision=0)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            _check_own(form.headquarters.data)
            define_area(db.session, *_values(form, units), description=form.description.data, actor=person(), now=at)
        if not form.errors:
            flash(_("片区已经建好。"))
            return redirect(url_for("ledger.desk_areas"))
    return render_template("ledger/area.html", form=form, area=None), form.status


@bp.route("/desk/areas/<int:area_id>", methods=["GET", "POST"])
@allow("area.edit", lambda area_id: db.session.get(Area, area_id))
def edit_area(area: Area):
    """Change an area."""
    form, units = _form(obj=area, headquarters=area.headquarters_id, streets=[each.id for each in area.streets])
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            _check_own(form.headquarters.data)
            change_area(db.session, area, *_values(form, units), description=form.description.data,
                        seen_revision=form.revision.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("ledger.desk_areas"))
    return render_template("ledger/area.html", form=form, area=area), form.status


def _form(obj=None, **typed):
    units = units_on(db.session, beijing_date(now()))
    form = AreaForm(data={name: getattr(obj, name) for name in ("revision", "name", "description")} | typed if obj else typed)
    headquarters = [each for each in units if each.kind == "headquarters"]
    form.headquarters.choices = chinese_options((each.id, each.name) for each in headquarters)
    form.streets.choices = options((each.id, chinese(each.street)) for each in units if each.street)
    return form, {each.id: each for each in units}


def _values(form: AreaForm, units):
    return form.name.data, units[form.headquarters.data], [units[each] for each in form.streets.data]


def _check_own(headquarters_id: int) -> None:
    own = own_units()
    if own is not None and headquarters_id not in own:
        raise NotPermitted(N_("只能建立和修改本指挥部的片区。"), field="headquarters")

"""Views: telling where a space lies, by a click on the map or by typed degrees."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.errors import N_
from portal.extensions import db
from portal.forms import refusals_on
from portal.i18n import say
from portal.ledger.degrees import read_place
from portal.ledger.models import Space
from portal.ledger.queries import values_of
from portal.ledger.views import space_of
from portal.pages.drawing import draw
from portal.pages.leaflet import is_zoomable
from portal.places.actions import place_space
from portal.places.forms import PlaceForm
from portal.places.queries import atlas
from portal.places.views import bp
from portal.web import allow, person, write

ELSEWHERE = N_("位置已保存。这个点落在%(there)s，台账上写的街道不是这里，请核对。")


@bp.route("/desk/ledger/spaces/<number>/place", methods=["GET", "POST"])
@allow("ledger.edit", space_of)
def place(space: Space):
    """The map of the space's streets; a click fills in the degrees."""
    texts = values_of(space).texts()
    form = PlaceForm(data={"revision": space.revision, "longitude": texts["longitude"], "latitude": texts["latitude"]})
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            point = read_place(form.longitude.data or "", form.latitude.data or "")
            there = place_space(db.session, space, point, seen_revision=form.revision.data, actor=person(), now=at)
        if not form.errors:
            flash(say(ELSEWHERE, there="、".join(there)) if there else _("位置已保存。"), "caution" if there else "message")
            return redirect(url_for("ledger.desk_space", number=space.number))
    known, street = atlas(db.session), space.streets[0].street
    return render_template("places/space.html", form=form, space=space, atlas=known, street=street,
                           drawing=draw(known, known.street(street), []), zoomable=is_zoomable()), form.status

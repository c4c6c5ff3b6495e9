"""Views: the map with its list, the outlines it is drawn from, and the map program itself."""

from flask import abort, current_app, jsonify, render_template, request, send_from_directory

from portal.extensions import db
from portal.pages.drawing import draw
from portal.pages.filters import filters
from portal.pages.leaflet import FILES, FOLDER, is_zoomable
from portal.pages.queries.map import UNPROPOSED, entries
from portal.pages.views import bp
from portal.permissions import EVERYONE
from portal.places.queries import atlas
from portal.places.shapes import kept
from portal.proposals.rules import STATES
from portal.rulebook.book import current_book
from portal.web import allow, now

DAY = 24 * 3600


@bp.get("/map")
@allow(EVERYONE)
def show_map():
    """Proposals and spaces by place: one list, and the same places on a map beside it."""
    found = filters((*STATES, UNPROPOSED))
    shown, is_cut = entries(db.session, found.wanted, now())
    return render_template("pages/map.html", filters=found, entries=shown, is_cut=is_cut, states=(*STATES, UNPROPOSED),
                           drawing=draw(found.atlas, found.shape, shown), types=current_book().catalogue.types,
                           zoomable=is_zoomable())


@bp.get("/map/boundaries.geojson")
@allow(EVERYONE)
def boundaries():
    """The outlines of the streets, for the zoomable map and for finding one's own street without telling anybody where one is."""
    known = atlas(db.session)
    features = [{"type": "Feature", "properties": {"name": each.name}, "geometry": kept(each.drawn)} for each in known.streets]
    answer = jsonify(type="FeatureCollection", features=features)
    answer.set_etag(f"b{known.version}")
    answer.cache_control.max_age = DAY if known.streets else 0
    return answer.make_conditional(request)


@bp.get("/vendor/<name>")
@allow(EVERYONE)
def vendor(name: str):
    """The map program, as npm installed it; the site works without it."""
    if name not in FILES:
        abort(404)
    return send_from_directory(FOLDER, name, max_age=current_app.get_send_file_max_age(name))

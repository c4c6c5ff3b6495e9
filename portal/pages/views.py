"""Views: the public site's own pages."""

from dataclasses import asdict
from urllib.parse import quote, unquote

from flask import Blueprint, redirect, render_template, request, url_for

from portal.clock import beijing_date
from portal.display import reading
from portal.extensions import db
from portal.pages.forms import DisplayForm
from portal.pages.queries.listing import open_now, street_names
from portal.pages.queries.outcome import recent_decisions, recent_verdicts
from portal.permissions import EVERYONE
from portal.reading import ALLOWED
from portal.web import allow, now, own_address, remember

bp = Blueprint("pages", __name__)

STREET_KEPT = "street"  # the cookie
LONGEST = 30


@bp.get("/")
@allow(EVERYONE)
def home():
    """What is open now, near the reader first, what was decided, what people's words changed, and where to go."""
    streets = street_names(db.session, beijing_date(now()))
    kept = unquote(request.cookies.get(STREET_KEPT, ""))
    street = kept if kept in streets else ""
    near, elsewhere = open_now(db.session, now(), street)
    return render_template("pages/home.html", street=street, streets=tuple(streets), near=near, elsewhere=elsewhere,
                           decisions=recent_decisions(db.session), verdicts=recent_verdicts(db.session))


@bp.get("/near")
@allow(EVERYONE)
def near():
    """Remember the street somebody lives in, in this browser alone (none: forget it), and go back to the first page."""
    return remember(redirect(url_for("pages.home")), STREET_KEPT, quote(request.args.get("street", "")[:LONGEST]))


@bp.get("/display")
@allow(EVERYONE)
def display():
    """The choices of type, colours and layout; what is chosen is remembered, and leads back to the page it was chosen on."""
    if not request.args.keys() & ALLOWED.keys():
        form = DisplayForm(meta={"csrf": False}, data={**asdict(reading()), "next": request.args.get("next", "/")})
        return render_template("pages/display.html", form=form)
    chosen = reading().but(request.args)
    return remember(redirect(own_address(request.args.get("next", "").rstrip("?"))), "display", chosen.cookie)


@bp.get("/help")
@allow(EVERYONE)
def help():
    """How to take part, in four steps."""
    return render_template("pages/help.html")


@bp.get("/privacy")
@allow(EVERYONE)
def privacy():
    """What personal data is asked for, why, how long it is kept (个人信息保护法 17条)."""
    return render_template("pages/privacy.html")


@bp.get("/accessibility")
@allow(EVERYONE)
def accessibility():
    """What the site does for readers with disabilities and elders, and whom to tell when it fails."""
    return render_template("pages/accessibility.html")


from portal.pages import (  # noqa: E402, F401  (they register their views on bp)
    day_views,
    map_views,
    offline_views,
    outcome_views,
    search_views,
    style_views,
)

"""Views: the public site's own pages."""

from dataclasses import asdict

from flask import Blueprint, redirect, render_template, request

from portal.display import reading
from portal.extensions import db
from portal.pages.forms import DisplayForm
from portal.pages.queries.listing import open_now
from portal.pages.queries.outcome import recent_verdicts
from portal.permissions import EVERYONE
from portal.reading import ALLOWED
from portal.web import allow, now, own_address, remember

bp = Blueprint("pages", __name__)


@bp.get("/")
@allow(EVERYONE)
def home():
    """What is open now, what people's words changed, and where to go."""
    return render_template("pages/home.html", proposals=open_now(db.session, now()), verdicts=recent_verdicts(db.session))


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


from portal.pages import day_views, offline_views, outcome_views, style_views  # noqa: E402, F401  (registers its views on bp)

"""The staff day: what is due, and where to do it."""

from flask import redirect, render_template, request, url_for

from portal.clock import beijing_date
from portal.extensions import db
from portal.pages.queries.day import day_of
from portal.pages.views import bp
from portal.web import actor, allow, now, remember


@bp.get("/desk")
@allow("desk.open")
def desk():
    """What waits for this person today, each number leading to the rows it counts."""
    return render_template("pages/desk.html", day=day_of(db.session, actor(), now()), today=beijing_date(now()))


@bp.get("/desk/keys")
@allow("desk.open")
def keys():
    """The keyboard shortcuts; `?on=0` turns them off on this machine and `?on=1` on again (WCAG 2.1.4)."""
    if request.args.get("on") not in ("0", "1"):
        return render_template("pages/keys.html")
    return remember(redirect(url_for("pages.keys")), "keys", request.args["on"])

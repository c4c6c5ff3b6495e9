"""The staff day: what is due, and where to do it."""

from flask import current_app, redirect, render_template, request, url_for

from portal.clock import beijing_date
from portal.extensions import db
from portal.meetings.rules.year import PLANS
from portal.pages.queries.ahead import ahead
from portal.pages.queries.day import day_of
from portal.pages.views import bp
from portal.rulebook.book import clause
from portal.web import actor, allow, now, remember


@bp.get("/desk")
@allow("desk.open")
def desk():
    """What waits for this person today, each number leading to the rows it counts."""
    day = day_of(db.session, actor(), now())
    inclusive = current_app.extensions["settings"].papers_due_inclusive
    return render_template("pages/desk.html", day=day, today=beijing_date(now()), rule=clause(PLANS),
                           dates=ahead(db.session, actor(), day, now(), inclusive=inclusive))


@bp.get("/desk/keys")
@allow("desk.open")
def keys():
    """The keyboard shortcuts; `?on=0` turns them off on this machine and `?on=1` on again (WCAG 2.1.4)."""
    if request.args.get("on") not in ("0", "1"):
        return render_template("pages/keys.html")
    return remember(redirect(url_for("pages.keys")), "keys", request.args["on"])

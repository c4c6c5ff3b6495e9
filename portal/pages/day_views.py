"""The staff day: what is due, and where to do it."""

from flask import render_template

from portal.clock import beijing_date
from portal.extensions import db
from portal.pages.queries.day import day_of
from portal.pages.views import bp
from portal.web import actor, allow, now


@bp.get("/desk")
@allow("desk.open")
def desk():
    """What waits for this person today, each number leading to the rows it counts."""
    return render_template("pages/desk.html", day=day_of(db.session, actor(), now()), today=beijing_date(now()))

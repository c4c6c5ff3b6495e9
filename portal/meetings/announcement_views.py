"""Views: the announcement of what became of people's words (意见采纳情况公告), for everybody."""

from flask import render_template

from portal.extensions import db
from portal.meetings.queries.announced import announced
from portal.meetings.views import bp
from portal.permissions import EVERYONE
from portal.web import allow


@bp.get("/proposals/<number>/announcement")
@allow(EVERYONE, lambda number: announced(db.session, number))
def announcement(found):
    """The announcement as it was made from the report that went to the meeting, or that it is being made."""
    return render_template("meetings/announcement.html", found=found, paper=found.paper)

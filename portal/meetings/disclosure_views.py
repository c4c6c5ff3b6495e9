"""Views: what the public was told of a matter reported to the district government, and when."""

from flask import render_template

from portal.extensions import db
from portal.meetings.queries.disclosure import disclose_by, disclosed
from portal.meetings.views import bp
from portal.permissions import EVERYONE
from portal.web import allow


@bp.get("/proposals/<number>/disclosure")
@allow(EVERYONE, lambda number: disclosed(db.session, number))
def disclosure(decision):
    """The pre-disclosure, the deadline of three working days, when it was met, and the explanation."""
    return render_template("meetings/disclosure.html", decision=decision, told=decision.disclosure,
                           title=decision.item.version.title, deadline=disclose_by(db.session, decision))

"""Views: asking a unit to look at a space people complain of again and again."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from portal.complaints.actions.spots import ask_to_look
from portal.complaints.figure_views import period, this_month
from portal.complaints.queries.figures import cases
from portal.complaints.rules.figures import hot_spots
from portal.complaints.views import bp
from portal.errors import N_, Missing
from portal.extensions import db
from portal.ledger.queries import space_by_number
from portal.web import actor, allow, person, refusal_told, write


@bp.post("/desk/complaints/spots/<space_number>")
@allow("complaint.dispatch")
def ask_about(space_number: str):
    """Ask the unit that answers for the space to go and look, or to bring it back to the meeting."""
    when = request.form.get("when") or this_month()
    spot = next((each for each in hot_spots(cases(db.session, actor(), *period(when))) if each.number == space_number), None)
    if spot is None:
        raise Missing(N_("没有这个空间，可能数据刚刚有了变化。请回到统计页面重新点开。"))
    with refusal_told():
        with write() as at:
            ask_to_look(db.session, space_by_number(db.session, space_number), when, len(spot.cases), actor=person(), now=at)
        flash(_("已经请提请部门去现场检查。同一个月只提醒一次。"))
    return redirect(url_for("complaints.figures_page", when=when, by="space"))

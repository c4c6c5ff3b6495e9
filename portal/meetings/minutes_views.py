"""Views: the minutes of a meeting, and the papers made for it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.extensions import db
from portal.forms import refusals_on
from portal.jobs.actions import enqueue
from portal.meetings import documents
from portal.meetings.actions import sign_minutes, write_minutes
from portal.meetings.actions.minutes import FIELDS
from portal.meetings.queries.items import item as item_by_id
from portal.meetings.queries.items import meeting as meeting_by_id
from portal.meetings.queries.year import minutes_of
from portal.meetings.views import bp
from portal.meetings.year_forms import MinutesForm
from portal.press.serve import send_paper
from portal.reports.actions import read_report
from portal.reports.summary import compose
from portal.web import allow, now, person, write


def _meeting(meeting_id: int, **_rest):
    return meeting_by_id(db.session, meeting_id)


def _item(item_id: int, **_rest):
    return item_by_id(db.session, item_id)


@bp.route("/desk/meetings/<int:meeting_id>/minutes", methods=["GET", "POST"])
@allow("minutes.write", _meeting)
def minutes(meeting):
    """Write the minutes beside the decisions they are made of."""
    kept = minutes_of(db.session, meeting)
    form = MinutesForm(obj=kept, seen=kept.revision if kept else 0)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            write_minutes(db.session, meeting, {name: form[name].data or "" for name in FIELDS}, seen_revision=form.seen.data,
                          actor=person(), now=at)
        if not form.errors:
            flash(_("已保存纪要。"))
            return redirect(url_for("meetings.minutes", meeting_id=meeting.id))
    return render_template("meetings/minutes.html", meeting=meeting, kept=kept, form=form), form.status


@bp.post("/desk/meetings/<int:meeting_id>/minutes/signature")
@allow("minutes.write", _meeting)
def sign(meeting):
    """Sign the minutes off."""
    form = MinutesForm(formdata=None, obj=minutes_of(db.session, meeting))
    with refusals_on(form), write() as at:
        sign_minutes(db.session, meeting, actor=person(), now=at)
    if form.errors:
        kept = minutes_of(db.session, meeting)
        return render_template("meetings/minutes.html", meeting=meeting, kept=kept, form=form), form.status
    flash(_("纪要已定稿。"))
    return redirect(url_for("meetings.minutes", meeting_id=meeting.id))


@bp.get("/desk/meetings/<int:meeting_id>/<any(agenda, minutes):paper>.<any(docx, pdf):kind>")
@allow("meeting.read", _meeting)
def paper(meeting):
    """The agenda or the minutes as a file."""
    asked = request.view_args
    if asked["paper"] == "agenda":
        made = documents.agenda(meeting)
    else:
        made = documents.minutes(meeting, minutes_of(db.session, meeting))
    return send_paper(made, asked["kind"], now(), made.title)


@bp.get("/desk/agenda/<int:item_id>/report.<any(docx, pdf, xlsx):kind>")
@allow("agenda.read", _item)
def item_report(item):
    """The frozen report that came with an item, for everybody who must read it."""
    kept = read_report(current_app.extensions["storage"], item.report)
    return send_paper(compose(kept), request.view_args["kind"], item.report.cut_off_at,
                      f"{item.proposal.number}征求意见情况汇总表")


@bp.get("/desk/meetings/<int:meeting_id>/units/<int:unit_id>.<any(docx, pdf):kind>")
@allow("meeting.read", _meeting)
def unit_sheet(meeting):
    """One participating unit's sheet as a file."""
    unit = db.get_or_404(Unit, request.view_args["unit_id"])
    return send_paper(documents.sheet(meeting, unit), request.view_args["kind"], now(), f"{meeting.title}（{unit.name}）")


@bp.post("/desk/meetings/<int:meeting_id>/folder")
@allow("agenda.receive", _meeting)
def folder(meeting):
    """Ask for everything the meeting reads in one file; it is put together in the background."""
    with write() as at:
        wanted = enqueue(db.session, "meetings.folder", owner=person(), key=f"folder-{meeting.id}", now=at, meeting=meeting.id)
    return redirect(url_for("jobs.show", job_id=wanted.id))

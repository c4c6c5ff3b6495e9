"""Views: calendars to subscribe to."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.queries import actor_of
from portal.clock import beijing_date
from portal.errors import N_, Missing
from portal.extensions import db
from portal.meetings.actions.feeds import make_key
from portal.meetings.feeds import Entry, calendar_file
from portal.meetings.queries import dates
from portal.meetings.rules.year import papers_due
from portal.meetings.views import bp, due_is_inclusive
from portal.permissions import EVERYONE, may, units_for
from portal.web import allow, now, person, write


@bp.get("/calendar.ics")
@allow(EVERYONE)
def public_calendar():
    """Until when people can speak, for every calendar."""
    return calendar("西城区腾退空间再利用意见征集", closings())


@bp.get("/feeds/<key>.ics")
@allow(EVERYONE)
def own_calendar(key: str):
    """What waits for the person who holds this secret address: nothing beyond what they may open at their desk."""
    owner = dates.owner_of(db.session, key)
    if owner is None:
        raise Missing(N_("这个日历地址已经失效。请登录后在“我的日历”里重新取一个。"))
    asker = actor_of(db.session, owner, now())
    entries = closings() + _letters(owner, asker)
    if may(asker, "meeting.read"):
        entries += _meetings() + _deadlines() + _resolutions(asker)
    return calendar("西城区腾退空间再利用工作日历", entries)


@bp.route("/desk/feeds", methods=["GET"])
@allow("desk.open")
def feeds():
    """The addresses of the calendars."""
    return render_template("meetings/feeds.html", key=dates.key_of(db.session, person()))


@bp.post("/desk/feeds")
@allow("desk.open")
def renew_feed():
    """A new address for one's own calendar; the one before ends."""
    with write() as at:
        make_key(db.session, person(), now=at)
    flash(_("新的日历地址已经生成，旧地址不再有效。"))
    return redirect(url_for("meetings.feeds"))


def closings(**which) -> list[Entry]:
    """The closings of public rounds; `which` as dates.public_rounds takes it."""
    return [Entry(f"round-{each.id}", _("截止提意见：%(title)s", title=each.version.title),
                  url_for("proposals.public_proposal", number=each.consultation.proposal.number, _external=True),
                  until=each.closes_at) for each in dates.public_rounds(db.session, now(), **which)]


def _meetings() -> list[Entry]:
    return [Entry(f"meeting-{each.id}", each.title, url_for("meetings.show_meeting", meeting_id=each.id, _external=True),
                  day=each.held_on) for each in dates.meetings_since(db.session, now())]


def _deadlines() -> list[Entry]:
    return [Entry(f"papers-{year}-{month}", _("报送%(month)s月联席会议材料", month=month),
                  url_for("meetings.meetings", _external=True), until=papers_due(year, month, inclusive=due_is_inclusive()))
            for year, month in dates.months_ahead(beijing_date(now()))]


def _letters(owner, asker) -> list[Entry]:
    return [Entry(f"letter-{each.id}", _("答复征求意见函：%(title)s", title=each.round.version.title),
                  url_for("opinions.answer", request_id=each.id, _external=True), until=each.due_at)
            for each in dates.letters_due(db.session, owner.id, units_for(asker, "request.answer"))]


def _resolutions(asker) -> list[Entry]:
    return [Entry(f"resolution-{each.id}", _("办结议定事项：%(task)s", task=each.task),
                  url_for("meetings.resolution", resolution_id=each.id, _external=True), day=each.due_on)
            for each in dates.resolutions_due(db.session, units_for(asker, "resolution.report"))]


def calendar(name: str, entries: list[Entry]) -> Response:
    """A calendar of that name, as browsers and calendar programs fetch it."""
    response = Response(calendar_file(name, entries, now(), request.host), mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, max-age=900"
    return response

"""Views: the outbox for the office: what failed and why, and what waits."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import journal
from portal.errors import N_, Refusal
from portal.extensions import db
from portal.outbox import Message
from portal.outreach import queries
from portal.outreach.actions import mark_told, send_again
from portal.outreach.texts import text_message
from portal.web import allow, person, refusal_told, write

bp = Blueprint("outreach", __name__)


def _message(message_id: int) -> Message | None:
    return db.session.get(Message, message_id)


@bp.get("/desk/outbox")
@allow("outbox.read")
def outbox():
    """What did not go out and why, or what still waits."""
    state = "waiting" if request.args.get("state") == "waiting" else "failed"
    lines = queries.outbox_lines(db.session, state, after=request.args.get("after", 0, type=int))
    more = lines[-1].id if len(lines) == queries.PAGE else None
    return render_template("outreach/outbox.html", state=state, lines=lines, more=more, counts=queries.outbox_counts(db.session),
                           most=queries.MOST_COUNTED)


@bp.post("/desk/outbox/<int:message_id>/again")
@allow("outbox.read", _message)
def again(message: Message):
    """Send it once more."""
    return _decided(message, send_again, _("会再发一次。"))


@bp.post("/desk/outbox/<int:message_id>/told")
@allow("outbox.read", _message)
def told(message: Message):
    """Somebody called, or sent an SMS."""
    return _decided(message, mark_told, _("已记下：另行告知了。"))


@bp.post("/desk/outbox/<int:message_id>/open")
@allow("outbox.read", _message)
def open_message(message: Message):
    """A telephone number and what to say to it, opened deliberately: who opened it and when is journalled."""
    if message.failure != "phone" or not message.address:
        raise Refusal(N_("这条通知不需要打电话或者发短信。"))
    with write() as now:
        journal.record(db.session, "contact.read", message, actor=person(), now=now)
        number, params = message.address, message.params | {"secret": message.secret}
    words = text_message(message.kind, params, site=current_app.extensions["settings"].site_address)
    answer = make_response(render_template("outreach/message.html", message=message, number=number, words=words))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _decided(message: Message, action, done: str):
    with refusal_told():
        with write() as now:
            action(db.session, message, actor=person(), now=now)
        flash(done)
    return redirect(url_for("outreach.outbox"))

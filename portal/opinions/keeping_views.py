"""Views of the reply texts a unit keeps."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.extensions import db
from portal.forms import refusals_on
from portal.opinions.actions.replies import drop_reply, keep_reply
from portal.opinions.desk_forms import ReplyTextForm
from portal.opinions.models import ReplyText
from portal.opinions.queries.lookup import reply_texts_of
from portal.opinions.views import bp
from portal.permissions import units_for
from portal.web import actor, allow, person, write


def _unit_id() -> int:
    """The unit whose texts the person keeps: one's own."""
    return min(units_for(actor(), "reply_text.keep"))


@bp.route("/desk/reply-texts", methods=["GET", "POST"])
@allow("reply_text.list")
def reply_texts():
    """The unit's reply texts, and a form for one more."""
    form = ReplyTextForm()
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                keep_reply(db.session, unit_id=_unit_id(), title=form.title.data or "", text=form.text.data or "", actor=person(),
                           now=at)
            flash(_("已经保存，写理由时可以插入。"))
            return redirect(url_for("opinions.reply_texts"))
    return _shown(form)


def _shown(form: ReplyTextForm, edited: ReplyText | None = None):
    kept = reply_texts_of(db.session, _unit_id())
    return render_template("opinions/reply_texts.html", kept=kept, form=form, edited=edited), form.status


def load_reply(reply_id: int) -> ReplyText | None:
    """The reply text a page is about."""
    return db.session.get(ReplyText, reply_id)


@bp.route("/desk/reply-texts/<int:reply_id>", methods=["GET", "POST"])
@allow("reply_text.keep", load_reply)
def reply_text(reply: ReplyText):
    """Change a reply text, or let it go."""
    form = ReplyTextForm(obj=reply)
    if "drop" in request.form:
        with write() as at:
            drop_reply(db.session, reply, actor=person(), now=at)
        flash(_("已经删去。用它写过的理由不受影响。"))
        return redirect(url_for("opinions.reply_texts"))
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                keep_reply(db.session, unit_id=reply.unit_id, title=form.title.data or "", text=form.text.data or "", reply=reply,
                           seen_revision=form.revision.data or 0, actor=person(), now=at)
            flash(_("已经保存。"))
            return redirect(url_for("opinions.reply_texts"))
        form.revision.data = reply.revision
    return _shown(form, reply)

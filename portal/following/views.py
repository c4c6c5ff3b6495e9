"""Views: following something without an account, and the page behind the links of the mails."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.errors import N_, Missing
from portal.extensions import csrf, db
from portal.following.actions import following as actions
from portal.following.forms import FollowForm, PaceForm
from portal.following.models import Follower
from portal.following.queries.lookup import by_link
from portal.following.subjects import chosen, named
from portal.forms import refusals_on
from portal.opinions.views import key, shown
from portal.permissions import EVERYONE
from portal.web import allow, now, write

bp = Blueprint("following", __name__)
GONE = N_("这个链接已经失效：可能已经停止跟踪，也可能三天内没有确认。您的地址已经从这里删除。要重新跟踪，请打开“跟踪与订阅”。")


@bp.get("/follow")
@allow(EVERYONE)
def follow():
    """What can be followed, by mail and by feeds and calendars."""
    return render_template("following/follow.html", streets=subdistricts(db.session, beijing_date(now())))


@bp.route("/follow/new", methods=["GET", "POST"])
@allow(EVERYONE)
def new():
    """Follow what the address names; the owner of the address is asked by mail."""
    found = chosen()
    if found is None:
        return redirect(url_for("following.follow"))
    form = FollowForm()
    is_circle = found.kind == "circle"
    form.offer(is_circle=is_circle)
    if form.validate_on_submit():
        with refusals_on(form):
            form.number(key(), now())
            subject = replace(found.subject, radius=form.radius.data) if is_circle else found.subject
            with write() as at:
                actions.ask_to_follow(db.session, subject, form.address.data, form.pace.data, now=at)
            return redirect(url_for("following.sent", by="mail" if "@" in form.address.data else "message"))
    return _private(*shown("following/new.html", form, found=found))


@bp.get("/follow/sent")
@allow(EVERYONE)
def sent():
    """What happens next; the same whoever the address belongs to."""
    return render_template("following/sent.html", by_mail=request.args.get("by") != "message")


@bp.get("/follows/<secret>")
@allow(EVERYONE)
def manage(secret: str):
    """What the receiver of a mail follows: confirm it, stop it, be told at another time."""
    return _page(secret, _follower(secret))


@bp.post("/follows/<secret>/confirm")
@allow(EVERYONE)
def confirm(secret: str):
    """Say that the address is one's own and the mails are wanted."""
    follower = _follower(secret)
    with write() as at:
        begun = actions.confirm(db.session, follower, _only(), now=at)
    flash(_("已经开始跟踪。") if begun else _("这件事您已经在跟踪了。"))
    return redirect(url_for("following.manage", secret=secret))


@bp.post("/follows/<secret>/pace")
@allow(EVERYONE)
def pace(secret: str):
    """Be told at once, once a day or once a week."""
    follower, form = _follower(secret), PaceForm()
    form.offer()
    if form.validate_on_submit():
        with write() as at:
            actions.change_pace(db.session, follower, form.pace.data, now=at)
        flash(_("已经改好。"))
        return redirect(url_for("following.manage", secret=secret))
    return _page(secret, follower, form)


@bp.get("/follows/<secret>/stop")
@allow(EVERYONE)
def ask_to_stop(secret: str):
    """The link at the head of a mail, opened by a person: one button."""
    follower = _follower(secret)
    only = set(_only())
    return _private(render_template("following/stop.html", secret=secret, named=named,
                                    follows=[each for each in follower.follows if each.id in only] or follower.follows))


@bp.post("/follows/<secret>/stop")
@csrf.exempt  # the secret in the address is what allows it; mail programs bring no cookie (RFC 8058)
@allow(EVERYONE)
def stop(secret: str):
    """Stop what `only` names, or everything; a mail program does it with one click. Stopping twice is stopping."""
    follower = by_link(db.session, secret)
    if follower is not None:
        with write() as at:
            actions.stop(db.session, follower, _only() or [each.id for each in follower.follows], now=at)
    left = follower is not None and bool(follower.follows)
    return _private(render_template("following/stopped.html", secret=secret if left else None))


def _follower(secret: str) -> Follower:
    found = by_link(db.session, secret)
    if found is None:
        raise Missing(GONE)
    return found


def _only() -> Iterable[int]:
    """The follows a form or a link names."""
    return [int(each) for each in request.values.get("only", "").split(".") if each.isascii() and each.isdigit()]


def _page(secret: str, follower: Follower, form: PaceForm | None = None) -> Response:
    active = [each for each in follower.follows if each.confirmed_at]
    form = form or PaceForm(formdata=None, pace=active[0].pace if active else None)
    form.offer()
    return _private(render_template("following/manage.html", secret=secret, form=form, named=named, active=active,
                                    unconfirmed=[each for each in follower.follows if not each.confirmed_at]), form.status)


def _private(page: str, status: int = 200) -> Response:
    """A page that is kept nowhere and found by nobody else."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


from portal.following import feed_views  # noqa: E402, F401  (registers its views on bp)

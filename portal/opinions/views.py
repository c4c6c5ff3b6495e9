"""Views of the public: saying something, the receipt and what became of it."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing
from portal.extensions import db
from portal.files.visibility import register
from portal.opinions import actions
from portal.opinions.forms import ReceiptForm, TokenForm
from portal.opinions.models import Opinion
from portal.opinions.queries.lookup import by_receipt, opinions_of
from portal.permissions import EVERYONE, SIGNED_IN
from portal.receipts import typed_receipt
from portal.web import allow, now, person, write

bp = Blueprint("opinions", __name__)
register(Opinion, "opinion.read")


def key() -> str:
    """The key form tokens are signed with."""
    return current_app.config["SECRET_KEY"]


def shown(template: str, form: TokenForm, **values):
    """A form page; it gets a new token when it is opened and when the old one is used up."""
    if request.method == "GET" or form.needs_renewal:
        form.renew(key(), now())
    return render_template(template, form=form, **values), form.status


@bp.route("/receipts", methods=["GET", "POST"])
@allow(EVERYONE)
def receipts():
    """Look an opinion up by its receipt; whoever guesses is always told the same."""
    form = ReceiptForm()
    if form.validate_on_submit():
        typed = typed_receipt(form.receipt.data)
        if by_receipt(db.session, typed):
            return redirect(url_for("opinions.receipt", receipt=typed))
        form.receipt.errors = [_("没有找到这个回执编号。请对照回执再输一遍；投诉的回执请到“投诉举报”里查。")]
    return render_template("opinions/receipts.html", form=form), form.status


def _by_receipt(receipt: str) -> Opinion:
    opinion = by_receipt(db.session, typed_receipt(receipt))
    if opinion is None:
        raise Missing(N_("没有找到这个回执编号。请对照回执再输一遍。"))
    return opinion


@bp.get("/receipts/<receipt>")
@allow(EVERYONE)
def receipt(receipt: str):
    """What was said and what became of it, for whoever holds the receipt."""
    opinion = _by_receipt(receipt)
    answer = current_app.make_response(render_template(
        "opinions/receipt.html", opinion=opinion, version=opinion.round.version, proposal=opinion.consultation.proposal,
        is_new="given" in request.args, can_withdraw=_can_withdraw(opinion)))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _can_withdraw(opinion: Opinion) -> bool:
    return opinion.withdrawn_at is None and not opinion.is_reply and now() < opinion.round.closes_at


@bp.post("/receipts/<receipt>/withdraw")
@allow(EVERYONE)
def withdraw(receipt: str):
    """Withdraw one's own opinion, until the closing."""
    opinion = _by_receipt(receipt)
    if opinion.is_reply:
        raise Missing(N_("没有找到这个回执编号。请对照回执再输一遍。"))
    with write() as at:
        actions.withdraw(db.session, opinion, now=at, actor=person())
    flash(_("已经撤回。您留下的联系方式也已经删除。"))
    return redirect(url_for("opinions.receipt", receipt=opinion.receipt))


@bp.get("/my/opinions")
@allow(SIGNED_IN)
def mine():
    """What the signed-in person has said."""
    return render_template("opinions/mine.html", opinions=opinions_of(db.session, person()))


from portal.opinions import (  # noqa: E402, F401  (register their views on bp)
    bulk_views,
    bundle_views,
    desk_views,
    entry_views,
    form_views,
    grouping_views,
    keeping_views,
    paper_views,
    redact_views,
    register_views,
    reply_views,
    sheet_views,
    speak_views,
    split_views,
    step_views,
    suggestion_views,
    theme_views,
    work_views,
)

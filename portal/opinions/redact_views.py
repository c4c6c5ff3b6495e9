"""Views: what is hidden in the copy of an opinion for publication, passage by passage; and the copy itself."""

import re

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.forms import Form, refusals_on
from portal.opinions.actions import confirm_redactions
from portal.opinions.desk_views import load_opinion
from portal.opinions.models import Opinion
from portal.opinions.queries.redaction import proposed, public_text
from portal.opinions.redacting import Decision, Proposed, occurrences
from portal.opinions.rules import REDACTIONS
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.text import clean
from portal.web import allow, person, write
from portal.words import word

_PASSAGE = re.compile(r"(\d{1,5})-(\d{1,5})-([a-z_]{1,20})")
bp.add_app_template_filter(public_text)
bp.add_app_template_filter(proposed)


class RedactForm(Form):
    """The choices are named after the passages, see `_decisions`."""


@bp.route("/desk/opinions/<int:opinion_id>/redactions", methods=["GET", "POST"])
@allow("opinion.handle", load_opinion)
def redact(opinion: Opinion):
    """Every passage found, to be confirmed or let stand with a reason; any other words can be added."""
    form = RedactForm()
    if form.validate_on_submit():
        with refusals_on(form):
            decisions = _decisions() + _added(opinion.text)
            with write() as at:
                confirm_redactions(db.session, opinion, decisions, actor=person(), now=at)
            undoable(opinion.consultation, at, _("已经记下第%(number)s号意见哪些内容隐去。", number=opinion.number))
            return redirect(url_for("opinions.redact", opinion_id=opinion.id))
    found = [_as_typed(each) for each in proposed(opinion)]
    return render_template("opinions/redact.html", opinion=opinion, consultation=opinion.consultation, form=form,
                           kinds=REDACTIONS, found=found), form.status


def _name(found: Proposed | Decision) -> str:
    return f"{found.start}-{found.end}-{found.kind}"


def _as_typed(found: Proposed) -> dict:
    """A passage with what was chosen about it: on this page just now, or before."""
    name, decided = _name(found), found.decision
    before = ("hide" if decided.is_hidden else "keep", decided.reason) if decided else ("", "")
    how, reason = (request.form.get(f"{part}-{name}", value) for part, value in zip(("how", "reason"), before, strict=True))
    return {"name": name, "kind": found.kind, "words": found.words, "is_decided": bool(decided), "how": how, "reason": reason}


def _decisions() -> list[Decision]:
    """What was chosen about the passages shown. Raises InvalidInput for passages that are none."""
    return [_decision(name, how) for name in request.form.getlist("passages") if (how := request.form.get(f"how-{name}"))]


def _decision(name: str, how: str) -> Decision:
    match = _PASSAGE.fullmatch(name)
    if not match:
        raise InvalidInput(N_("标出的位置不在原文里，或者是空白。请刷新后重新标。"), field="words")
    kind, is_hidden = match[3], how == "hide"
    return Decision(int(match[1]), int(match[2]), kind, is_hidden, _reason(f"reason-{name}", kind, is_hidden))


def _reason(field: str, kind: str, is_hidden: bool) -> str:
    """The reason typed; what is hidden as personal data needs no other."""
    typed = clean(request.form.get(field, ""))
    return typed or (f"个人信息：{word('redaction', kind)}" if is_hidden and kind in REDACTIONS else "")


def _added(text: str) -> list[Decision]:
    """Words marked by hand: every place where they stand. Raises InvalidInput when they stand nowhere."""
    words = clean(request.form.get("words", ""))
    if not words:
        return []
    places = occurrences(text, words)
    if not places:
        raise InvalidInput(N_("原文里没有这几个字。请从原文照抄要隐去的内容。"), field="words")
    kind = request.form.get("kind", "")
    return [Decision(start, end, kind, True, _reason("reason", kind, True)) for start, end in places]

"""Views: splitting an opinion into points, sentence by sentence; a script lets a person mark any words instead."""

import re

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.forms import Form, refusals_on
from portal.opinions.actions import split_opinion
from portal.opinions.desk_views import load_opinion
from portal.opinions.models import Opinion
from portal.opinions.passages import Span, choices, chosen
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.web import allow, person, write

HOWS = ("new", "join", "none")
_PIECE = re.compile(r"(\d{1,5})-(\d{1,5})")


class SplitForm(Form):
    """The choices are named after the pieces of the text, see `_choices`."""


@bp.route("/desk/opinions/<int:opinion_id>/points", methods=["GET", "POST"])
@allow("opinion.handle", load_opinion)
def split(opinion: Opinion):
    """The text of an opinion in sentences, each of which begins a point, goes on with the one before, or belongs to none."""
    form = SplitForm()
    current = choices(opinion.text, [point.span for point in opinion.points])
    if form.validate_on_submit():
        with refusals_on(form):
            current = _choices()
            with write() as at:
                split_opinion(db.session, opinion, _spans(current), actor=person(), now=at)
            undoable(opinion.consultation, at, _("第%(number)s号意见现在有%(count)s个要点。", number=opinion.number,
                                                 count=len(opinion.points)))
            return redirect(url_for("opinions.show", opinion_id=opinion.id))
    points = sorted(opinion.points, key=lambda point: point.span)
    return render_template("opinions/split.html", opinion=opinion, consultation=opinion.consultation, form=form, hows=HOWS,
                           choices=current, points=points), form.status


def _spans(current: list[tuple[Span, str]]) -> list[Span]:
    """The passages asked for. Raises InvalidInput when every word was left out."""
    if "whole" in request.form:
        return []
    spans = chosen(current)
    if not spans:
        raise InvalidInput(N_("至少要留下一个要点。"), field="pieces")
    return spans


def _choices() -> list[tuple[Span, str]]:
    """What was chosen for each piece. Raises InvalidInput for pieces that are none."""
    found = [_PIECE.fullmatch(piece) for piece in request.form.getlist("pieces")]
    if not all(found):
        raise InvalidInput(N_("标出的要点不在原文里，或者是空白。请刷新后重新划分。"), field="pieces")
    asked = [request.form.get(f"how-{match[0]}", "join") for match in found]
    return [((int(match[1]), int(match[2])), how if how in HOWS else "join") for match, how in zip(found, asked, strict=True)]

"""Views: what proves that a notice stayed up, for everybody and on the desk; and the decision where it did not."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.consultations.prolonging import later_closing
from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.notices.actions import answer_loss
from portal.notices.forms import LossForm
from portal.notices.models import Loss
from portal.notices.queries import evidence_of, evidence_of_many, posted, rounds_seen
from portal.notices.rules import KEPT, days_to_add
from portal.notices.views import bp
from portal.opinions.queries.lookup import consultation_by_number
from portal.permissions import EVERYONE
from portal.rulebook.book import clause
from portal.web import allow, now, person, write
from portal.workdays.queries import calendar

SHOWN_AFTER_CLOSING = timedelta(days=60)


@bp.get("/proposals/<number>/notice")
@allow(EVERYONE)
def kept(number: str):
    """What proves that the notice of a proposal stayed up, and what was done where it did not."""
    consultation = consultation_by_number(db.session, number)
    heard = consultation.public_round if consultation else None
    if heard is None:
        raise Missing(N_("没有找到这个方案，或者它还没有公开征求意见。"))
    return render_template("notices/kept.html", version=posted(db.session, number), round=heard, rule=clause(KEPT),
                           evidence=evidence_of(db.session, heard.id))


@bp.get("/desk/notices")
@allow("proposal.list")
def board():
    """Every notice that is up or was lately, and whether it stayed up."""
    rounds = rounds_seen(db.session, now() - SHOWN_AFTER_CLOSING)
    return render_template("notices/board.html", rounds=rounds, rule=clause(KEPT),
                           evidence=evidence_of_many(db.session, [each.id for each in rounds]))


def load_loss(loss_id: int) -> Loss | None:
    """The proposal to give more time with this number."""
    return db.session.get(Loss, loss_id)


@bp.route("/desk/notices/<int:loss_id>", methods=["GET", "POST"])
@allow("consultation.run", load_loss)
def loss(lost: Loss):
    """Decide whether the public gets more time, with a note that is published."""
    suggested = days_to_add(lost.lost_minutes)
    form = LossForm(days=suggested)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            days = (form.days.data or 0) if form.decision.data == "extend" else None
            answer_loss(db.session, lost, days=days, note=form.note.data, actor=person(), now=at)
        if not form.errors:
            flash(_("公示已经延长，说明已经公开。") if lost.extended_to else _("已经记下：不延长。说明已经公开。"))
            return redirect(url_for("notices.board"))
    until = later_closing(lost.round, suggested, calendar(db.session), now())
    return render_template(
        "notices/loss.html", form=form, loss=lost, version=lost.round.version, suggested=suggested, until=until,
        rule=clause(KEPT), evidence=evidence_of(db.session, lost.round_id),
    ), form.status

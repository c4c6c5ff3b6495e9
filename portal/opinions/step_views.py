"""Views of the steps on the desk that can be undone."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.consultations.models import Consultation
from portal.extensions import db
from portal.opinions.actions.steps import undo
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import Step
from portal.opinions.queries.lookup import themes_of
from portal.opinions.queries.steps import recent_steps, step_by_id, step_done
from portal.opinions.views import bp
from portal.web import allow, own_address, person, refusal_told, write


def undoable(consultation: Consultation, at, sentence: str) -> None:
    """Say on the next page what was done at the instant `at`, with a button that takes it back."""
    step = step_done(db.session, consultation, person(), at)
    if step is None:
        flash(sentence)
        return
    here = request.full_path.rstrip("?")
    flash(Markup(render_template("opinions/_undo.html", step=step, sentence=sentence, here=here)), "undo")  # noqa: S704


@bp.get("/desk/proposals/<number>/steps")
@allow("opinion.read", load_consultation)
def steps(consultation: Consultation):
    """The newest steps: who did what when, and the way back."""
    return render_template("opinions/steps.html", consultation=consultation, steps=recent_steps(db.session, consultation),
                           titles={theme.id: theme.title for theme in themes_of(db.session, consultation)})


def load_step(step_id: int) -> Step | None:
    """The step a request is about."""
    return step_by_id(db.session, step_id)


@bp.post("/desk/steps/<int:step_id>/undo")
@allow("opinion.handle", load_step)
def undo_step(step: Step):
    """Take a step back, whole."""
    steps = url_for("opinions.steps", number=step.consultation.proposal.number)
    with refusal_told():
        with write() as at:
            undo(db.session, step, actor=person(), now=at)
        flash(_("已经撤销，都回到原来的样子。"))
        return redirect(own_address(request.form["next"]) if request.form.get("next") else steps)
    return redirect(steps)

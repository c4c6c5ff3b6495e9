"""Views of the work on a theme: assigning, handing in, the second reader, notes, and advice of other units."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit, User
from portal.extensions import db
from portal.forms import Form, refusals_on
from portal.opinions.actions import talking, work
from portal.opinions.desk_views import load_opinion, shown_opinion
from portal.opinions.models import Advice, Opinion, Point, Theme
from portal.opinions.queries.lookup import point_by_id
from portal.opinions.queries.work import advice_by_id, advice_for
from portal.opinions.step_views import undoable
from portal.opinions.theme_views import forms_of, load_theme, shown_theme
from portal.opinions.views import bp
from portal.opinions.work_forms import AnswerAdviceForm, MoveForm, NoteForm
from portal.permissions import units_for
from portal.web import actor, allow, person, write


def _back(theme: Theme):
    return redirect(url_for("opinions.theme", theme_id=theme.id))


@bp.post("/desk/themes/<int:theme_id>/assign")
@allow("opinion.handle", load_theme)
def assign(theme: Theme):
    """Give a theme, and with it its points, to a colleague."""
    form = forms_of(theme)["assign"]
    if form.validate():
        with refusals_on(form):
            with write() as at:
                work.assign(db.session, theme.consultation, themes=[theme], due_on=form.due_on.data, actor=person(), now=at,
                            assignee=db.session.get(User, form.assignee.data) if form.assignee.data else None)
            undoable(theme.consultation, at, _("已交办。"))
            return _back(theme)
    return shown_theme(theme, assign=form)


@bp.post("/desk/themes/<int:theme_id>/work")
@allow("opinion.handle", load_theme)
def move(theme: Theme):
    """Lead the work on: take it, hand it in, accept it, send it back, unlock it."""
    form = forms_of(theme)["move"]
    return _back(theme) if _moved(theme, form) else shown_theme(theme, move=form)


def load_point(point_id: int) -> Point | None:
    """The point a request is about."""
    return point_by_id(db.session, point_id)


@bp.post("/desk/points/<int:point_id>/work")
@allow("opinion.handle", load_point)
def move_point(point: Point):
    """Lead the work on a point with work of its own on."""
    form = MoveForm()
    if _moved(point, form):
        return redirect(url_for("opinions.show", opinion_id=point.opinion_id))
    return shown_opinion(point.opinion, move_form=form)


def _moved(subject: Theme | Point, form: MoveForm) -> bool:
    with refusals_on(form):
        with write() as at:
            work.move(db.session, subject, form.verb.data, remark=form.remark.data or "", actor=person(), now=at,
                      seen_revision=request.form.get("work_revision", 0, type=int))
        flash(_("已更新办理状态。"))
    return form.refusal is None


@bp.post("/desk/themes/<int:theme_id>/notes")
@allow("opinion.handle", load_theme)
def note_on_theme(theme: Theme):
    """Leave a note for colleagues on a theme."""
    form = NoteForm()
    return _back(theme) if _noted(theme, form) else shown_theme(theme, note=form)


@bp.post("/desk/opinions/<int:opinion_id>/notes")
@allow("opinion.handle", load_opinion)
def note_on_opinion(opinion: Opinion):
    """Leave a note for colleagues on an opinion."""
    form = NoteForm()
    if _noted(opinion, form):
        return redirect(url_for("opinions.show", opinion_id=opinion.id))
    return shown_opinion(opinion, note_form=form)


def _noted(subject: Theme | Opinion, form: Form) -> bool:
    with refusals_on(form):
        with write() as at:
            talking.write_note(db.session, subject, form.note.data or "", actor=person(), now=at)
        flash(_("便条已经留下。"))
    return form.refusal is None


@bp.post("/desk/themes/<int:theme_id>/advice")
@allow("opinion.handle", load_theme)
def ask_advice(theme: Theme):
    """Ask another unit."""
    form = forms_of(theme)["advice"]
    if form.validate():
        with refusals_on(form):
            with write() as at:
                talking.ask_advice(db.session, theme, db.session.get(Unit, form.unit.data), form.question.data or "",
                                   form.advice_due.data, actor=person(), now=at)
            flash(_("已经发给对方，对方在自己的工作台里回复。"))
            return _back(theme)
    return shown_theme(theme, advice=form)


@bp.get("/desk/advice")
@allow("advice.list")
def advice():
    """What other units ask of one's own."""
    return _advice({})


def _advice(typed: dict[int, AnswerAdviceForm]):
    asked = advice_for(db.session, units_for(actor(), "advice.answer"))
    forms = {each.id: typed.get(each.id) or AnswerAdviceForm(formdata=None, prefix=f"a{each.id}-") for each in asked}
    status = max((form.status for form in typed.values()), default=200)
    return render_template("opinions/advice.html", asked=asked, forms=forms, wrong=next(iter(typed.values()), None)), status


def load_advice(advice_id: int) -> Advice | None:
    """The question a request is about."""
    return advice_by_id(db.session, advice_id)


@bp.post("/desk/advice/<int:advice_id>")
@allow("advice.answer", load_advice)
def answer_advice(advice: Advice):
    """Answer another unit's question."""
    form = AnswerAdviceForm(prefix=f"a{advice.id}-")
    with refusals_on(form):
        with write() as at:
            talking.answer_advice(db.session, advice, form.answer.data or "", actor=person(), now=at)
        flash(_("已经回复。"))
        return redirect(url_for("opinions.advice"))
    return _advice({advice.id: form})

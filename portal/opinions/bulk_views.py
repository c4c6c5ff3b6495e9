"""Views of bulk actions: exactly what was selected, shown before it is done, and taken back as one step."""

from flask import redirect, render_template, request
from flask_babel import gettext as _

from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.errors import N_, EditedMeanwhile, Refusal
from portal.extensions import db
from portal.forms import refusals_on
from portal.i18n import language, same_page_in
from portal.opinions import actions
from portal.opinions.actions.work import assign
from portal.opinions.desk_forms import PlaceForm
from portal.opinions.desk_views import asked_filters, listed
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import Point, Theme
from portal.opinions.queries.counting import CAP
from portal.opinions.queries.desk import matching
from portal.opinions.queries.lookup import points_by_id
from portal.opinions.queries.rows import theme_rows
from portal.opinions.queries.selection import selected, shown_points
from portal.opinions.queries.work import colleagues_of
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.web import allow, now, person, write


@bp.post("/desk/proposals/<number>/opinions")
@allow("opinion.handle", load_consultation)
def place(consultation: Consultation):
    """Show what will be done with the selection; once that is confirmed, do it."""
    form = PlaceForm()
    themes = theme_rows(db.session, consultation)
    form.offer(themes, colleagues_of(db.session, consultation.proposal.initiating_unit_id, now()))
    ticks: dict[int, int] = {}
    with refusals_on(form):
        ticks = _ticks(consultation, themes)
    is_sound = form.validate() and bool(ticks) and form.refusal is None
    if "back" in request.form or not is_sound:
        return listed(consultation, _nothing_ticked(form) if not ticks and form.refusal is None else form, frozenset(ticks))
    if "confirm" in request.form:
        with refusals_on(form):
            with write() as at:
                _do(consultation, form, ticks, at)
            undoable(consultation, at, _("已处理 %(count)s 条意见。", count=len(ticks)))
            return redirect(same_page_in(language()))
    return _confirm(consultation, form, ticks, themes)


def _nothing_ticked(form: PlaceForm) -> PlaceForm:
    form.refuse(Refusal(N_("请先勾选要处理的意见。")))
    return form


def _confirm(consultation: Consultation, form: PlaceForm, ticks: dict[int, int], themes):
    """What will be done, with exactly which opinions, and what is still to be said about it."""
    return render_template("opinions/confirm.html", consultation=consultation, form=form, themes=themes.by_id,
                           ticks=" ".join(f"{point}.{theme}" for point, theme in ticks.items()),
                           points=shown_points(db.session, list(ticks))), form.status


def _ticks(consultation: Consultation, themes) -> dict[int, int]:
    """The selected points and the theme each was seen under (0: none); a box says "<point>.<theme>".

    With `all`, every point the list's filters find. Raises Refusal when these are too many to be shown.
    """
    if "all" in request.form:
        filters = asked_filters(consultation, {str(theme.id) for theme in themes})
        found = matching(db.session, consultation, filters)
        if len(found) > CAP:
            raise Refusal(N_("符合条件的超过%(most)s条，一次办不完。请再缩小范围，分几次办。"), most=CAP)
        return selected(db.session, found, filters.theme)
    boxes = [box.split(".") for boxes in request.form.getlist("points") for box in boxes.split()]
    return {int(box[0]): int(box[1]) for box in boxes if len(box) == 2 and all(part.isdecimal() for part in box)}


def _do(consultation: Consultation, form: PlaceForm, ticks: dict[int, int], at) -> None:
    actions.hold_open(db.session, consultation)
    points = points_by_id(db.session, list(ticks))
    _refuse_moved(points, ticks)
    if form.goal.data == "no_demand":
        actions.set_no_demand(db.session, points, actor=person(), now=at)
    elif form.goal.data == "new":
        actions.group_points(db.session, consultation, form.title.data, points, actor=person(), now=at)
    elif form.goal.data == "assign":
        assign(db.session, consultation, points=points, due_on=form.due_on.data, actor=person(), now=at,
               assignee=db.session.get(User, form.assignee.data) if form.assignee.data else None)
    elif form.goal.data == "invalid":
        actions.mark_invalid(db.session, list(dict.fromkeys(point.opinion for point in points)), form.reason.data or "",
                             actor=person(), now=at)
    else:
        theme = None if form.goal.data == "none" else db.session.get(Theme, int(form.goal.data))
        actions.place_points(db.session, theme, points, actor=person(), now=at)


def _refuse_moved(points: list[Point], ticks: dict[int, int]) -> None:
    """Refuse when somebody else grouped one of the points since the list was drawn."""
    if len(points) != len(ticks) or any((point.theme_id or 0) != ticks[point.id] for point in points):
        raise EditedMeanwhile(N_("勾选的意见里，有的别人刚刚归了类。没有改动任何一条，请看最新的列表再勾选。"))

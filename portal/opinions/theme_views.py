"""Views of the desk: grouping points under themes and answering them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.errors import N_, EditedMeanwhile
from portal.extensions import db
from portal.forms import refusals_on
from portal.i18n import language, same_page_in
from portal.opinions import actions, rules
from portal.opinions.desk_forms import PlaceForm, ThemeForm, VerdictForm
from portal.opinions.desk_views import listed
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import Point, Theme
from portal.opinions.queries import open_matters
from portal.opinions.queries.counting import theme_sizes
from portal.opinions.queries.lookup import points_by_id, points_of, theme_by_id, themes_of
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.rulebook.book import clause
from portal.web import allow, person, write

PAGE = 50


@bp.post("/desk/proposals/<number>/opinions")
@allow("opinion.handle", load_consultation)
def place(consultation: Consultation):
    """Put exactly the ticked points where the form says."""
    form = PlaceForm()
    form.offer(themes_of(db.session, consultation))
    ticks = _ticks()
    if form.validate():
        with refusals_on(form):
            with write() as at:
                _place(consultation, form, ticks, at)
            undoable(consultation, at, _("已处理 %(count)s 条意见。", count=len(ticks)))
            return redirect(same_page_in(language()))
    return listed(consultation, form, frozenset(ticks))


def _ticks() -> dict[int, int]:
    """The ticked points and the theme each was seen under (0: none); a box says "<point>.<theme>"."""
    boxes = [box.split(".") for box in request.form.getlist("points")]
    return {int(box[0]): int(box[1]) for box in boxes if len(box) == 2 and all(part.isdecimal() for part in box)}


def _place(consultation: Consultation, form: PlaceForm, ticks: dict[int, int], at) -> None:
    actions.hold_open(db.session, consultation)
    points = points_by_id(db.session, list(ticks))
    _refuse_moved(points, ticks)
    if form.goal.data == "no_demand":
        actions.set_no_demand(db.session, points, actor=person(), now=at)
    elif form.goal.data == "new":
        actions.group_points(db.session, consultation, form.title.data, points, actor=person(), now=at)
    else:
        theme = None if form.goal.data == "none" else db.session.get(Theme, int(form.goal.data))
        actions.place_points(db.session, theme, points, actor=person(), now=at)


def _refuse_moved(points: list[Point], ticks: dict[int, int]) -> None:
    """Refuse when somebody else grouped one of the points since the list was drawn."""
    if len(points) != len(ticks) or any((point.theme_id or 0) != ticks[point.id] for point in points):
        raise EditedMeanwhile(N_("勾选的意见里，有的别人刚刚归了类。没有改动任何一条，请看最新的列表再勾选。"))


@bp.get("/desk/proposals/<number>/themes")
@allow("opinion.read", load_consultation)
def themes(consultation: Consultation):
    """The themes with how many say so and what was answered."""
    return render_template(
        "opinions/themes.html", consultation=consultation, themes=themes_of(db.session, consultation),
        sizes=theme_sizes(db.session, consultation), matters=open_matters(db.session, consultation), rule=clause(rules.ADOPTION))


def load_theme(theme_id: int) -> Theme | None:
    """The theme a page is about."""
    return theme_by_id(db.session, theme_id)


@bp.get("/desk/themes/<int:theme_id>")
@allow("opinion.read", load_theme)
def theme(theme: Theme):
    """One theme: what was said, and the answer."""
    return _page(theme)


def _page(theme: Theme, verdict_form: VerdictForm | None = None, title_form: ThemeForm | None = None):
    meanwhile = None
    for form in (verdict_form, title_form):
        if form is not None and isinstance(form.refusal, EditedMeanwhile):
            meanwhile, form.revision.data = theme, theme.revision
    verdict_form = verdict_form or VerdictForm(formdata=None, obj=theme)
    verdict_form.offer()
    rows = points_of(db.session, theme, request.args.get("after", 0, type=int), PAGE + 1)
    forms = [form for form in (verdict_form, title_form) if form is not None]
    return render_template(
        "opinions/theme.html", theme=theme, consultation=theme.consultation, points=rows[:PAGE], form=verdict_form,
        title_form=title_form or ThemeForm(formdata=None, obj=theme), meanwhile=meanwhile, rule=clause(rules.ADOPTION),
        older=url_for("opinions.theme", theme_id=theme.id, after=rows[PAGE - 1].id) if len(rows) > PAGE else None,
        matters=open_matters(db.session, theme.consultation),
    ), max(form.status for form in forms)


@bp.post("/desk/themes/<int:theme_id>/verdict")
@allow("opinion.handle", load_theme)
def decide(theme: Theme):
    """Give a theme its verdict with the reason."""
    form = VerdictForm()
    form.offer()
    if form.validate():
        with refusals_on(form):
            with write() as at:
                actions.decide_theme(db.session, theme, verdict=form.verdict.data, reason=form.reason.data,
                                     changed_place=form.changed_place.data, seen_revision=_seen(form), actor=person(), now=at)
            flash(_("已保存采纳情况。"))
            return redirect(url_for("opinions.theme", theme_id=theme.id))
    return _page(theme, verdict_form=form)


@bp.post("/desk/themes/<int:theme_id>/title")
@allow("opinion.handle", load_theme)
def rename(theme: Theme):
    """Give a theme another title."""
    form = ThemeForm()
    if form.validate():
        with refusals_on(form):
            with write() as at:
                actions.rename_theme(db.session, theme, form.title.data, seen_revision=_seen(form), actor=person(), now=at)
            flash(_("已改题目。"))
            return redirect(url_for("opinions.theme", theme_id=theme.id))
    return _page(theme, title_form=form)


def _seen(form) -> int:
    return int(form.revision.data) if (form.revision.data or "").isdecimal() else 0

"""Views of the desk: putting a theme together with another, taking it apart, moving points out of it."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, EditedMeanwhile, InvalidInput
from portal.extensions import db
from portal.opinions import actions
from portal.opinions.actions.grouping import merge_themes, split_theme
from portal.opinions.models import Point, Theme
from portal.opinions.queries.lookup import points_by_id, points_of, theme_by_id, themes_of
from portal.opinions.step_views import undoable
from portal.opinions.theme_views import load_theme
from portal.opinions.views import bp
from portal.web import allow, person, refusal_told, write

PAGE = 50


@bp.get("/desk/themes/<int:theme_id>/regroup")
@allow("opinion.handle", load_theme)
def regroup(theme: Theme):
    """The points of a theme with boxes to tick, and where they may go."""
    points = points_of(db.session, theme, request.args.get("after", 0, type=int), PAGE + 1)
    others = [each for each in themes_of(db.session, theme.consultation) if each.id != theme.id]
    return render_template(
        "opinions/regroup.html", theme=theme, consultation=theme.consultation, points=points[:PAGE], others=others,
        older=url_for("opinions.regroup", theme_id=theme.id, after=points[PAGE - 1].id) if points[PAGE:] else None)


@bp.post("/desk/themes/<int:theme_id>/regroup")
@allow("opinion.handle", load_theme)
def regrouped(theme: Theme):
    """Split the ticked points off, move them, or bring another theme in."""
    consultation = theme.consultation
    with refusal_told():
        with write() as at:
            said = _regroup(theme, request.form.get("act", ""), at)
        undoable(consultation, at, said)
    return redirect(url_for("opinions.regroup", theme_id=theme.id))


def _regroup(theme: Theme, act: str, at) -> str:
    who = {"actor": person(), "now": at}
    if act == "merge":
        other = _chosen("other")
        title = other.title
        merge_themes(db.session, theme, other, **who)
        return _("已把“%(title)s”合并进来。", title=title)
    points = _ticked(theme)
    if act == "split":
        new = split_theme(db.session, theme, request.form.get("title", ""), points, **who)
        return _("已把%(count)s条意见拆分到“%(title)s”。", count=len(points), title=new.title)
    goal = _chosen("goal") if request.form.get("goal") != "none" else None
    actions.place_points(db.session, goal, points, **who)
    return _("已移动%(count)s条意见。", count=len(points))


def _chosen(field: str) -> Theme:
    theme = theme_by_id(db.session, request.form.get(field, 0, type=int))
    if theme is None:
        raise InvalidInput(N_("请选一个归类。"), field=field)
    return theme


def _ticked(theme: Theme) -> list[Point]:
    """The ticked points; refuse when one has left the theme since the page was drawn."""
    actions.hold_open(db.session, theme.consultation)
    points = list(points_by_id(db.session, [int(each) for each in request.form.getlist("points") if each.isdecimal()]))
    if any(point.theme_id != theme.id for point in points):
        raise EditedMeanwhile(N_("勾选的意见里，有的别人刚刚移走了。没有改动任何一条，请看最新的列表再勾选。"))
    return points

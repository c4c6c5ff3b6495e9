"""Views of the desk: themes that the system suggests, and why."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.extensions import db
from portal.jobs.actions import enqueue
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.opinions.actions.suggesting import leave_out_of, refuse_suggestion, take_suggestion
from portal.opinions.entry_views import load_consultation
from portal.opinions.likeness.words import shared_words
from portal.opinions.models import Point, ThemeSuggestion
from portal.opinions.queries import suggestions as queries
from portal.opinions.step_views import undoable
from portal.opinions.views import bp
from portal.web import allow, person, refusal_told, write

STATES = ("proposed", "taken", "refused")
PAGE = 50


def _key(consultation: Consultation) -> str:
    return f"themes:{consultation.id}"


@bp.get("/desk/proposals/<number>/suggestions")
@allow("opinion.read", load_consultation)
def suggestions(consultation: Consultation):
    """The suggested themes that wait for a person, or those taken or refused."""
    state = request.args.get("state") if request.args.get("state") in STATES else STATES[0]
    found = queries.suggestion_page(db.session, consultation, state, request.args.get("after", 0, type=int))
    shown, number = found[:queries.PAGE], consultation.proposal.number
    job = latest(db.session, _key(consultation))
    return refreshed(render_template(
        "opinions/suggestions.html", consultation=consultation, suggestions=shown, state=state, states=STATES, job=job,
        points=queries.points_with_words(db.session, [point for each in shown for point in each.speaking]),
        older=url_for("opinions.suggestions", number=number, state=state, after=shown[-1].id) if found[queries.PAGE:] else None,
    ), job)


@bp.post("/desk/proposals/<number>/suggestions")
@allow("opinion.handle", load_consultation)
def look_for_themes(consultation: Consultation):
    """Look for points that ask for the same, in the background."""
    with write() as at:
        enqueue(db.session, "opinions.suggest_themes", owner=person(), unit_id=consultation.proposal.initiating_unit_id,
                key=_key(consultation), now=at, consultation_id=consultation.id)
    flash(_("正在整理。归类建议会列在这里，您可以先去做别的事。"))
    return redirect(url_for("opinions.suggestions", number=consultation.proposal.number))


def load_suggestion(suggestion_id: int) -> ThemeSuggestion | None:
    """The suggestion a page is about."""
    return queries.suggestion_by_id(db.session, suggestion_id)


@bp.get("/desk/suggestions/<int:suggestion_id>")
@allow("opinion.read", load_suggestion)
def suggestion(suggestion: ThemeSuggestion):
    """One suggestion: its name, the words behind it, its points, and why any two of them are together."""
    start = max(0, request.args.get("from", 0, type=int))
    asked = [request.args.get(name, 0, type=int) for name in ("one", "other")]
    here = suggestion.points[start:start + PAGE]
    points = queries.points_with_words(db.session, {*here, *(set(asked) & set(suggestion.points))})
    shown = [points[each] for each in here if each in points]
    further = url_for("opinions.suggestion", suggestion_id=suggestion.id, **{"from": start + PAGE})
    return render_template(
        "opinions/suggestion.html", suggestion=suggestion, consultation=suggestion.consultation, points=shown,
        pair=_pair(*(points.get(each) for each in asked)), words=[word for word, _weight in suggestion.words],
        older=further if len(suggestion.points) > start + PAGE else None)


def _pair(one: Point | None, other: Point | None) -> dict | None:
    """Two points and the words they share."""
    if one is None or other is None or one is other:
        return None
    return {"one": one, "other": other, "shared": shared_words(one.words, other.words)}


@bp.post("/desk/suggestions/<int:suggestion_id>")
@allow("opinion.handle", load_suggestion)
def decide_suggestion(suggestion: ThemeSuggestion):
    """Take a suggestion as a theme, refuse it, or leave points out of it."""
    consultation, act = suggestion.consultation, request.form.get("act", "")
    with refusal_told():
        with write() as at:
            said = _decide(suggestion, act, at)
        undoable(consultation, at, said)
        if act != "leave":
            return redirect(url_for("opinions.suggestions", number=consultation.proposal.number))
    return redirect(url_for("opinions.suggestion", suggestion_id=suggestion.id))


def _decide(suggestion: ThemeSuggestion, act: str, at) -> str:
    who = {"actor": person(), "now": at}
    if act == "refuse":
        refuse_suggestion(db.session, suggestion, **who)
        return _("已记下不采用，不会再这样建议。")
    if act == "leave":
        leave_out_of(db.session, suggestion, frozenset(map(int, filter(str.isdecimal, request.form.getlist("points")))), **who)
        return _("已移出。")
    points = queries.loose_among(db.session, suggestion.points)
    theme = take_suggestion(db.session, suggestion, request.form.get("title", ""), points, **who)
    return _("已建立归类“%(title)s”，放进%(count)s条意见。", title=theme.title, count=len(points))

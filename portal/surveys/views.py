"""Views of the public: the surveys there are, answering one, and what everybody answered."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.opinions.views import key, shown
from portal.permissions import EVERYONE
from portal.surveys import actions
from portal.surveys.answering import answers_in, form_for
from portal.surveys.forms import AnswerForm
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.queries import PAGE, figures_of, public_surveys, survey_by_id
from portal.surveys.showing import GLOBALS
from portal.web import allow, now, write

bp = Blueprint("surveys", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(GLOBALS))


def published(survey_id: int) -> Survey:
    """A survey the public may know of, or a sentence that there is none."""
    survey = survey_by_id(db.session, survey_id)
    if survey is None or survey.published_at is None:
        raise Missing(N_("没有找到这份问卷。网址可能写错了，或者问卷还没有发布。"))
    return survey


def version_asked(survey: Survey) -> SurveyVersion:
    """The version a form was drawn from, or the current one."""
    asked = request.form.get("version", type=int)
    return next((each for each in survey.versions if each.id == asked and each.published_at), survey.current)


@bp.get("/surveys")
@allow(EVERYONE)
def public_list():
    """Surveys that ask now, and those that did, newest first."""
    found = public_surveys(db.session, before=request.args.get("after", type=int), limit=PAGE + 1)
    return render_template(
        "surveys/public_list.html", surveys=found[:PAGE],
        older=url_for("surveys.public_list", after=found[PAGE - 1].id) if len(found) > PAGE else None,
        first=url_for("surveys.public_list") if "after" in request.args else None,
    )


@bp.route("/surveys/<int:survey_id>", methods=["GET", "POST"])
@allow(EVERYONE)
def answer(survey_id: int):
    """Fill a questionnaire in; no account, no name. One that is over leads to what was answered."""
    survey = published(survey_id)
    if request.method == "GET" and survey.state(now()) != "open":
        return redirect(url_for("surveys.results", survey_id=survey_id))
    version = version_asked(survey)
    form = form_for(AnswerForm, version)
    form.version.data = version.id
    if form.validate_on_submit():
        with refusals_on(form):
            return _thanked(survey, _given(form, survey, version))
    return shown("surveys/answer.html", form, survey=survey, version=version)


def _given(form: AnswerForm, survey: Survey, version: SurveyVersion) -> SurveyVersion:
    number = form.number(key(), now())
    with write() as at:
        actions.give_answers(db.session, survey, version, answers_in(form, version), token=number, now=at)
    return version


def _thanked(survey: Survey, version: SurveyVersion):
    if version is not survey.current:
        flash(_("您填的是改动以前的问卷，已经收下，照样计入。后来加的问题，您愿意的话可以再填一份新的。"))
    return redirect(url_for("surveys.thanks", survey_id=survey.id))


@bp.get("/surveys/<int:survey_id>/thanks")
@allow(EVERYONE)
def thanks(survey_id: int):
    """That the sheet came in, and what happens to it."""
    return render_template("surveys/thanks.html", survey=published(survey_id))


@bp.get("/surveys/<int:survey_id>/results")
@allow(EVERYONE)
def results(survey_id: int):
    """What was answered, once the survey is over; until then, how many sheets have come."""
    survey = published(survey_id)
    return render_template(
        "surveys/results.html", survey=survey, figures=figures_of(db.session, survey), state=survey.state(now()),
        least=current_app.extensions["settings"].small_group)


from portal.surveys import desk_views, menu_views, question_views, sheet_views  # noqa: E402, F401  (register their views on bp)

"""Views of the desk: entering sheets from paper, and the sheets one by one."""

from datetime import date

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.opinions.views import key, shown
from portal.surveys import actions
from portal.surveys.answering import answers_in, form_for
from portal.surveys.desk_views import load_survey
from portal.surveys.forms import SheetForm, StrikeForm
from portal.surveys.models import Sheet, Survey
from portal.surveys.queries import PAGE, sheet_by_id, sheets_of
from portal.surveys.views import bp, version_asked
from portal.web import allow, now, person, refusal_told, write


@bp.route("/desk/surveys/<int:survey_id>/enter", methods=["GET", "POST"])
@allow("survey.enter", load_survey)
def enter(survey: Survey):
    """Enter a sheet from paper or by telephone; where it comes from stays filled in for the next one."""
    if survey.published_at is None:
        raise Missing(N_("问卷还没有发布，不能录入答卷。"))
    version = version_asked(survey)
    form = form_for(SheetForm, version, data=_kept_from_the_last(survey) if request.method == "GET" else None)
    form.version.data = version.id
    form.offer()
    if form.validate_on_submit():
        with refusals_on(form):
            sheet = _entered(form, survey, version)
            flash(_("已录入第%(number)s份答卷。", number=sheet.number))
            return redirect(url_for("surveys.enter", survey_id=survey.id))
    return shown("surveys/enter.html", form, survey=survey, version=version)


def _entered(form: SheetForm, survey: Survey, version) -> Sheet:
    number = form.number(key(), now())
    with write() as at:
        sheet = actions.enter_sheet(
            db.session, survey, version, answers_in(form, version), channel=form.channel.data, source=form.source.data,
            received_on=form.received_on.data, token=number, actor=person(), now=at)
    session["survey_entry"] = {"survey": survey.id, "channel": form.channel.data, "source": form.source.data,
                               "received_on": form.received_on.data.isoformat()}
    return sheet


def _kept_from_the_last(survey: Survey) -> dict:
    kept = session.get("survey_entry", {})
    if kept.get("survey") != survey.id:
        return {}
    return {**kept, "received_on": date.fromisoformat(kept["received_on"])}


@bp.get("/desk/surveys/<int:survey_id>/sheets")
@allow("survey.read", load_survey)
def sheets(survey: Survey):
    """The sheets one by one, newest first."""
    found = sheets_of(db.session, survey, before=request.args.get("after", type=int), limit=PAGE + 1)
    questions = {each.id: each for version in survey.versions for each in version.questions}
    return render_template(
        "surveys/sheets.html", survey=survey, sheets=found[:PAGE], questions=questions, form=StrikeForm(),
        older=url_for("surveys.sheets", survey_id=survey.id, after=found[PAGE - 1].number) if len(found) > PAGE else None,
        first=url_for("surveys.sheets", survey_id=survey.id) if "after" in request.args else None,
    )


def load_sheet(sheet_id: int) -> Sheet | None:
    """The sheet a desk page is about."""
    return sheet_by_id(db.session, sheet_id)


@bp.post("/desk/survey-sheets/<int:sheet_id>/strike")
@allow("survey.edit", load_sheet)
def strike(sheet: Sheet):
    """Take a sheet out of the count, or let it count again."""
    address = url_for("surveys.sheets", survey_id=sheet.survey_id, after=sheet.number + 1) + f"#sheet-{sheet.number}"
    with refusal_told(), write() as at:
        if "restore" in request.form:
            actions.restore(db.session, sheet, actor=person(), now=at)
        else:
            actions.strike(db.session, sheet, StrikeForm().reason.data, actor=person(), now=at)
    return redirect(address)

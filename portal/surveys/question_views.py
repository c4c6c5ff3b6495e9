"""Views of the desk: the questions of the version that is being written."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import options, refusals_on
from portal.i18n import either
from portal.surveys import actions
from portal.surveys.actions import Wording
from portal.surveys.desk_views import load_survey
from portal.surveys.forms import QuestionForm
from portal.surveys.models import Question, Survey
from portal.surveys.queries import question_by_id
from portal.surveys.values import KINDS
from portal.surveys.views import bp
from portal.web import allow, person, write


def load_question(question_id: int) -> Question | None:
    """The question a desk page is about."""
    return question_by_id(db.session, question_id)


@bp.route("/desk/surveys/<int:survey_id>/questions/new", methods=["GET", "POST"])
@allow("survey.edit", load_survey)
def add_question(survey: Survey):
    """Add a question of the ?kind=… chosen."""
    kind = request.args.get("kind", "single")
    if kind not in KINDS:
        raise Missing(N_("没有这种题型。请从列出的题型里选一种。"))
    form = _form(survey.current if survey.draft is None else survey.draft, kind)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.add_question(db.session, survey, _wording(form, kind), actor=person(), now=at)
        if not form.errors:
            flash(_("已经加上这一题。"))
            return redirect(url_for("surveys.show", survey_id=survey.id) + "#questions")
    return render_template("surveys/question.html", form=form, survey=survey, kind=kind, question=None), form.status


@bp.route("/desk/survey-questions/<int:question_id>", methods=["GET", "POST"])
@allow("survey.edit", load_question)
def edit_question(question: Question):
    """Change a question."""
    survey, kind = question.version.survey, question.kind
    form = _form(question.version, kind, **_typed(question))
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.edit_question(db.session, question, _wording(form, kind), actor=person(), now=at)
        if not form.errors:
            flash(_("已经保存。"))
            return redirect(url_for("surveys.show", survey_id=survey.id) + "#questions")
    return render_template("surveys/question.html", form=form, survey=survey, kind=kind, question=question), form.status


@bp.post("/desk/survey-questions/<int:question_id>/move")
@allow("survey.edit", load_question)
def move_question(question: Question):
    """Move a question up or down by one."""
    with write() as at:
        actions.move_question(db.session, question, up="up" in request.form, actor=person(), now=at)
    return redirect(url_for("surveys.show", survey_id=question.version.survey_id) + f"#question-{question.id}")


@bp.post("/desk/survey-questions/<int:question_id>/remove")
@allow("survey.edit", load_question)
def remove_question(question: Question):
    """Take a question out."""
    survey_id = question.version.survey_id
    with write() as at:
        actions.remove_question(db.session, question, actor=person(), now=at)
    flash(_("已经去掉这一题。"))
    return redirect(url_for("surveys.show", survey_id=survey_id) + "#questions")


def _form(version, kind: str, **typed) -> QuestionForm:
    form = QuestionForm(**typed)
    menu = version.menu.values()
    form.scopes.choices = options(dict.fromkeys((each.scope, either(each.scope, each.scope_en)) for each in menu))
    form.offered.choices = options((each.key, either(each.name, each.name_en)) for each in menu if not each.basic)
    form.keep(kind)
    return form


def _typed(question: Question) -> dict:
    """The form's fields as they were typed."""
    known = {"text": question.text, "hint": question.hint, "is_required": question.is_required, "most": question.most}
    if question.kind != "menu":
        return {**known, "options": "\n".join(question.options)}
    asked = [question.version.menu[key] for key in question.options]
    return {**known, "scopes": list(dict.fromkeys(each.scope for each in asked)),
            "offered": [each.key for each in asked if not each.basic]}


def _wording(form: QuestionForm, kind: str) -> Wording:
    def typed(name: str, otherwise):
        return form[name].data or otherwise if name in form else otherwise

    return Wording(
        kind, form.text.data, form.hint.data or "", form.is_required.data, typed("options", ""), typed("most", None),
        tuple(typed("scopes", ())), tuple(typed("offered", ())))

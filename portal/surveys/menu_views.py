"""Views of the desk: what came of the menu — basics carried out first, then the optional items that were determined."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.extensions import db
from portal.forms import chinese_options, refusals_on
from portal.rulebook.book import clause
from portal.rulebook.values import MenuItem
from portal.surveys import actions, rules
from portal.surveys.desk_views import load_survey
from portal.surveys.forms import BasicsForm, DetermineForm
from portal.surveys.models import Survey
from portal.surveys.views import bp
from portal.web import allow, now, person, write


@bp.route("/desk/surveys/<int:survey_id>/menu", methods=["GET", "POST"])
@allow("survey.edit", load_survey)
def menu(survey: Survey):
    """Record that the basic items are carried out, and which optional items were determined, by whom and when."""
    basics, form = BasicsForm(prefix="basics-"), DetermineForm(prefix="item-")
    form.item.choices = chinese_options((item.key, f"{item.scope}：{item.name}") for item in _undetermined(survey))
    sent = basics if "basics" in request.form else form if request.method == "POST" else None
    if sent is not None and sent.validate():
        with refusals_on(sent), write() as at:
            _recorded(survey, sent, at)
        if not sent.errors:
            flash(_("已经记录。"))
            return redirect(url_for("surveys.menu", survey_id=survey.id))
    return render_template(
        "surveys/menu.html", survey=survey, basics=basics, form=form, state=survey.state(now()), items=survey.asked_items,
        clauses=[clause(each) for each in (rules.MENU, *rules.WHO_DETERMINES)], sent=sent or form,
    ), (sent or form).status


def _undetermined(survey: Survey) -> list[MenuItem]:
    """The optional items that were asked about and are not recorded as determined."""
    done = {each.item for each in survey.determinations}
    return [item for item in survey.asked_items.values() if not item.basic and item.key not in done]


def _recorded(survey: Survey, sent, at) -> None:
    if isinstance(sent, BasicsForm):
        actions.record_basics(db.session, survey, done_on=sent.done_on.data, evidence=sent.evidence.data, actor=person(), now=at)
    else:
        actions.determine(db.session, survey, sent.item.data, by_whom=sent.by_whom.data, decided_on=sent.decided_on.data,
                          actor=person(), now=at)

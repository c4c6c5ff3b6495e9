"""Views of the desk: the unit's surveys, a new one, its page, its publication, its next version and its figures."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import chinese_options, options, refusals_on
from portal.opinions.entry_views import load_consultation
from portal.permissions import Role
from portal.press.serve import send_paper
from portal.reports.surveying import survey_paper
from portal.surveys import actions
from portal.surveys.actions import Header
from portal.surveys.forms import HeaderForm, OutcomeForm, PublishForm, VersionForm, street_choices
from portal.surveys.models import Survey
from portal.surveys.queries import PAGE, askable, desk_surveys, figures_of, survey_by_id, surveys_of
from portal.surveys.views import bp
from portal.web import actor, allow, now, person, write

OWN = frozenset({Role.HANDLER, Role.REVIEWER, Role.LEADER})
WRITERS = frozenset({Role.HANDLER, Role.REVIEWER})


def load_survey(survey_id: int, **_rest) -> Survey | None:
    """The survey a desk page is about."""
    return survey_by_id(db.session, survey_id)


@bp.get("/desk/surveys")
@allow("survey.list")
def desk_list():
    """The surveys of the asker's units (all of them for the office), and those in a street worker's street, newest first."""
    found = desk_surveys(
        db.session, units=None if actor().has(Role.OFFICE) else actor().units(OWN),
        streets=actor().units(frozenset({Role.STREET_WORKER})), before=request.args.get("after", type=int), limit=PAGE + 1)
    return render_template(
        "surveys/desk_list.html", surveys=found[:PAGE], now=now(),
        older=url_for("surveys.desk_list", after=found[PAGE - 1].id) if len(found) > PAGE else None,
        first=url_for("surveys.desk_list") if "after" in request.args else None,
    )


@bp.get("/desk/proposals/<number>/surveys")
@allow("opinion.read", load_consultation)
def of_proposal(consultation: Consultation):
    """The surveys about one proposal."""
    return render_template(
        "surveys/of_proposal.html", proposal=consultation.proposal, surveys=surveys_of(db.session, consultation), now=now())


@bp.route("/desk/surveys/new", methods=["GET", "POST"])
@allow("survey.create")
def new():
    """Begin a survey about a proposal of one's own unit, or in a street; ?proposal=<number> chooses the proposal."""
    form = HeaderForm(about=f"proposal-{request.args.get('proposal', '')}", revision=1)
    form.about.choices = _abouts()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            survey = actions.create_survey(db.session, _header(form), **_about(form.about.data), actor=person(), now=at)
        if not form.errors:
            flash(_("已经建好问卷。请加上问题，再发布。"))
            return redirect(url_for("surveys.show", survey_id=survey.id))
    return render_template("surveys/edit.html", form=form, survey=None), form.status


def _abouts():
    """Proposals of the asker's units that are being heard, then the streets."""
    units = [db.session.get(Unit, each) for each in sorted(actor().units(WRITERS))]
    heard = [(f"proposal-{number}", title) for number, title in askable(db.session, actor().units(WRITERS))]
    streets = street_choices(units, subdistricts(db.session, beijing_date(now())))
    return options([("", _("请选择"))]) + chinese_options([*heard, *streets])


def _about(chosen: str) -> dict:
    kind, _dash, rest = chosen.partition("-")
    if kind == "proposal":
        consultation = load_consultation(rest)
        return {"consultation": consultation, "unit": consultation.proposal.initiating_unit}
    street, unit = rest.split("-")
    return {"street": db.session.get(Unit, int(street)), "unit": db.session.get(Unit, int(unit))}


def _header(form: HeaderForm) -> Header:
    values = {name: form[name].data or "" for name in ("title", "intro", "responsible", "methods", "feedback")}
    return Header(**values, last_day=form.last_day.data)


@bp.get("/desk/surveys/<int:survey_id>")
@allow("survey.read", load_survey)
def show(survey: Survey):
    """A survey at a glance: what it states, its questions, and what can be done with it."""
    return render_template("surveys/show.html", survey=survey, version=survey.draft or survey.current, state=survey.state(now()))


@bp.route("/desk/surveys/<int:survey_id>/edit", methods=["GET", "POST"])
@allow("survey.edit", load_survey)
def edit(survey: Survey):
    """Change what a survey says of itself."""
    form = HeaderForm(obj=survey)
    del form.about
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.edit_header(db.session, survey, _header(form), seen_revision=form.revision.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已经保存。"))
            return redirect(url_for("surveys.show", survey_id=survey.id))
    return render_template("surveys/edit.html", form=form, survey=survey), form.status


@bp.route("/desk/surveys/<int:survey_id>/publish", methods=["GET", "POST"])
@allow("survey.publish", load_survey)
def publish(survey: Survey):
    """See the questionnaire as people will, record the secrecy review, publish."""
    form = PublishForm(reviewed_on=beijing_date(now()))
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.publish(db.session, survey, reviewer_name=form.reviewer_name.data, leader_name=form.leader_name.data,
                            reviewed_on=form.reviewed_on.data, actor=person(), now=at)
        if not form.errors:
            flash(_("问卷已经发布，可以填写了。"))
            return redirect(url_for("surveys.show", survey_id=survey.id))
    return render_template("surveys/publish.html", form=form, survey=survey, version=survey.draft), form.status


@bp.route("/desk/surveys/<int:survey_id>/versions", methods=["GET", "POST"])
@allow("survey.edit", load_survey)
def versions(survey: Survey):
    """The versions of a questionnaire, and the next one: what was answered stays with the version it answered."""
    form = VersionForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.new_version(db.session, survey, note=form.note.data, actor=person(), now=at)
        if not form.errors:
            flash(_("新的一版已经建好，原来的问题都带过来了。改好以后再发布；发布以前，大家填的还是原来的一版。"))
            return redirect(url_for("surveys.show", survey_id=survey.id))
    return render_template("surveys/versions.html", form=form, survey=survey), form.status


@bp.get("/desk/surveys/<int:survey_id>/results")
@allow("survey.read", load_survey)
def desk_results(survey: Survey):
    """The figures with everything that was written, while it is open too."""
    return render_template("surveys/desk_results.html", survey=survey, figures=figures_of(db.session, survey, texts=True),
                           state=survey.state(now()))


@bp.get("/desk/surveys/<int:survey_id>/results.<any(docx, pdf, xlsx):kind>")
@allow("survey.read", load_survey)
def download(survey: Survey):
    """The figures as a paper."""
    if survey.published_at is None:
        raise Missing(N_("问卷还没有发布，没有结果。"))
    paper = survey_paper(figures_of(db.session, survey, texts=True), now())
    return send_paper(paper, request.view_args["kind"], now(), _("问卷调查结果") + f"（{survey.id}）")


@bp.route("/desk/surveys/<int:survey_id>/outcome", methods=["GET", "POST"])
@allow("survey.publish", load_survey)
def outcome(survey: Survey):
    """Tell the public what became of a survey."""
    form = OutcomeForm(text=survey.outcome)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.tell_outcome(db.session, survey, form.text.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已经公布采纳情况。"))
            return redirect(url_for("surveys.show", survey_id=survey.id))
    return render_template("surveys/outcome.html", form=form, survey=survey), form.status

"""Views: the desk's list of proposals, a new one, and one at a glance."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.consultations.queries import consultation_of, evaluation_of
from portal.extensions import db
from portal.files.queries import attachments_of
from portal.forms import chinese_options, options, refusals_on
from portal.meetings.queries.standing import checklist_of
from portal.pages.queries.desk import DESK_STATES, PAGE, desk_proposals, state_now
from portal.permissions import Role
from portal.proposals import actions, rules
from portal.proposals.forms import DraftForm, LeadForm
from portal.proposals.models import Proposal
from portal.proposals.queries import draftable_areas, draftable_spaces, units_named
from portal.proposals.views import bp, load_proposal
from portal.remembering import remembered
from portal.web import actor, allow, now, person, write

OWN_ROLES = frozenset({Role.HANDLER, Role.REVIEWER, Role.LEADER})
DRAFTING_ROLES = frozenset({Role.HANDLER, Role.REVIEWER})


@bp.get("/desk/proposals")
@allow("proposal.list")
@remembered("state", "sort")
def desk_list():
    """The proposals of the asker's units (all of them for the office), the newest or those that close soonest first."""
    kept = {name: request.args.get(name, "").strip()[:60] for name in ("state", "q", "sort")}
    rows = desk_proposals(
        db.session, units=None if actor().has(Role.OFFICE) else actor().units(OWN_ROLES),
        streets=actor().units(frozenset({Role.STREET_WORKER})), state=kept["state"] if kept["state"] in DESK_STATES else None,
        q=kept["q"], before=request.args.get("after", type=int), now=now(), limit=PAGE + 1, closing=kept["sort"] == "closing",
    )
    return render_template(
        "proposals/desk_list.html", rows=rows[:PAGE], states=DESK_STATES, chosen=kept, own=actor().units(OWN_ROLES),
        older=url_for("proposals.desk_list", after=rows[PAGE - 1].id, **kept) if len(rows) > PAGE else None,
        first=url_for("proposals.desk_list", **kept) if "after" in request.args else None,
    )


@bp.route("/desk/proposals/new", methods=["GET", "POST"])
@allow("proposal.create")
def new():
    """Begin a proposal for a space or an area of one's own unit; ?space=<number> chooses the space."""
    units = actor().units(DRAFTING_ROLES)
    places = {f"area-{each.id}": each for each in draftable_areas(db.session, units)}
    places |= {f"space-{each.id}": each for each in draftable_spaces(db.session, units)}
    asked = request.args.get("space")
    form = DraftForm(place=next((key for key, each in places.items() if getattr(each, "number", "") == asked), ""))
    form.place.choices = options([("", _("请选择"))]) + chinese_options((key, _place_name(each)) for key, each in places.items())
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            number = _draft(form.place.data, places, form.title.data, units, at).number
        if not form.errors:
            flash(_("已经建好草稿。请逐项填写，可以随时保存。"))
            return redirect(url_for("proposals.edit", number=number))
    return render_template("proposals/new.html", form=form), form.status


def _place_name(place) -> str:
    return f"{place.number} {place.name}" if hasattr(place, "number") else place.name


def _draft(key: str, places: dict, title: str, units: frozenset[int], at: datetime) -> Proposal:
    kind, place = key.partition("-")[0], places[key]
    candidates = (place.headquarters,) if kind == "area" else (place.initiating_unit, place.promoting_unit)
    unit = next(each for each in candidates if each is not None and each.id in units)
    return actions.draft_proposal(db.session, unit=unit, title=title, actor=person(), now=at, **{kind: place})


@bp.get("/desk/proposals/<number>")
@allow("proposal.read", load_proposal)
def overview(proposal: Proposal):
    """One proposal at a glance: what the rules ask beside what has arrived, and what can be done next."""
    version, evaluation = proposal.latest, evaluation_of(db.session, proposal.latest)
    return render_template(
        "proposals/overview.html", proposal=proposal, version=version, evaluation=evaluation,
        consultation=consultation_of(db.session, proposal), missing=rules.missing(version),
        state=state_now(db.session, proposal, now()), attachments=attachments_of(db.session, version),
        lines=checklist_of(db.session, proposal, now()), lead_form=_lead_form(proposal, evaluation),
    )


def _lead_form(proposal: Proposal, evaluation) -> LeadForm | None:
    """The choice of a lead, where several units promote."""
    if not evaluation.lead_required:
        return None
    form = LeadForm(unit=proposal.lead_unit_id)
    form.unit.choices = chinese_options((each.id, each.name) for each in units_named(db.session, evaluation.promoting_units))
    return form


@bp.post("/desk/proposals/<number>/lead")
@allow("proposal.edit", load_proposal)
def choose_lead(proposal: Proposal):
    """Note which promoting unit leads."""
    form = _lead_form(proposal, evaluation_of(db.session, proposal.latest))
    if form is not None and form.validate_on_submit():
        with write() as at:
            actions.choose_lead(db.session, proposal, db.session.get(Unit, form.unit.data), actor=person(), now=at)
        flash(_("已经记下由谁牵头。"))
    return redirect(url_for("proposals.overview", number=proposal.number))

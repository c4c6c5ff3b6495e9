"""Views: rounds and letters — who must be asked and why, who was, and what came back."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit, User
from portal.accounts.queries import units_on
from portal.clock import beijing_date
from portal.consultations import actions, rules
from portal.consultations.forms import LetterForm, PeriodForm, SendAllForm
from portal.consultations.models import Consultation, Round
from portal.consultations.queries import consultation_of, evaluation_of, invitable_people, standing_requests
from portal.consultations.views import bp, load_proposal
from portal.errors import N_, Refusal
from portal.extensions import db
from portal.forms import chinese_options, options, refusals_on
from portal.proposals.models import Proposal
from portal.web import allow, now, person, write
from portal.words import word

ASKABLE = (*rules.UNIT_PARTIES, *rules.PERSON_PARTIES, "property_owner")


@bp.get("/desk/proposals/<number>/requests")
@allow("consultation.run", load_proposal)
def requests(proposal: Proposal):
    """Who the rules name beside who was asked; every round with its letters; and the forms for more."""
    return _page(proposal)


@bp.post("/desk/proposals/<number>/requests/round")
@allow("consultation.run", load_proposal)
def open_round(proposal: Proposal):
    """Open a round on the newest version: an internal one before it is public, a formal one after."""
    form = PeriodForm(prefix="round-")
    if form.validate_on_submit():
        start = actions.open_formal_round if proposal.latest.publication else actions.open_internal_round
        with refusals_on(form), write() as at:
            start(db.session, proposal.latest, period_value=form.period_value.data, period_unit=form.period_unit.data,
                  actor=person(), now=at)
        if not form.errors:
            return _done(proposal, _("已经开始一轮征求，请发函。"))
    return _page(proposal, round_form=form)


@bp.post("/desk/proposals/<number>/requests/all")
@allow("consultation.run", load_proposal)
def send_all(proposal: Proposal):
    """Send every letter the rules require by name whose turn it is."""
    form = SendAllForm(prefix="all-")
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            letters = actions.send_required(db.session, _open_round(proposal, at), form=form.form.data, actor=person(), now=at)
        if not form.errors:
            return _done(proposal, _("已经发出%(count)s份征求意见函。", count=len(letters)))
    return _page(proposal, all_form=form)


@bp.post("/desk/proposals/<number>/requests/one")
@allow("consultation.run", load_proposal)
def send_one(proposal: Proposal):
    """Ask one unit or person."""
    form = _letter_form(proposal)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.send_request(
                db.session, _open_round(proposal, at), party=form.party.data, unit=_chosen(Unit, form.unit),
                user=_chosen(User, form.user), invitee=form.invitee.data or "", form=form.form.data, actor=person(), now=at,
            )
        if not form.errors:
            return _done(proposal, _("征求意见函已经发出。"))
    return _page(proposal, letter_form=form)


def _done(proposal: Proposal, sentence: str):
    flash(sentence)
    return redirect(url_for("consultations.requests", number=proposal.number))


def _chosen(model, field):
    return db.session.get(model, int(field.data)) if field.data else None


def _open_round(proposal: Proposal, at: datetime) -> Round:
    """The newest round of letters that still runs; refuses when there is none."""
    found = _running(consultation_of(db.session, proposal), at)
    if found is None:
        raise Refusal(N_("现在没有正在进行的征求轮次，请先开始一轮。"), clauses=(rules.ROUNDS_CLAUSE,))
    return found


def _running(consultation: Consultation | None, at: datetime) -> Round | None:
    rounds = consultation.rounds if consultation else []
    standing = {each.id for each in consultation.proposal.standing} if consultation else set()
    letters = [each for each in rounds if each.kind != "public" and each.version_id in standing and rules.is_open(each, at)]
    return letters[-1] if letters else None


def _letter_form(proposal: Proposal) -> LetterForm:
    form, day = LetterForm(prefix="one-"), beijing_date(now())
    form.party.choices = options((code, _(word("party", code))) for code in ASKABLE)
    units = ((str(each.id), each.name) for each in units_on(db.session, day))
    form.unit.choices = options([("", _("不选单位"))]) + chinese_options(units)
    people = ((str(key), _person(name, role, unit)) for key, name, role, unit in invitable_people(db.session, day))
    form.user.choices = options([("", _("不选个人"))]) + chinese_options(people)
    return form


def _person(name: str, role: str, unit: str | None) -> str:
    """A person as the list of choices names one: a planner with the subdistrict served."""
    return "（".join((name, "，".join(filter(None, (word("role", role), unit))))) + "）"


def _page(proposal: Proposal, round_form=None, all_form=None, letter_form=None):
    consultation, evaluation = consultation_of(db.session, proposal), evaluation_of(db.session, proposal.latest)
    letters = standing_requests(consultation)
    forms = [round_form or PeriodForm(prefix="round-", formdata=None, period_value=5, period_unit="working_day"),
             all_form or SendAllForm(prefix="all-", formdata=None), letter_form or _letter_form(proposal)]
    return render_template(
        "consultations/requests.html", proposal=proposal, consultation=consultation, evaluation=evaluation,
        running=_running(consultation, now()), sendable=actions.sendable(evaluation, letters),
        asked=asked_by_party(evaluation, letters), round_form=forms[0], all_form=forms[1], letter_form=forms[2],
    ), max(form.status for form in forms)


def asked_by_party(evaluation, letters: list) -> list[tuple]:
    """Each requirement with the newest letter that serves it, or None."""
    newest = {(each.party, each.unit.name if each.unit else None): each for each in letters}
    newest |= {(each.party, None): each for each in letters}
    return [(entry, newest.get((entry.party, entry.unit))) for entry in evaluation.parties]

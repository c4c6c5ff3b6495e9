"""Views: the directory of units and their 联络员 (通讯录)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.actions import change_contacts, change_unit, open_unit
from portal.accounts.forms import ContactsForm, NewUnitForm, UnitForm
from portal.accounts.models import Unit
from portal.accounts.queries import directory
from portal.accounts.views import bp
from portal.clock import beijing_date
from portal.extensions import db
from portal.forms import Form, options, refusals_on
from portal.i18n import say
from portal.web import allow, can, now, person, write
from portal.words import WORDS


def _unit(unit_id: int) -> Unit | None:
    return db.session.get(Unit, unit_id)


@bp.get("/desk/units")
@allow("unit.read")
def units():
    """Every unit of today by kind, with its leader, section and 联络员; former ones on request."""
    former = request.args.get("former") == "1"
    found = directory(db.session, None if former else beijing_date(now()))
    return render_template("accounts/units.html", units=found, former=former, today=beijing_date(now()))


@bp.route("/desk/units/new", methods=["GET", "POST"])
@allow("unit.edit")
def new_unit():
    """Enter a new unit with its 联络员."""
    form = NewUnitForm(valid_from=beijing_date(now()))
    form.kind.choices = options((code, say(word)) for code, word in WORDS["unit_kind"].items())
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            open_unit(db.session, **_values(form), actor=person(), now=at)
        if not form.errors:
            flash(_("单位已经建好。"))
            return redirect(url_for("accounts.units"))
    return render_template("accounts/new_unit.html", form=form), form.status


@bp.get("/desk/units/<int:unit_id>")
@allow("unit.read", _unit)
def unit(unit: Unit):
    """One unit: its terms, contacts and former 联络员."""
    return _unit_page(unit)


@bp.post("/desk/units/<int:unit_id>/contacts")
@allow("unit.contacts", _unit)
def unit_contacts(unit: Unit):
    """Say who leads, which section answers, and who is the 联络员."""
    form = ContactsForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            change_contacts(db.session, unit, **_values(form), actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("accounts.unit", unit_id=unit.id))
    return _unit_page(unit, contacts=form)


@bp.post("/desk/units/<int:unit_id>/terms")
@allow("unit.edit", _unit)
def unit_terms(unit: Unit):
    """Change a unit's name and terms."""
    form = UnitForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            change_unit(db.session, unit, **_values(form), actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("accounts.unit", unit_id=unit.id))
    return _unit_page(unit, terms=form)


def _values(form: Form) -> dict:
    """What the form holds, as the keywords of its action."""
    values = {name: value for name, value in form.data.items() if name != "csrf_token"}
    if "revision" in values:
        values["seen_revision"] = values.pop("revision")
    return values


def _unit_page(unit: Unit, contacts: ContactsForm | None = None, terms: UnitForm | None = None):
    if contacts is None and can("unit.contacts", unit):
        named = {"liaison_name": unit.liaison.name, "liaison_phone": unit.liaison.phone} if unit.liaison else {}
        contacts = ContactsForm(formdata=None, obj=unit, **named)
    if terms is None and can("unit.edit", unit):
        terms = UnitForm(formdata=None, obj=unit)
    for form in (contacts, terms):
        if form is not None:
            form.revision.raw_data, form.revision.data = None, unit.revision
    shown = contacts if contacts is not None and contacts.errors else terms
    return render_template("accounts/unit.html", unit=unit, contacts=contacts, terms=terms), shown.status if shown else 200

"""Views: the ledger at the desk."""

from io import BytesIO

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from portal.accounts.queries import subdistricts, units_on
from portal.clock import beijing_date
from portal.errors import EditedMeanwhile
from portal.extensions import db
from portal.files.rules import XLSX
from portal.forms import Form, refusals_on
from portal.ledger.actions import change_space, confirm_space, enter_space
from portal.ledger.export import csv_file, xlsx_file
from portal.ledger.forms import SpaceForm
from portal.ledger.models import Space
from portal.ledger.queries import filings, history, known, ledger, page, stale_before, values_of
from portal.ledger.rules import read_space
from portal.ledger.values import HEADINGS
from portal.ledger.views import PAGE, bp, kind_names, space_of
from portal.permissions import Role
from portal.remembering import remembered
from portal.rulebook.book import current_book
from portal.web import actor, allow, now, person, write

WRITERS = {"xlsx": (xlsx_file, XLSX.media_type), "csv": (csv_file, "text/csv")}
FILTERS = ("q", "street", "type", "unit", "flag")


@bp.get("/desk/ledger")
@allow("ledger.read")
@remembered(*FILTERS[1:])
def desk_ledger():
    """The ledger by number, with what is stale and what waits for a promoter."""
    chosen = _chosen()
    spaces, more = page(db.session, _query(chosen), after=request.args.get("after", ""), limit=PAGE)
    today = beijing_date(now())
    return render_template("ledger/desk.html", spaces=spaces, more=more, chosen=chosen, stale=_stale(), kinds=kind_names(),
                           streets=subdistricts(db.session, today), units=units_on(db.session, today),
                           types=current_book().catalogue.types)


@bp.get("/desk/ledger/export.<any(xlsx, csv):kind>")
@allow("ledger.read")
def export(kind: str):
    """The spaces of the list as a file the import takes."""
    spaces = db.session.scalars(_query(_chosen()).order_by(Space.number))
    return _file(kind, (values_of(space) for space in spaces), f"西城区腾退空间台账{beijing_date(now()):%Y%m%d}")


@bp.get("/desk/ledger/template.<any(xlsx, csv):kind>")
@allow("ledger.read")
def template(kind: str):
    """An empty file with the headings."""
    return _file(kind, (), "台账模板")


@bp.get("/desk/ledger/filings")
@allow("ledger.filings")
def filing():
    """How up to date each promoting unit keeps its part of the ledger."""
    return render_template("ledger/filings.html", filings=filings(db.session, _stale()), days=_days())


@bp.get("/desk/ledger/spaces/<number>")
@allow("ledger.read", space_of)
def desk_space(space: Space):
    """One space with everything known and its history."""
    return render_template("ledger/desk_space.html", space=space, history=history(db.session, space), headings=HEADINGS,
                           stale=_stale(), kinds=kind_names(), values=values_of(space), confirm=Form())


@bp.route("/desk/ledger/new", methods=["GET", "POST"])
@allow("ledger.enter")
def new_space():
    """Enter a space."""
    form = _form(revision=0)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            values = read_space(form.texts(), known(db.session, beijing_date(at), own_units()))
            space = enter_space(db.session, values, actor=person(), now=at)
        if not form.errors:
            flash(_("已登记进台账。"))
            return redirect(url_for("ledger.desk_space", number=space.number))
    return render_template("ledger/edit.html", form=form, space=None), form.status


@bp.route("/desk/ledger/spaces/<number>/edit", methods=["GET", "POST"])
@allow("ledger.edit", space_of)
def edit_space(space: Space):
    """Change a space; somebody else's newer save is shown beside what was typed."""
    form = _form(**SpaceForm.typed(values_of(space)), revision=space.revision)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            values = read_space(form.texts(), known(db.session, beijing_date(at), own_units()), values_of(space))
            change_space(db.session, space, values, seen_revision=form.revision.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已保存。"))
            return redirect(url_for("ledger.desk_space", number=space.number))
    newest = _newest(form, space)
    return render_template("ledger/edit.html", form=form, space=space, newest=newest, headings=HEADINGS), form.status


@bp.post("/desk/ledger/spaces/<number>/confirm")
@allow("ledger.edit", space_of)
def confirm(space: Space):
    """Note that the space was checked and is still right."""
    with write() as at:
        confirm_space(db.session, space, actor=person(), now=at)
    flash(_("已记下：核对无误。"))
    return redirect(url_for("ledger.desk_space", number=space.number))


def own_units() -> frozenset[int] | None:
    """The units whose rows this person may touch; None: any (the office)."""
    return None if actor().has(Role.OFFICE) else actor().units(frozenset({Role.HANDLER, Role.REVIEWER}))


def _form(**typed) -> SpaceForm:
    form = SpaceForm(**typed)
    found = known(db.session, beijing_date(now()))
    form.offer([unit.name for unit in units_on(db.session, beijing_date(now()))], sorted(found.areas))
    return form


def _newest(form: SpaceForm, space: Space) -> dict[str, str] | None:
    """After a clash, the other's values where they differ from the typed ones; saving again then goes over them knowingly."""
    if not isinstance(form.refusal, EditedMeanwhile):
        return None
    form.revision.raw_data, form.revision.data = None, space.revision
    texts, typed = values_of(space).texts(), form.texts()
    return {name: texts[name] for name in HEADINGS if texts[name] != typed[name].strip()}


def _chosen() -> dict[str, str]:
    return {name: request.args.get(name, "").strip() for name in FILTERS}


def _query(chosen: dict[str, str]):
    unit = int(chosen["unit"]) if chosen["unit"].isascii() and chosen["unit"].isdigit() else None
    return ledger(q=chosen["q"], street=chosen["street"], space_type=chosen["type"], unit_id=unit,
                  stale_before=_stale() if chosen["flag"] == "stale" else None, undesignated=chosen["flag"] == "undesignated")


def _days() -> int:
    return current_app.extensions["settings"].ledger_stale_days


def _stale():
    return stale_before(now(), _days())


def _file(kind: str, spaces, name: str):
    write_file, media_type = WRITERS[kind]
    return send_file(BytesIO(write_file(spaces)), mimetype=media_type, as_attachment=True, download_name=f"{name}.{kind}")

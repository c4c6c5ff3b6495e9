"""Views: taking a ledger file in: upload, preview row by row, confirm."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.extensions import db
from portal.forms import refusals_on
from portal.ledger.comparison import KINDS, counts, fingerprint
from portal.ledger.desk_views import own_units
from portal.ledger.forms import ConfirmForm, UploadForm
from portal.ledger.imports import confirm_import, keep_upload, preview
from portal.ledger.models import LedgerImport
from portal.ledger.sheet import read_ledger
from portal.ledger.values import HEADINGS
from portal.ledger.views import bp
from portal.permissions import Role
from portal.web import actor, allow, now, person, write

ROWS = 100


def _upload(upload_id: int) -> LedgerImport | None:
    return db.session.get(LedgerImport, upload_id)


@bp.route("/desk/ledger/import", methods=["GET", "POST"])
@allow("ledger.import")
def upload():
    """Upload a file; the ledger does not change yet."""
    form = UploadForm()
    if form.validate_on_submit():
        with refusals_on(form):
            data = form.file.data.read()
            read_ledger(data)  # a file that cannot be read at all is not even kept
            with write() as at:
                kept = keep_upload(db.session, current_app.extensions["storage"], form.file.data.filename or "", data,
                                   unit=_unit(), actor=person(), now=at)
            return redirect(url_for("ledger.import_preview", upload_id=kept.id))
    return render_template("ledger/upload.html", form=form), form.status


@bp.route("/desk/ledger/imports/<int:upload_id>", methods=["GET", "POST"])
@allow("ledger.import", _upload)
def import_preview(upload: LedgerImport):
    """What the file would do, row by row, by the ledger as it is now; confirming stores all of it or nothing."""
    form = ConfirmForm()
    rows = read_ledger(current_app.extensions["storage"].read(upload.file.sha256))
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            confirm_import(db.session, upload, rows, own_units=own_units(), seen=form.seen.data, actor=person(), now=at)
        if not form.errors:
            flash(_("台账已经更新。"))
            return redirect(url_for("ledger.import_preview", upload_id=upload.id))
    if upload.confirmed_at:
        return render_template("ledger/imported.html", upload=upload, form=form, kinds=KINDS), form.status
    return _preview_page(upload, form, rows)


def _preview_page(upload: LedgerImport, form: ConfirmForm, rows):
    found = preview(db.session, rows, own_units(), now())
    form.seen.raw_data, form.seen.data = None, fingerprint(found)
    kind = request.args.get("kind", "")
    listed = [row for row in found if kind in ("", row.kind)]
    first = max(0, request.args.get("from", 0, type=int))
    return render_template(
        "ledger/preview.html", upload=upload, form=form, counts=counts(found), kinds=KINDS, kind=kind, first=first,
        rows=listed[first:first + ROWS], more=first + ROWS if len(listed) > first + ROWS else None, headings=HEADINGS,
    ), form.status


def _unit() -> Unit:
    """The unit a file is uploaded for: the one the uploader works in."""
    units = actor().units(frozenset({Role.HANDLER, Role.REVIEWER, Role.OFFICE}))
    return db.session.get(Unit, min(units))

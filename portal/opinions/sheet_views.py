"""Views: taking a sheet of opinions in: upload, say what stands for what, look at what was found, confirm."""

from itertools import islice

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.errors import InvalidInput
from portal.extensions import db
from portal.forms import refusals_on
from portal.jobs.actions import enqueue
from portal.jobs.models import Job
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.opinions.actions.imports import keep_sheet, tell_columns
from portal.opinions.entry_views import load_consultation
from portal.opinions.models import OpinionImport
from portal.opinions.queries.imports import import_by_id, imports_of, remembered, terms_for
from portal.opinions.sheet_forms import NAMES, ColumnsForm, ConfirmForm, SheetForm, columns_form
from portal.opinions.sheets.heads import guess
from portal.opinions.sheets.meaning import code_of
from portal.opinions.sheets.reading import Reader
from portal.opinions.sheets.values import CODES, Plan
from portal.opinions.sheets.whole import Opened, open_opinions
from portal.opinions.views import bp
from portal.personal import find, hide
from portal.text import folded
from portal.web import allow, now, person, refusal_told, write

SHOWN = 10
MOST_WORDS = 30


def _sheet(import_id: int) -> OpinionImport | None:
    return import_by_id(db.session, import_id)


@bp.route("/desk/proposals/<number>/opinions/sheets", methods=["GET", "POST"])
@allow("opinion.handle", load_consultation)
def sheets(consultation: Consultation):
    """Upload a sheet; no opinion is made yet. The earlier ones stand below."""
    form = SheetForm()
    if form.validate_on_submit():
        with refusals_on(form):
            data = form.file.data.read()
            open_opinions(data)  # a file that cannot be read at all is not even kept
            with write() as at:
                kept = keep_sheet(db.session, current_app.extensions["storage"], consultation, form.file.data.filename or "",
                                  data, actor=person(), now=at)
            return redirect(url_for("opinions.sheet_columns", import_id=kept.id))
    return render_template("opinions/sheets.html", consultation=consultation, form=form,
                           earlier=imports_of(db.session, consultation)), form.status


@bp.route("/desk/opinions/imports/<int:import_id>/columns", methods=["GET", "POST"])
@allow("opinion.handle", _sheet)
def sheet_columns(upload: OpinionImport):
    """Say what stands for what; guessed, or as the unit said last about such a sheet."""
    opened = _opened(upload)
    plan = _plan(upload, opened)
    form = columns_form(opened.heads, _strange(upload, opened, plan), plan)
    if form.validate_on_submit():
        with refusals_on(form):
            _tell(upload, form)
            return redirect(url_for("opinions.sheet", import_id=upload.id))
    return render_template("opinions/sheet_columns.html", upload=upload, form=form, heads=opened.heads, codes=tuple(CODES),
                           fields=tuple(NAMES), rows=_shown(opened)), form.status


def _shown(opened: Opened) -> list[list[str]]:
    """The cells of the first rows, enough to know a column by, without anybody's number."""
    return [[hide(cell.text, [each[:2] for each in find(cell.text)], "***") for cell in cells] for _, cells in opened.first[:3]]


def _tell(upload: OpinionImport, form: ColumnsForm) -> None:
    """Keep what was said, and ask for the sheet to be looked through."""
    plan = form.plan()
    with write() as at:
        tell_columns(db.session, upload, plan, actor=person(), now=at)
        _ask("opinions.check", upload, at)


def _ask(kind: str, upload: OpinionImport, at) -> None:
    unit_id = upload.consultation.proposal.initiating_unit_id
    enqueue(db.session, kind, owner=person(), unit_id=unit_id, key=_key(kind, upload), now=at, import_id=upload.id)


def _key(kind: str, upload: OpinionImport) -> str:
    return f"{kind}:{upload.id}"


def _opened(upload: OpinionImport) -> Opened:
    return open_opinions(current_app.extensions["storage"].read(upload.file.sha256))


def _plan(upload: OpinionImport, opened: Opened) -> Plan:
    if upload.mapping:
        return Plan(**upload.mapping)
    unit_id = upload.consultation.proposal.initiating_unit_id
    return remembered(db.session, unit_id, opened.heads) or Plan(guess(opened.heads))


def _strange(upload: OpinionImport, opened: Opened, plan: Plan) -> dict[str, list[str]]:
    """The words in the columns of codes that mean nothing by themselves: those found in the first rows, in the whole sheet,
    and those that were explained."""
    found = {field: dict.fromkeys(plan.words.get(field, {})) for field in CODES if field in plan.columns}
    for field, words in found.items():
        column = opened.heads.index(plan.columns[field])
        typed = (folded(cells[column].text) for _, cells in opened.first if len(cells) > column)
        words |= dict.fromkeys(each for each in typed if each and not code_of(field, each, {}))
        words |= dict.fromkeys((upload.findings or {}).get("words", {}).get(field, []))
    return {field: list(islice(words, MOST_WORDS)) for field, words in found.items() if words}


@bp.get("/desk/opinions/imports/<int:import_id>")
@allow("opinion.handle", _sheet)
def sheet(upload: OpinionImport):
    """How far a sheet is: being looked through, what was found, being taken in, or what came of it."""
    if not upload.mapping:
        return redirect(url_for("opinions.sheet_columns", import_id=upload.id))
    job = _job(upload)
    entries = () if upload.imported_at or not upload.findings or (job and job.is_under_way) else _first_entries(upload)
    return refreshed(render_template("opinions/sheet.html", upload=upload, job=job, entries=entries, names=NAMES,
                                     found=upload.findings, form=ConfirmForm()), job)


def _job(upload: OpinionImport) -> Job | None:
    """The newest job about a sheet."""
    jobs = [latest(db.session, _key(kind, upload)) for kind in ("opinions.check", "opinions.import")]
    return max(filter(None, jobs), key=lambda job: job.id, default=None)


def _first_entries(upload: OpinionImport):
    """The first rows as they will be read."""
    opened = _opened(upload)
    terms = terms_for(db.session, upload.consultation, upload.filename, now())
    return list(Reader(opened.heads, Plan(**upload.mapping), terms).read(opened.first[:SHOWN]))


@bp.post("/desk/opinions/imports/<int:import_id>/confirm")
@allow("opinion.handle", _sheet)
def confirm_sheet(upload: OpinionImport):
    """Take the sheet in, in the background."""
    form = ConfirmForm()
    with refusal_told():
        if not form.validate_on_submit() or not upload.findings or upload.findings["wrong"]:
            raise InvalidInput(_("表里还有不对的地方，整张表都不会导入。请先改好。"))
        with write() as at:
            _ask("opinions.import", upload, at)
        flash(_("正在导入，您可以先去做别的事。"))
    return redirect(url_for("opinions.sheet", import_id=upload.id))

"""Views: hotline tickets taken in from a sheet, and results sent back."""

import json
from itertools import islice

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.accounts.queries import office
from portal.clock import beijing
from portal.complaints.actions.tickets import keep_tickets, refuse_taken_in, set_mapping
from portal.complaints.models import TicketImport
from portal.complaints.queries.tickets import imports, mapping, results
from portal.complaints.rules.tickets import FIELDS, TicketRow
from portal.complaints.ticket_forms import ConfirmForm, MappingForm, TicketFileForm
from portal.complaints.ticket_sheets import rows_of
from portal.complaints.views import bp
from portal.errors import N_, Refusal
from portal.extensions import db
from portal.forms import refusals_on
from portal.jobs.actions import enqueue
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.press.paper import Column, Paper, Sheet, Table
from portal.press.serve import send_paper
from portal.web import actor, allow, now, person, write
from portal.words import WORDS

SHOWN = 50
HEADS = (("工单编号", 34), ("本系统编号", 32), ("状态", 30), ("承办单位", 36), ("签收时间", 34), ("办结时间", 34),
         ("是否解决", 18), ("满意度", 18), ("办理结果", 80))


@bp.route("/desk/complaints/tickets", methods=["GET", "POST"])
@allow("complaint.tickets")
def tickets():
    """Upload a sheet of tickets; nothing is filed before its preview is confirmed."""
    form = TicketFileForm()
    if form.validate_on_submit():
        with refusals_on(form):
            data = form.file.data.read()
            rows_of(db.session, data, now())  # a file that cannot be read at all is not even kept
            with write() as at:
                kept = keep_tickets(db.session, current_app.extensions["storage"], form.file.data.filename or "", data,
                                    unit=office(db.session), actor=person(), now=at)
                _ask("complaints.check_tickets", kept, at)
            return redirect(url_for("complaints.ticket_preview", ticket_import_id=kept.id))
    return render_template("complaints/tickets.html", form=form, imports=imports(db.session)), form.status


def _ask(kind: str, upload: TicketImport, at) -> None:
    enqueue(db.session, kind, owner=person(), unit_id=upload.unit_id, key=f"{kind}:{upload.id}", now=at, import_id=upload.id)


@bp.route("/desk/complaints/tickets/mapping", methods=["GET", "POST"])
@allow("complaint.tickets")
def ticket_mapping():
    """Which column of the hotline's sheet holds which field; set once."""
    current = mapping(db.session)
    lines = "\n".join(f"{word}＝{WORDS['complaint_category'][code]}" for word, code in current.categories.items())
    form = MappingForm(data={"revision": current.revision, "categories": lines}
                       | {f"column_{field}": current.columns.get(field, "") for field in FIELDS})
    if form.validate_on_submit():
        with refusals_on(form):
            columns, categories = form.mapping()
            with write() as at:
                set_mapping(db.session, columns, categories, seen_revision=form.revision.data, actor=person(), now=at)
            flash(_("对应关系已保存。"))
            return redirect(url_for("complaints.tickets"))
    return render_template("complaints/ticket_mapping.html", form=form, fields=FIELDS), form.status


@bp.route("/desk/complaints/tickets/<int:ticket_import_id>", methods=["GET", "POST"])
@allow("complaint.tickets", lambda ticket_import_id: db.session.get(TicketImport, ticket_import_id))
def ticket_preview(upload):
    """What was found in a sheet, row by row where it is wrong; confirming takes it in, in the background."""
    form, found = ConfirmForm(), json.loads(upload.findings or "null")
    if form.validate_on_submit():
        with refusals_on(form):
            refuse_taken_in(upload)
            if not found or found["wrong"]:
                raise Refusal(N_("表里还有不对的行，一件也没有导入。请在文件里改好，再重新上传。"))
            with write() as at:
                _ask("complaints.import_tickets", upload, at)
            flash(_("正在导入，您可以先去做别的事。"))
            return redirect(url_for("complaints.ticket_preview", ticket_import_id=upload.id))
    jobs = [latest(db.session, f"complaints.{what}_tickets:{upload.id}") for what in ("import", "check")]
    job = next(filter(None, jobs), None)
    page = render_template("complaints/ticket_preview.html", upload=upload, form=form, found=found, fields=FIELDS, job=job,
                           rows=[] if upload.confirmed_at or not found else _first_new(upload))
    return refreshed(page, job), form.status


def _first_new(upload: TicketImport) -> list[TicketRow]:
    """The first rows that will be filed."""
    rows = rows_of(db.session, current_app.extensions["storage"].read(upload.file.sha256), now())
    return [row for row in islice(rows, SHOWN) if row.kind == "new"]


@bp.get("/desk/complaints/tickets/results.xlsx")
@allow("complaint.tickets")
def ticket_results():
    """What became of every ticket, to be sent back to the hotline."""
    rows = tuple(_result(ticket, answer) for ticket, answer in results(db.session, actor()))
    columns = tuple(Column(head, width, head == "办理结果") for head, width in HEADS)
    table = Table("12345工单办理结果", columns, rows, empty="没有工单")
    paper = Paper("12345工单办理结果", "", sheets=(Sheet("办理结果", (table,)),))
    return send_paper(paper, "xlsx", now(), paper.title)


def _result(ticket, answer) -> tuple[str, ...]:
    complaint = ticket.complaint
    reply = next((step.public_text for step in reversed(complaint.steps)
                  if step.name in ("request_closure", "conclude", "decline") and step.public_text), "")
    return (ticket.number, complaint.number, WORDS["complaint_state"][complaint.state], complaint.unit.name,
            _moment(complaint.last("accept")), _moment(complaint.last("verify")),
            WORDS["solved"]["yes" if answer.is_solved else "no"] if answer else "",
            WORDS["satisfaction"][answer.satisfaction] if answer else "", reply)


def _moment(step) -> str:
    return f"{beijing(step.at):%Y-%m-%d %H:%M}" if step else ""

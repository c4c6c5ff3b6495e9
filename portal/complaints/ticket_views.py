"""Views: hotline tickets taken in from a sheet, and results sent back."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.accounts.queries import office
from portal.clock import beijing
from portal.complaints.actions.tickets import import_tickets, keep_tickets, set_mapping
from portal.complaints.models import TicketImport
from portal.complaints.queries.tickets import imports, known, mapping, results
from portal.complaints.rules.tickets import FIELDS, TicketRow, columns_of, read_rows
from portal.complaints.ticket_forms import ConfirmForm, MappingForm, TicketFileForm
from portal.complaints.views import bp
from portal.errors import N_, InvalidInput
from portal.extensions import db
from portal.files.sheets import Bounds, open_sheet
from portal.forms import refusals_on
from portal.press.paper import Column, Paper, Sheet, Table
from portal.press.serve import send_paper
from portal.text import one_line
from portal.web import actor, allow, now, person, write
from portal.words import WORDS

BOUNDS = Bounds(size=10 * 1024**2, unpacked=100 * 1024**2, rows=1000, columns=80)
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
            _rows(data)  # a file that cannot be read at all is not even kept
            with write() as at:
                kept = keep_tickets(db.session, current_app.extensions["storage"], form.file.data.filename or "", data,
                                    unit=office(db.session), actor=person(), now=at)
            return redirect(url_for("complaints.ticket_preview", ticket_import_id=kept.id))
    return render_template("complaints/tickets.html", form=form, imports=imports(db.session)), form.status


def _rows(data: bytes) -> list[TicketRow]:
    lines = [(number, [one_line(cell.text) if at == 0 else cell.text for at, cell in enumerate(cells)])
             for number, cells in open_sheet(data, BOUNDS, formulas=False).lines]
    if len(lines) < 2:
        raise InvalidInput(N_("表里没有工单。第一行是列名，下面一行一件。"), field="file")
    columns = columns_of([one_line(text) for text in lines[0][1]], mapping(db.session).columns)
    return read_rows(lines[1:], columns, known(db.session, now()))


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
    """What a sheet would do, row by row; confirming files all of it or nothing."""
    form = ConfirmForm()
    if upload.confirmed_at:
        return render_template("complaints/ticket_preview.html", upload=upload, form=form, rows=[])
    data = current_app.extensions["storage"].read(upload.file.sha256)
    rows = _rows(data)
    if form.validate_on_submit():
        with refusals_on(form):
            with write() as at:
                rows = _rows(data)  # by what has been taken in by now
                import_tickets(db.session, upload, rows, actor=person(), now=at)
            flash(_("工单已经导入并派发。"))
            return redirect(url_for("complaints.ticket_preview", ticket_import_id=upload.id))
    return render_template("complaints/ticket_preview.html", upload=upload, form=form, rows=rows, fields=FIELDS), form.status


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

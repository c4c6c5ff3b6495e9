"""Views: the report before it is compiled, compiling it, and the compiled ones as paper and as files."""

from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.errors import N_, Missing
from portal.extensions import db
from portal.opinions.queries.lookup import consultation_by_number
from portal.press import docx, pdf, xlsx
from portal.reports.actions import compile_and_store, read_report
from portal.reports.compile import compile_report
from portal.reports.models import ReportSnapshot
from portal.reports.queries import gather, snapshot_by_id, snapshots_of
from portal.reports.summary import compose
from portal.web import allow, now, person, write

bp = Blueprint("reports", __name__)

WRITERS = {
    "docx": (docx.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.write, "application/pdf"),
    "xlsx": (xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def load_consultation(number: str) -> Consultation:
    """The consultation of a proposal, or a sentence when nobody has been asked about it yet."""
    found = consultation_by_number(db.session, number)
    if found is None:
        raise Missing(N_("这个方案还没有开始征求意见，没有可以汇总的内容。请先发函征求意见或者公布方案。"))
    return found


def load_report(report_id: int, **_rest) -> ReportSnapshot | None:
    """A compiled report, for its page and its files."""
    return snapshot_by_id(db.session, report_id)


@bp.get("/desk/proposals/<number>/report")
@allow("report.read", load_consultation)
def preview(consultation: Consultation):
    """The report as it would be compiled now, beside what is missing; and those compiled before."""
    report = compile_report(gather(db.session, consultation, names=False), now())
    return render_template(
        "reports/preview.html", consultation=consultation, proposal=consultation.proposal, report=report, paper=compose(report),
        snapshots=snapshots_of(db.session, consultation),
    )  # fmt: skip


@bp.post("/desk/proposals/<number>/report")
@allow("report.compile", load_consultation)
def compile_now(consultation: Consultation):
    """Compile the report as of this moment and keep it."""
    with write() as at:
        stored = compile_and_store(db.session, current_app.extensions["storage"], consultation, actor=person(), now=at)
        number = consultation.proposal.number
    flash(_("已经生成汇总表。下面可以下载；以后再有变化，不影响这一份。"))
    return redirect(url_for("reports.preview", number=number) + f"#report-{stored.id}")


@bp.get("/desk/reports/<int:report_id>")
@allow("report.read", load_report)
def stored_report(stored: ReportSnapshot):
    """A compiled report as paper, from its frozen values."""
    report = read_report(current_app.extensions["storage"], stored)
    return render_template(
        "reports/stored.html", stored=stored, proposal=stored.consultation.proposal, report=report, paper=compose(report)
    )


@bp.get("/desk/reports/<int:report_id>/<any(docx, pdf, xlsx):kind>")
@allow("report.read", load_report)
def download(stored: ReportSnapshot):
    """A compiled report as a file, written from its frozen values."""
    kind = request.view_args["kind"]
    write_file, media_type = WRITERS[kind]
    data = write_file(compose(read_report(current_app.extensions["storage"], stored)), stored.cut_off_at)
    name = f"{stored.consultation.proposal.number}征求意见情况汇总表（{stored.id}）.{kind}"
    response = send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response

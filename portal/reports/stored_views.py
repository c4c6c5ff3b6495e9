"""Views: compiled reports as paper and as files, from their frozen values, and the complete package."""

from functools import partial

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing, Refusal
from portal.extensions import db
from portal.jobs.actions import enqueue
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.press.paper import Paper
from portal.press.serve import send_paper
from portal.reports.actions import read_report
from portal.reports.documents import DOCUMENTS
from portal.reports.models import ReportSnapshot
from portal.reports.queries import snapshot_by_id
from portal.reports.rules import MANY
from portal.reports.views import bp, document_of, letters_of
from portal.web import allow, person, write
from portal.wordtemplates.queries import write_docx


def load_report(report_id: int, **_rest) -> ReportSnapshot | None:
    """A compiled report, for its pages and its files."""
    return snapshot_by_id(db.session, report_id)


def _package_key(stored: ReportSnapshot) -> str:
    return f"reports.package/{stored.id}"


@bp.get("/desk/reports/<int:report_id>")
@allow("report.read", load_report)
def stored_report(stored: ReportSnapshot):
    """A compiled report: its summary as paper, its other documents, its package."""
    return _stored(stored, "summary")


@bp.get("/desk/reports/<int:report_id>/papers/<code>")
@allow("report.read", load_report)
def stored_paper(stored: ReportSnapshot):
    """One document of a compiled report as paper."""
    return _stored(stored, request.view_args["code"])


def _stored(stored: ReportSnapshot, code: str):
    document = document_of(code)
    report = read_report(current_app.extensions["storage"], stored)
    package = latest(db.session, _package_key(stored))
    page = render_template(
        "reports/stored.html", stored=stored, proposal=stored.consultation.proposal, report=report, code=code,
        document=document, documents=DOCUMENTS, paper=document.compose(report, stored.fingerprint), package=package,
        letters=letters_of(code, report, stored.fingerprint),
        links={each: url_for("reports.stored_paper", report_id=stored.id, code=each) for each in DOCUMENTS},
    )  # fmt: skip
    return refreshed(page, package)


@bp.get("/desk/reports/<int:report_id>/<any(docx, pdf, xlsx):kind>")
@allow("report.read", load_report)
def download(stored: ReportSnapshot):
    """The summary of a compiled report as a file."""
    return _file(stored, "summary", request.view_args["kind"])


@bp.get("/desk/reports/<int:report_id>/papers/<code>/<any(docx, pdf, xlsx):kind>")
@allow("report.read", load_report)
def download_paper(stored: ReportSnapshot):
    """One document of a compiled report as a file."""
    return _file(stored, request.view_args["code"], request.view_args["kind"])


def _file(stored: ReportSnapshot, code: str, kind: str):
    document = document_of(code)
    if kind == "pdf" and code == "summary" and stored.numbers["received"] > MANY:
        raise Refusal(N_("意见很多，汇总表的 PDF 要分册。请生成材料包，分好的各册都在里面；Word 和 Excel 文件可以直接下载。"))
    report = read_report(current_app.extensions["storage"], stored)
    return _sent(stored, document.compose(report, stored.fingerprint), kind, document.name)


def _sent(stored: ReportSnapshot, paper: Paper, kind: str, name: str):
    proposal = stored.consultation.proposal
    on_own_template = partial(write_docx, db.session, current_app.extensions["storage"], proposal.initiating_unit_id)
    return send_paper(paper, kind, stored.cut_off_at, f"{proposal.number}{name}（{stored.id}）", on_own_template)


@bp.get("/desk/reports/<int:report_id>/letters/<int:place>/<any(docx, pdf):kind>")
@allow("report.read", load_report)
def download_letter(stored: ReportSnapshot):
    """One written answer as a file; `place` counts from 1."""
    report = read_report(current_app.extensions["storage"], stored)
    letters, place = letters_of("replies", report, stored.fingerprint), request.view_args["place"]
    if not 1 <= place <= len(letters):
        raise Missing(N_("没有这一件书面反馈。"))
    return _sent(stored, letters[place - 1], request.view_args["kind"], f"书面反馈-{letters[place - 1].addressee}")


@bp.post("/desk/reports/<int:report_id>/package")
@allow("report.compile", load_report)
def package(stored: ReportSnapshot):
    """Ask for the complete package of a compiled report."""
    with write() as at:
        enqueue(
            db.session, "reports.package", owner=person(), unit_id=stored.consultation.proposal.initiating_unit_id,
            key=_package_key(stored), now=at, report_id=stored.id,
        )  # fmt: skip
        address = url_for("reports.stored_report", report_id=stored.id)
    flash(_("正在生成材料包。可以先去做别的事，办好了在这里下载。"))
    return redirect(address)

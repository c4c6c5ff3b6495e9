"""Views: the five documents as they would be now, compiling them, and what staff write into the narrative."""

from dataclasses import replace

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.consultations.models import Consultation
from portal.errors import N_, Missing
from portal.extensions import db
from portal.files import visibility
from portal.forms import refusals_on
from portal.jobs.actions import enqueue
from portal.jobs.queries import latest
from portal.jobs.views import refreshed
from portal.opinions.queries.lookup import consultation_by_number
from portal.press.paper import Paper
from portal.reports import letters, narrative
from portal.reports.actions import compile_and_store, write_prose
from portal.reports.compile import compile_report
from portal.reports.documents import DOCUMENTS, Document
from portal.reports.forms import ProseForm
from portal.reports.models import ReportSnapshot
from portal.reports.queries import gather, prose_of, snapshots_of
from portal.reports.rules import MANY, SECTIONS
from portal.reports.values import ConsultationReport
from portal.web import allow, now, person, write

bp = Blueprint("reports", __name__)
visibility.register(ReportSnapshot, "report.read")


def load_consultation(number: str, **_rest) -> Consultation:
    """The consultation of a proposal, or a sentence when nobody has been asked about it yet."""
    found = consultation_by_number(db.session, number)
    if found is None:
        raise Missing(N_("这个方案还没有开始征求意见，没有可以汇总的内容。请先发函征求意见或者公布方案。"))
    return found


def document_of(code: str) -> Document:
    """One of the five, or a sentence that there is no such document."""
    if code not in DOCUMENTS:
        raise Missing(N_("没有这种材料。请从列出的材料里选一种。"))
    return DOCUMENTS[code]


def letters_of(code: str, report: ConsultationReport, fingerprint: str = "") -> list[Paper]:
    """The letters that stand behind their list; nothing for the other documents."""
    return letters.each(report, fingerprint) if code == "replies" else []


@bp.get("/desk/proposals/<number>/report")
@allow("report.read", load_consultation)
def preview(consultation: Consultation):
    """The summary as it would be compiled now, beside what is missing; and those compiled before."""
    return _preview(consultation, "summary")


@bp.get("/desk/proposals/<number>/report/<code>")
@allow("report.read", load_consultation)
def preview_document(consultation: Consultation):
    """Another of the five documents as it would be now."""
    return _preview(consultation, request.view_args["code"])


def _links(number: str) -> dict[str, str]:
    others = {code: url_for("reports.preview_document", number=number, code=code) for code in DOCUMENTS}
    return {**others, "summary": url_for("reports.preview", number=number)}


def _as_of_now(consultation: Consultation) -> ConsultationReport:
    at = now()
    rows = replace(gather(db.session, consultation, names=False, now=at), small_group=_small_group())
    return compile_report(rows, at)


def _small_group() -> int:
    return current_app.extensions["settings"].small_group


def _preview(consultation: Consultation, code: str):
    document = document_of(code)
    job = latest(db.session, _compile_key(consultation))
    many = consultation.last_number > MANY
    report = None if many else _as_of_now(consultation)
    page = render_template(
        "reports/preview.html", consultation=consultation, proposal=consultation.proposal, report=report, code=code, job=job,
        document=document, documents=DOCUMENTS, paper=report and document.compose(report, ""),
        letters=letters_of(code, report) if report else [], sections=narrative.SECTIONS,
        snapshots=snapshots_of(db.session, consultation), links=_links(consultation.proposal.number),
    )  # fmt: skip
    return refreshed(page, job)


def _compile_key(consultation: Consultation) -> str:
    return f"reports.compile/{consultation.id}"


@bp.post("/desk/proposals/<number>/report")
@allow("report.compile", load_consultation)
def compile_now(consultation: Consultation):
    """Compile the report as of this moment and keep it; where a great many have spoken, in the background."""
    anchor = ""
    with write() as at:
        number = consultation.proposal.number
        if consultation.last_number > MANY:
            enqueue(
                db.session, "reports.compile", owner=person(), unit_id=consultation.proposal.initiating_unit_id,
                key=_compile_key(consultation), now=at, consultation_id=consultation.id,
            )  # fmt: skip
        else:
            stored = compile_and_store(db.session, current_app.extensions["storage"], consultation, small_group=_small_group(),
                                       actor=person(), now=at)
            anchor = f"#report-{stored.id}"
    if anchor:
        flash(_("已经生成汇总表。下面可以下载；以后再有变化，不影响这一份。"))
    return redirect(url_for("reports.preview", number=number) + anchor)


@bp.route("/desk/proposals/<number>/report/narrative/<section>", methods=["GET", "POST"])
@allow("report.compile", load_consultation)
def edit_prose(consultation: Consultation):
    """What staff write into one section of the narrative, below the sentences that the rows make."""
    section = request.view_args["section"]
    if section not in SECTIONS:
        raise Missing(N_("报告里没有这一节。"))
    written = prose_of(db.session, consultation, section)
    form = ProseForm(text=written.text if written else "", seen_revision=written.revision if written else 0)
    number = consultation.proposal.number
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            write_prose(
                db.session, consultation, section, form.text.data,
                seen_revision=form.seen_revision.data, actor=person(), now=at,
            )  # fmt: skip
        if not form.errors:
            flash(_("已经保存。生成汇总表时会写进报告。"))
            return redirect(url_for("reports.preview_document", number=number, code="narrative"))
    name, made = narrative.SECTIONS[section]
    report = _as_of_now(consultation)
    return render_template(
        "reports/prose.html", proposal=consultation.proposal, form=form, name=name, made=list(made(report))
    ), form.status


import portal.reports.stored_views  # noqa: E402, F401

"""Views: the year's summary, as page, Word document and workbook."""

from flask import redirect, render_template, request, url_for

from portal.clock import beijing_date
from portal.errors import N_, Missing
from portal.extensions import db
from portal.i18n import say
from portal.meetings.documents import SUMMARY_HEADS, year_summary
from portal.meetings.queries.summary import Summary, summary_of
from portal.meetings.views import bp
from portal.press.serve import send_paper
from portal.web import allow, now

FIRST_YEAR = 2021


def load_summary(year: int, **_rest) -> Summary:
    """The figures of a year that has begun."""
    if not FIRST_YEAR <= year <= beijing_date(now()).year:
        raise Missing(N_("没有这一年的总结。"))
    return summary_of(db.session, year)


@bp.get("/desk/summary")
@allow("summary.read")
def this_year():
    """The year that runs."""
    return redirect(url_for("meetings.summary", year=beijing_date(now()).year))


@bp.get("/desk/summary/<int:year>")
@allow("summary.read", load_summary)
def summary(found: Summary):
    """The year in figures, by unit and by street."""
    return render_template("meetings/summary.html", summary=found, shown=[say(head) for head in SUMMARY_HEADS],
                           years=range(beijing_date(now()).year, FIRST_YEAR - 1, -1))


@bp.get("/desk/summary/<int:year>.<any(docx, pdf, xlsx):kind>")
@allow("summary.read", load_summary)
def summary_file(found: Summary):
    """The same as a file."""
    paper = year_summary(found)
    return send_paper(paper, request.view_args["kind"], now(), paper.title)

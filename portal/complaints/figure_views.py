"""Views: the figures with their numerators and denominators, the cases behind each, and the monthly bulletin."""

import re
from datetime import date, timedelta

from flask import render_template, request

from portal.clock import beijing_date
from portal.complaints.bulletin import bulletin
from portal.complaints.queries.figures import cases
from portal.complaints.queries.spots import reuses
from portal.complaints.rules.figures import COUNT_WORDS, GROUPS, RATIO_WORDS, Case, figures, grouped, hot_spots
from portal.complaints.views import bp
from portal.errors import N_, Missing
from portal.extensions import db
from portal.press.serve import send_paper
from portal.web import actor, allow, now

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
MONTHS_LISTED = 12


def period(text: str) -> tuple[date, date]:
    """The first day of a month or of a year, and the day after its last. Raises Missing for neither."""
    if found := MONTH.fullmatch(text):
        first = date(int(found[1]), int(found[2]), 1)
        return first, (first + timedelta(days=31)).replace(day=1)
    if re.fullmatch(r"20\d\d", text):
        return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    raise Missing(N_("没有这个月份。请写成 2026-06 的样子。"))


def this_month() -> str:
    """The month that runs, as addresses name it."""
    return f"{beijing_date(now()):%Y-%m}"


def _chosen() -> tuple[str, str, list[Case]]:
    """The period and grouping the address asks for, and the period's cases."""
    when = request.args.get("when") or this_month()
    by = request.args.get("by") if request.args.get("by") in GROUPS else "unit"
    return when, by, cases(db.session, actor(), *period(when))


@bp.get("/desk/complaints/figures")
@allow("complaint.figures")
def figures_page():
    """The figures of a month or a year, in all and by unit, street, space, category or month."""
    when, by, found = _chosen()
    spots = hot_spots(found)
    return render_template(
        "complaints/figures.html", when=when, by=by, groups=GROUPS, total=figures("", found, now()),
        rows=grouped(found, by, now()), spots=spots, reuses=reuses(db.session, [each.number for each in spots]),
        months=_months(), counts=COUNT_WORDS, ratios=RATIO_WORDS)


@bp.get("/desk/complaints/bulletins/<when>.<any(docx, xlsx):kind>")
@allow("complaint.figures")
def bulletin_file(when: str, kind: str):
    """The bulletin (通报) of a month as Word document or workbook."""
    paper = bulletin(when, cases(db.session, actor(), *period(when)), now())
    return send_paper(paper, kind, now(), paper.title)


def behind_a_figure() -> tuple[int, ...] | None:
    """The ids of the cases behind the number the address names, or None when it names none."""
    name = request.args.get("figure")
    if not name:
        return None
    _when, by, found = _chosen()
    label = request.args.get("label", "")
    rows = grouped(found, by, now()) if label else [figures("", found, now())]
    try:
        return next(row for row in rows if row.label == label).ids(name)
    except (StopIteration, KeyError):
        raise Missing(N_("没有这个数字，可能数据刚刚有了变化。请回到统计页面重新点开。")) from None


def _months() -> list[str]:
    day, found = beijing_date(now()).replace(day=1), []
    for _ in range(MONTHS_LISTED):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found

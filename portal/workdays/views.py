"""Views: the calendar staff edit."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.clock import beijing_date
from portal.complaints.actions.limits import recompute_limits
from portal.consultations.actions import recompute_provisional
from portal.errors import N_, InvalidInput, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.web import allow, now, person, write
from portal.workdays.actions import announce_year
from portal.workdays.forms import YearForm
from portal.workdays.models import CalendarDay
from portal.workdays.notation import print_days, read_days, runs
from portal.workdays.queries import announced_years, calendar, days_of, year_entry

bp = Blueprint("workdays", __name__)
YEARS = range(2021, 2100)


@bp.route("/desk/calendar", methods=["GET", "POST"])
@allow("calendar.edit")
def year_page():
    """A year's holidays and make-up workdays; entering a year makes provisional closings firm."""
    year = request.args.get("year", beijing_date(now()).year, type=int)
    if year not in YEARS:
        raise Missing(N_("日历里没有这一年。"))
    form = _form(year)
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            _announce(year, form, at)
            moved = len(recompute_provisional(db.session, calendar(db.session), actor=person(), now=at))
            moved += recompute_limits(db.session, calendar(db.session), at)
        if not form.errors:
            flash(_("%(year)s年的日历已保存，重新算了%(count)s个暂定的截止时间。", year=year, count=moved))
            return redirect(url_for("workdays.year_page", year=year))
    days = days_of(db.session, year)
    spans = [(*span, works) for works in (False, True) for span in runs(_labels(days, works))]
    return render_template("workdays/year.html", form=form, year=year, entry=year_entry(db.session, year), spans=sorted(spans),
                           years=announced_years(db.session)), form.status


def _form(year: int) -> YearForm:
    entry = year_entry(db.session, year)
    days = days_of(db.session, year)
    return YearForm(data={
        "revision": entry.revision if entry else 0, "source": entry.source if entry else "",
        "holidays": print_days(_labels(days, works=False)), "workdays": print_days(_labels(days, works=True)),
    })


def _labels(days: list[CalendarDay], works: bool) -> dict[date, str]:
    return {each.day: each.label for each in days if each.is_workday == works}


def _announce(year: int, form: YearForm, at) -> None:
    announce_year(
        db.session, year, source=form.source.data, holidays=_days(form.holidays, year), workdays=_days(form.workdays, year),
        seen_revision=form.revision.data, actor=person(), now=at,
    )


def _days(field, year: int):
    try:
        return read_days(field.data, year)
    except InvalidInput as problem:
        problem.field = field.name
        raise

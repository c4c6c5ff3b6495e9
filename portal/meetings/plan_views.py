"""Views: the units' plans of items for a quarter."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.clock import beijing_date
from portal.errors import N_, InvalidInput, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.ledger.queries import area_named, space_by_number
from portal.meetings.actions import Planned, file_plan
from portal.meetings.queries.year import plan_of, plans_of, without_plan
from portal.meetings.rules.year import months_of, quarter_of
from portal.meetings.views import bp
from portal.meetings.year_forms import PlanForm
from portal.permissions import units_for
from portal.web import actor, allow, now, person, write


class UnitQuarter:
    """A unit and one of its quarters, for the permission and the page."""

    def __init__(self, unit: Unit, year: int, quarter: int):
        self.unit, self.year, self.quarter, self.owners = unit, year, quarter, unit.owners


def load_quarter(unit_id: int, year: int, quarter: int) -> UnitQuarter | None:
    """The unit and quarter an address names, or None."""
    unit = db.session.get(Unit, unit_id)
    return UnitQuarter(unit, year, quarter) if unit and 2021 <= year <= 2100 and 1 <= quarter <= 4 else None


@bp.get("/desk/plans")
@allow("plan.read")
def plans():
    """What every unit means to bring in a quarter, and who has not said."""
    today = beijing_date(now())
    year, quarter = _chosen(quarter_of(today))
    own = [db.session.get(Unit, each) for each in sorted(units_for(actor(), "plan.file"))]
    return render_template(
        "meetings/plans.html", year=year, quarter=quarter, months=months_of(quarter), plans=plans_of(db.session, year, quarter),
        late=without_plan(db.session, year, quarter, today), own=own, before=_shift(year, quarter, -1),
        after=_shift(year, quarter, 1), begun=(year, quarter) <= quarter_of(today),
    )


@bp.route("/desk/plans/<int:unit_id>/<int:year>/<int:quarter>", methods=["GET", "POST"])
@allow("plan.file", load_quarter)
def quarter_plan(chosen: UnitQuarter):
    """File or change a unit's plan."""
    filed = plan_of(db.session, chosen.unit.id, chosen.year, chosen.quarter)
    form = PlanForm(seen=filed.revision if filed else 0, items=_typed(filed))
    form.offer(months_of(chosen.quarter))
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            file_plan(db.session, chosen.unit, chosen.year, chosen.quarter, _lines(form), seen_revision=form.seen.data,
                      actor=person(), now=at)
        if not form.errors:
            flash(_("上会计划已经报送。"))
            return redirect(url_for("meetings.plans", year=chosen.year, quarter=chosen.quarter))
    return render_template("meetings/plan.html", chosen=chosen, filed=filed, form=form), form.status


def _chosen(default: tuple[int, int]) -> tuple[int, int]:
    year, quarter = request.args.get("year", type=int), request.args.get("quarter", type=int)
    if year is None or quarter is None:
        return default
    if not (2021 <= year <= 2100 and 1 <= quarter <= 4):
        raise Missing(N_("没有这个季度。"))
    return year, quarter


def _shift(year: int, quarter: int, by: int) -> tuple[int, int]:
    at = year * 4 + quarter - 1 + by
    return at // 4, at % 4 + 1


def _typed(filed) -> list[dict]:
    """The rows as filed, in words."""
    return [{"month": each.month, "title": each.title, "space": _place(each)} for each in filed.items] if filed else []


def _place(item) -> str:
    return item.space.number if item.space else item.area.name if item.area else ""


def _lines(form: PlanForm) -> list[Planned]:
    return [Planned(month, title, *_found(typed)) for month, title, typed in form.lines()]


def _found(typed: str):
    """The space of that ledger number, or the area of that name; both None when nothing was typed."""
    if not typed:
        return None, None
    space, area = space_by_number(db.session, typed), area_named(db.session, typed)
    if space is None and area is None:
        raise InvalidInput(N_("台账里没有“%(typed)s”。请填台账编号或片区名称；台账外的空间，这一格留空。"), field="items",
                           typed=typed)
    return space, area

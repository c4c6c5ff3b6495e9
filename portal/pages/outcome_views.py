"""Views: the outcome library."""

from flask import render_template, request, url_for

from portal.clock import beijing_date
from portal.extensions import db
from portal.meetings.models import OUTCOMES
from portal.opinions.rules import VERDICTS
from portal.pages.queries.listing import street_names
from portal.pages.queries.outcomes import PAGE, Filter, outcomes, years
from portal.pages.views import bp
from portal.permissions import EVERYONE
from portal.rulebook.book import current_book
from portal.web import allow, now

NAMES = ("q", "street", "type", "verdict", "outcome", "year")


@bp.get("/outcomes")
@allow(EVERYONE)
def outcome_library():
    """Every finished consultation with its verdicts, found by words, street, type, verdict, outcome and year."""
    chosen = {name: request.args.get(name, "").strip()[:60] for name in NAMES}
    wanted = _wanted(chosen)
    found = outcomes(db.session, wanted, now=now(), after=request.args.get("after", type=int), limit=PAGE + 1)
    kept = {name: value for name, value in chosen.items() if value}
    return render_template(
        "pages/outcomes.html", outcomes=found[:PAGE], chosen=chosen, words=wanted.words, verdicts=VERDICTS, results=OUTCOMES,
        streets=tuple(street_names(db.session, beijing_date(now()))), types=current_book().catalogue.types,
        years=tuple(years(db.session)), first=url_for("pages.outcome_library", **kept) if "after" in request.args else None,
        older=url_for("pages.outcome_library", after=found[PAGE - 1].row.id, **kept) if len(found) > PAGE else None,
    )


def _wanted(chosen: dict[str, str]) -> Filter:
    """What the address asks for; words that are no code narrow nothing."""
    year = chosen["year"]
    return Filter(
        q=chosen["q"], street=chosen["street"], space_type=chosen["type"],
        verdict=chosen["verdict"] if chosen["verdict"] in VERDICTS else "",
        outcome=chosen["outcome"] if chosen["outcome"] in OUTCOMES else "",
        year=int(year) if year.isdecimal() and len(year) == 4 and year > "1900" else None,
    )

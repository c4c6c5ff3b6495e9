"""Views: the public list of vacated spaces."""

from flask import Blueprint, render_template, request

from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.extensions import db
from portal.i18n import either
from portal.ledger.models import Space
from portal.ledger.queries import ledger, page, space_by_number
from portal.pages.queries.space import proposals_of
from portal.permissions import EVERYONE
from portal.rulebook.book import current_book
from portal.web import allow, now

bp = Blueprint("ledger", __name__)
PAGE = 30


def space_of(number: str) -> Space | None:
    """The space an address names."""
    return space_by_number(db.session, number)


@bp.get("/spaces")
@allow(EVERYONE)
def public_spaces():
    """Every vacated space by number, found by words, street or type."""
    chosen = {name: request.args.get(name, "").strip() for name in ("q", "street", "type")}
    query = ledger(q=chosen["q"], street=chosen["street"], space_type=chosen["type"])
    spaces, more = page(db.session, query, after=request.args.get("after", ""), limit=PAGE)
    streets = subdistricts(db.session, beijing_date(now()))
    return render_template("ledger/public_spaces.html", spaces=spaces, more=more, chosen=chosen, streets=streets,
                           types=current_book().catalogue.types, kinds=kind_names())


@bp.get("/spaces/<number>")
@allow(EVERYONE, space_of)
def public_space(space: Space):
    """One space: where it is, what it is for, and the proposals for it; nothing about its owner's contacts."""
    proposals = proposals_of(db.session, space)
    return render_template("ledger/public_space.html", space=space, proposals=proposals, kinds=kind_names())


def kind_names() -> dict[str, str]:
    """The words for types and sub-types in the reader's language, by their printed name."""
    catalogue = current_book().catalogue
    entries = (*catalogue.types, *catalogue.subtypes)
    return {each.name: either(each.name, each.name_en) for each in entries}


from portal.ledger import area_views, desk_views, import_views  # noqa: E402, F401  (register their views on bp)

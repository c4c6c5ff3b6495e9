"""Views: the public list of vacated spaces."""

from flask import Blueprint, render_template, request

from portal.extensions import db
from portal.i18n import either
from portal.ledger.models import Space
from portal.ledger.queries import ledger, page, space_by_number
from portal.pages.filters import filters
from portal.pages.queries.map import UNPROPOSED, narrowed_spaces
from portal.pages.queries.space import proposals_of
from portal.permissions import EVERYONE
from portal.proposals.rules import STATES
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
    """Every vacated space by number, found by street, community, type, the state of its proposals, and words."""
    states = (*STATES, UNPROPOSED)
    found = filters(states)
    query = ledger(q=found.wanted.q, street=found.wanted.street, space_type=found.wanted.space_type)
    query = narrowed_spaces(query, found.wanted, now())
    spaces, more = page(db.session, query, after=request.args.get("after", ""), limit=PAGE)
    return render_template("ledger/public_spaces.html", spaces=spaces, more=more, filters=found, states=states,
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

"""Views: one search for everything public, and what it suggests while somebody types."""

import re

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.clock import beijing_date
from portal.errors import N_
from portal.extensions import db
from portal.i18n import say
from portal.pages.filters import LONGEST
from portal.pages.queries.finding import OUTCOME, PROPOSAL, SPACE, Hit, address_of_receipt, find
from portal.pages.queries.listing import street_names
from portal.pages.views import bp
from portal.permissions import EVERYONE
from portal.receipts import GROUP, GROUPS, typed_receipt
from portal.text import folded
from portal.web import allow, now

ON_THE_PAGE, WHILE_TYPING = 10, 3
LIKE_A_RECEIPT = re.compile(r"(?=.*[0-9-])[A-Za-z0-9][A-Za-z0-9 -]{5,}")
NAMES = {PROPOSAL: N_("方案"), SPACE: N_("腾退空间"), OUTCOME: N_("办理结果")}
WHOLE = GROUPS * GROUP + GROUPS - 1


@bp.get("/search")
@allow(EVERYONE)
def search():
    """What the typed words find; a whole receipt number leads to what became of it."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    receipt = _receipt(typed)
    if receipt and (place := address_of_receipt(db.session, receipt)):
        return redirect(url_for(place[0], receipt=place[1]))
    found = find(db.session, typed, each=ON_THE_PAGE)
    return render_template("pages/search.html", q=typed, found=found, streets=_streets(typed), address=address_of,
                           is_like_a_receipt=bool(LIKE_A_RECEIPT.fullmatch(folded(typed))), names=NAMES)


@bp.get("/search/suggest")
@allow(EVERYONE)
def suggest():
    """The first few hits while somebody types, as JSON: what, what kind, where. Receipt numbers are never looked up here."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    hits = [] if _receipt(typed) else find(db.session, typed, each=WHILE_TYPING).hits
    streets = [{"words": name, "kind": _("街道"), "address": url_for("pages.show_map", street=name)} for name in _streets(typed)]
    return jsonify(streets + [{"words": each.title, "kind": say(NAMES[each.kind]), "address": address_of(each)} for each in hits])


def address_of(hit: Hit) -> str:
    """Where a hit is read."""
    if hit.kind == SPACE:
        return url_for("ledger.public_space", number=hit.number)
    return url_for("proposals.public_proposal", number=hit.number)


def _receipt(typed: str) -> str:
    """The receipt number somebody typed whole, or ""."""
    plain = folded(typed)
    receipt = typed_receipt(plain) if plain.isascii() else ""
    return receipt if len(receipt) == WHOLE else ""


def _streets(typed: str) -> list[str]:
    """The streets whose name holds what was typed."""
    word = folded(typed)
    return [name for name in street_names(db.session, beijing_date(now())) if word and word in name]

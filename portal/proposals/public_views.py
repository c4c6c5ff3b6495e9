"""Views: the public list of proposals and the page of one."""

from flask import abort, current_app, render_template, request, url_for

from portal.clock import beijing_date
from portal.extensions import db
from portal.pages.queries.listing import PAGE, public_proposals, street_names
from portal.pages.queries.proposal import proposal_page
from portal.permissions import EVERYONE
from portal.proposals.rules import STATES
from portal.proposals.views import bp
from portal.rulebook.book import current_book
from portal.web import allow, now


@bp.get("/proposals")
@allow(EVERYONE)
def public_list():
    """Published proposals by subdistrict, type, state and words."""
    streets = tuple(street_names(db.session, beijing_date(now())))
    types = current_book().catalogue.types
    chosen = {name: request.args.get(name, "").strip()[:60] for name in ("street", "type", "state", "q")}
    rows = public_proposals(
        db.session, street=chosen["street"] if chosen["street"] in streets else "",
        space_type=chosen["type"] if any(each.name == chosen["type"] for each in types) else "",
        state=chosen["state"] if chosen["state"] in STATES else "", q=chosen["q"],
        before=request.args.get("after", type=int), now=now(), limit=PAGE + 1,
    )
    shown = rows[:PAGE]
    kept = {name: value for name, value in chosen.items() if value}
    return render_template(
        "proposals/public_list.html", proposals=shown, streets=streets, types=types, states=STATES, chosen=chosen,
        first=url_for("proposals.public_list", **kept) if "after" in request.args else None,
        older=url_for("proposals.public_list", after=shown[-1].publication_id, **kept) if len(rows) > PAGE else None,
    )


@bp.get("/proposals/<number>")
@allow(EVERYONE)
def public_proposal(number: str):
    """What is proposed, what it means, how to speak, who is asked, what was said and what became of it."""
    page = proposal_page(db.session, number, now(), least=current_app.extensions["settings"].small_group)
    if page is None:
        abort(404)
    return render_template("proposals/public_proposal.html", page=page, version=page.version, proposal=page.proposal)

"""Views: the public list of proposals and the page of one."""

from flask import abort, current_app, render_template, request, url_for

from portal.extensions import db
from portal.pages.filters import filters
from portal.pages.queries.listing import PAGE, public_proposals
from portal.pages.queries.proposal import ProposalPage, proposal_page
from portal.permissions import EVERYONE
from portal.proposals.rules import STATES
from portal.proposals.views import bp
from portal.rulebook.book import current_book
from portal.web import allow, now


@bp.get("/proposals")
@allow(EVERYONE)
def public_list():
    """Published proposals by subdistrict, community, type, state and words."""
    found = filters(STATES)
    rows = public_proposals(db.session, found.wanted, before=request.args.get("after", type=int), now=now(), limit=PAGE + 1)
    shown = rows[:PAGE]
    return render_template(
        "proposals/public_list.html", proposals=shown, filters=found, types=current_book().catalogue.types, states=STATES,
        first=url_for("proposals.public_list", **found.kept) if "after" in request.args else None,
        older=url_for("proposals.public_list", after=shown[-1].publication_id, **found.kept) if len(rows) > PAGE else None,
    )


def page_of(number: str) -> ProposalPage:
    """What the public reads of a proposal; an address of nothing published is not found."""
    with db.engine.connect() as connection:
        page = proposal_page(connection, number, now(), least=current_app.extensions["settings"].small_group)
    if page is None:
        abort(404)
    return page


@bp.get("/proposals/<number>")
@allow(EVERYONE)
def public_proposal(number: str):
    """What is proposed, what it means, how to speak, who is asked, what was said and what became of it."""
    page = page_of(number)
    return render_template("proposals/public_proposal.html", page=page, version=page.version, proposal=page.proposal)

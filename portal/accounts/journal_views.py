"""Views: the journal, for the administrator."""

from flask import render_template, request

from portal.accounts.queries import journal_entries
from portal.accounts.views import bp
from portal.extensions import db
from portal.permissions import Role
from portal.web import actor, allow

PAGE = 50
FILTERS = ("action", "object_type", "object_id", "login")


@bp.get("/desk/journal")
@allow("journal.read")
def journal():
    """Who did what, when, to what; newest first, filtered by object, action and person."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    before = request.args.get("before", type=int)
    found = journal_entries(db.session, actor().units(frozenset(Role)), before=before, limit=PAGE + 1, **chosen)
    older = found[PAGE - 1].JournalEntry.id if len(found) > PAGE else None
    return render_template("accounts/journal.html", entries=found[:PAGE], chosen=chosen, before=before, older=older)

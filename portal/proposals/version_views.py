"""Views: the versions of a proposal and what changed between them, on the desk and for the public."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.errors import N_, Missing
from portal.extensions import db
from portal.forms import refusals_on
from portal.pages.queries.versions import editions
from portal.permissions import EVERYONE
from portal.proposals import actions, rules
from portal.proposals.forms import ExcuseForm
from portal.proposals.models import Proposal
from portal.proposals.views import bp, load_proposal
from portal.web import allow, person, write


@bp.get("/desk/proposals/<number>/versions")
@allow("proposal.read", load_proposal)
def versions(proposal: Proposal):
    """Every version, what changed in it, and what can be done with the newest."""
    return _versions(proposal, ExcuseForm())


def _versions(proposal: Proposal, form: ExcuseForm):
    changes = changes_between(proposal.versions)
    return render_template("proposals/versions.html", proposal=proposal, changes=changes, form=form), form.status


@bp.post("/desk/proposals/<number>/versions")
@allow("proposal.edit", load_proposal)
def new_version(proposal: Proposal):
    """Begin the next version with the texts of the newest one."""
    with write() as at:
        version = actions.new_version(db.session, proposal, actor=person(), now=at)
    flash(_("已经新建第%(ordinal)s版草稿，请在此修改。", ordinal=version.ordinal))
    return redirect(url_for("proposals.edit", number=proposal.number))


@bp.post("/desk/proposals/<number>/versions/excuse")
@allow("proposal.review", load_proposal)
def excuse_version(proposal: Proposal):
    """A reviewer records why the draft is no material change."""
    form = ExcuseForm()
    if form.validate_on_submit():
        with refusals_on(form), write() as at:
            actions.excuse_version(db.session, proposal.latest, form.reason.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已经记录：这一版不是实质性变更。"))
            return redirect(url_for("proposals.versions", number=proposal.number))
    return _versions(proposal, form)


@bp.get("/proposals/<number>/versions")
@allow(EVERYONE)
def public_versions(number: str):
    """The published versions of a proposal side by side, and what people said that changed them."""
    found = editions(db.session, number)
    if not found:
        raise Missing(N_("没有找到这个方案。编号可能写错了，也可能还没有公布。"))
    return render_template("proposals/public_versions.html", number=number, editions=found)


def changes_between(versions: list) -> list[tuple]:
    """Each version with what changed in it (None for the first), newest first."""
    pairs = zip([None, *versions], versions, strict=False)
    return [(new, None if old is None else rules.differences(old, new)) for old, new in pairs][::-1]

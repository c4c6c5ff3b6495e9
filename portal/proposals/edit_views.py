"""Views: writing a version, its papers for the meeting, and its attachments."""

import re
from types import SimpleNamespace

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.errors import EditedMeanwhile
from portal.extensions import db
from portal.files.actions import attach
from portal.files.forms import prepared
from portal.files.queries import attachments_of
from portal.forms import chinese_options, options, refusals_on
from portal.i18n import chinese
from portal.proposals import actions, rules
from portal.proposals.forms import AttachForm, PapersForm, RowForm, VersionForm
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.queries import catalogue
from portal.proposals.values import GROUPS, PAPER_NAMES, PAPERS, PURPOSES, TEXT_NAMES
from portal.proposals.views import bp, load_proposal
from portal.web import allow, person, write

_BETWEEN_FORMS = re.compile(r"[、,，;；\s]+")


@bp.route("/desk/proposals/<number>/edit", methods=["GET", "POST"])
@allow("proposal.edit", load_proposal)
def edit(proposal: Proposal):
    """Write the newest version; a draft is saved complete or not."""
    version, names = proposal.latest, [each.name for each in catalogue(db.session)]
    form, rows = _version_form(version, names), _row_forms(version, names)
    if form.validate_on_submit() and all(row.validate() for _row, row in rows):
        with refusals_on(form), write() as at:
            seen, fields = form.seen_revision.data, _fields(form, rows)
            actions.edit_version(db.session, version, fields, seen_revision=seen, actor=person(), now=at)
        if not form.errors:
            flash(_("已经保存。"))
            return redirect(url_for("proposals.edit", number=proposal.number))
    return render_template(
        "proposals/edit.html", proposal=proposal, version=version, form=form, rows=rows, groups=GROUPS,
        missing=rules.missing(version), saved_by_others=_saved_by_others(version, form, rows),
    ), form.status


def _version_form(version: ProposalVersion, names: list[str]) -> VersionForm:
    own = [name for name in version.business_forms if name not in names]
    form = VersionForm(obj=version, data={"seen_revision": version.revision, "other_forms": "、".join(own)})
    form.business_forms.choices = options((name, chinese(name)) for name in names)
    return form


def _row_forms(version: ProposalVersion, names: list[str]) -> list[tuple]:
    rows = [(row, RowForm(obj=row, prefix=f"row-{row.space_id}-")) for row in version.rows]
    for row, form in rows:
        own = [row.next_form] if row.next_form and row.next_form not in names else []
        form.next_form.choices = options([("", _("还没有定"))]) + chinese_options((name, name) for name in [*names, *own])
    return rows


def _fields(form: VersionForm, rows: list[tuple]) -> dict:
    """What was typed, as edit_version takes it."""
    others = [name for name in _BETWEEN_FORMS.split(form.other_forms.data or "") if name]
    forms = list(dict.fromkeys([*(form.business_forms.data or ()), *others]))
    typed = {row.space_id: (each.situation.data or "", each.next_form.data) for row, each in rows}
    return {name: form[name].data for name in TEXT_NAMES} | {"business_forms": forms, "rows": typed}


def _saved_by_others(version: ProposalVersion, form: VersionForm, rows: list[tuple]) -> list:
    """After a lost race: where the newest save reads otherwise than what was typed. Saving again is then done knowingly."""
    if not isinstance(form.refusal, EditedMeanwhile):
        return []
    form.seen_revision.raw_data = [str(version.revision)]
    fields = _fields(form, rows)
    spaces = {row.space_id: row.space for row in version.rows}
    lines = [SimpleNamespace(space=spaces[key], situation=text, next_form=name) for key, (text, name) in fields["rows"].items()]
    return rules.differences(SimpleNamespace(**fields | {"rows": lines}), version)


@bp.route("/desk/proposals/<number>/papers", methods=["GET", "POST"])
@allow("proposal.edit", load_proposal)
def papers(proposal: Proposal):
    """Write what only the meeting needs; it stays open after the text is sealed."""
    version = proposal.latest
    form = PapersForm(obj=version, data={"seen_revision": version.revision})
    if form.validate_on_submit():
        fields = {name: form[name].data for name in PAPER_NAMES}
        with refusals_on(form), write() as at:
            seen = form.seen_revision.data
            actions.edit_papers(db.session, version, fields, seen_revision=seen, actor=person(), now=at)
        if not form.errors:
            flash(_("已经保存。"))
            return redirect(url_for("proposals.overview", number=proposal.number))
    if isinstance(form.refusal, EditedMeanwhile):
        form.seen_revision.raw_data = [str(version.revision)]
    return render_template("proposals/papers.html", proposal=proposal, version=version, form=form, fields=PAPERS), form.status


@bp.route("/desk/proposals/<number>/attachments", methods=["GET", "POST"])
@allow("proposal.edit", load_proposal)
def attachments(proposal: Proposal):
    """Plans, pictures and papers of the newest version; what the public sees is added before the text is sealed."""
    version, form = proposal.latest, AttachForm()
    if form.validate_on_submit():
        with refusals_on(form):
            files = prepared(form.files)
            with write() as at:
                actions.refuse_late_picture(version, form.visibility.data)
                for file in files:
                    attach(db.session, current_app.extensions["storage"], version, file, purpose=form.purpose.data,
                           visibility=form.visibility.data, actor=person(), now=at)
        if not form.errors:
            flash(_("已经上传%(count)s个文件。", count=len(files)))
            return redirect(url_for("proposals.attachments", number=proposal.number))
    files = attachments_of(db.session, version)
    return render_template("proposals/attachments.html", proposal=proposal, version=version, form=form, files=files,
                           purposes=PURPOSES), form.status

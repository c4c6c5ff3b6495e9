"""Views: the Word templates of a person's units: what is in use, bringing another, a sample to start from."""

from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from portal.accounts.models import Unit
from portal.extensions import db
from portal.files.rules import DOCX
from portal.forms import chinese_options, refusals_on
from portal.permissions import units_for
from portal.web import actor, allow, now, person, write
from portal.wordtemplates.actions import add_template, put_away
from portal.wordtemplates.checks import check_template
from portal.wordtemplates.forms import TemplateForm
from portal.wordtemplates.models import WordTemplate
from portal.wordtemplates.placeholders import MEANINGS
from portal.wordtemplates.queries import templates_of
from portal.wordtemplates.starter import starter

bp = Blueprint("wordtemplates", __name__)


def _template(template_id: int) -> WordTemplate | None:
    return db.session.get(WordTemplate, template_id)


@bp.route("/desk/templates", methods=["GET", "POST"])
@allow("template.keep")
def templates():
    """The templates of the person's units, the placeholders, and bringing a new one."""
    form = TemplateForm()
    units = units_for(actor(), "template.keep")
    form.unit.choices = chinese_options((each, db.session.get(Unit, each).name) for each in sorted(units))
    if form.validate_on_submit():
        with refusals_on(form):
            _take(form)
        if not form.errors:
            flash(_("模板已经启用。以后本单位的报告和汇总表（Word）都写在它上面，可以随时停用。"))
            return redirect(url_for("wordtemplates.templates"))
    found = templates_of(db.session, units)
    return render_template("wordtemplates/list.html", form=form, templates=found, meanings=MEANINGS), form.status


def _take(form: TemplateForm) -> None:
    filename, data = form.file.data.filename or "", form.file.data.read()
    check_template(filename, data)  # slow for a large file: before the write transaction
    with write() as at:
        unit = db.session.get(Unit, form.unit.data)
        add_template(db.session, current_app.extensions["storage"], unit, filename, data, actor=person(), now=at)


@bp.get("/desk/templates/starter.docx")
@allow("template.keep")
def sample():
    """A template in the official layout to start from."""
    return _file(starter(now()), _("文件模板样本") + ".docx")


@bp.get("/desk/templates/<int:template_id>")
@allow("template.keep", _template)
def download(template: WordTemplate):
    """A template as it was brought."""
    return _file(current_app.extensions["storage"].read(template.file.sha256), template.filename)


@bp.post("/desk/templates/<int:template_id>/put-away")
@allow("template.keep", _template)
def stop(template: WordTemplate):
    """Take a template out of use."""
    with write() as at:
        put_away(db.session, template, actor=person(), now=at)
    flash(_("模板已停用。本单位的 Word 文件又用公文格式。"))
    return redirect(url_for("wordtemplates.templates"))


def _file(data: bytes, name: str):
    return send_file(BytesIO(data), mimetype=DOCX.media_type, as_attachment=True, download_name=name)

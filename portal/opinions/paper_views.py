"""Views: the scan or photo of the original, hung on an opinion after it was entered or imported."""

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import MultipleFileField

from portal.extensions import db
from portal.files.forms import prepared
from portal.forms import Form
from portal.opinions.actions import add_papers
from portal.opinions.desk_views import load_opinion
from portal.opinions.models import Opinion
from portal.opinions.views import bp
from portal.web import allow, person, refusal_told, write


class PapersForm(Form):
    """Scans and photos of an original."""

    files = MultipleFileField(lazy_gettext("原件照片或扫描件"))


@bp.post("/desk/opinions/<int:opinion_id>/files")
@allow("opinion.handle", load_opinion)
def papers(opinion: Opinion):
    """Hang the original on an opinion that stands already."""
    form = PapersForm()
    with refusal_told():
        files = prepared(form.files)
        with write() as at:
            add_papers(db.session, current_app.extensions["storage"], opinion, files, actor=person(), now=at)
        flash(_("已附上原件。"))
    return redirect(url_for("opinions.show", opinion_id=opinion.id))

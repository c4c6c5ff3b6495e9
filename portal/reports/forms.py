"""Forms: what staff write into the narrative."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from portal.forms import Form, at_most, seen_revision
from portal.reports.rules import LONGEST_PROSE


class ProseForm(Form):
    """The prose of one section of the narrative."""

    text = TextAreaField(_("补充的话（可不填）"), validators=[at_most(LONGEST_PROSE)])
    seen_revision = seen_revision()

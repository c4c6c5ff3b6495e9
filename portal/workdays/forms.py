"""Form: a year as it was announced."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from portal.forms import Form, at_most, seen_revision


class YearForm(Form):
    """The holidays and make-up workdays of one year."""

    revision = seen_revision()
    source = StringField(_("依据"), [DataRequired(_("请填写依据的通知。")), at_most(200)],
                         description=_("国务院办公厅当年节假日安排的通知名称和文号。"))
    holidays = TextAreaField(_("放假"), [DataRequired(_("请填写放假的日子。")), at_most(5000)],
                             description=_("一行一段，例如：1月1日至1月3日 元旦"))
    workdays = TextAreaField(_("调休上班"), [at_most(5000)], description=_("周末要上班的日子，例如：2月20日 春节"))

"""The desk's form about a notice that was not always up."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from portal.consultations.prolonging import MOST_DAYS
from portal.forms import Form, at_most, options


class LossForm(Form):
    """More time or not, and what is published about it."""

    decision = RadioField(_("怎么处理"), validators=[InputRequired(_("请选一项。"))],
                          choices=options([("extend", _("延长公示")), ("leave", _("不延长"))]))
    days = IntegerField(_("延长几天"), description=_("选“延长公示”时填写。按这次征求意见的算法计：按工作日的就加工作日。"),
                        validators=[Optional(), NumberRange(1, MOST_DAYS, _("延长的天数请填1到30之间的整数。"))])
    note = TextAreaField(_("公开说明"), description=_("写明什么时候看不到、为什么、怎么补救；居民会看到这段话。"),
                         validators=[DataRequired(_("请写明理由，不能只有空格。")), at_most(1000)])

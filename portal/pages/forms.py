"""The sample form of the style page: one field of every kind."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.forms import Form


class SampleForm(Form):
    """Every kind of field, shown once empty and once with something wrong."""

    stance = RadioField(_l("您怎么看？"), [InputRequired(_l("请选一项：支持、有条件支持、反对或只想提建议。"))],
                        choices=[("support", _l("支持")), ("conditional", _l("有条件支持")),
                                 ("oppose", _l("反对")), ("suggest", _l("只想提建议"))])
    text = TextAreaField(_l("您想说的话"), [InputRequired(_l("请写几句话。")), Length(max=20000)],
                         description=_l("想到什么写什么，不用讲究格式。您的姓名不会公开。"))
    name = StringField(_l("怎么称呼您"), description=_l("只有经办人看得到，用来给您回话。"))
    street = SelectField(_l("您住在哪个街道"), choices=[("", _l("请选择"))])
    topics = SelectMultipleField(_l("您关心什么"), choices=[("noise", _l("噪声")), ("light", _l("采光"))],
                                 widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    photo = FileField(_l("照片或材料"), description=_l("照片、PDF、Word 都可以，每个不超过 20 MB。"))
    keep = BooleanField(_l("我愿意收到办理进展的通知"))

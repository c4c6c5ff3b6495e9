"""The form of the display page, and the sample form of the style page: one field of every kind."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.forms import Form


class DisplayForm(Form):
    """How large, in which colours, how much on a page; sent by GET, since it changes nothing but this browser."""

    size = RadioField(_("字多大"), [InputRequired()], choices=[
        SelectChoice("", _("标准")), SelectChoice("22", _("大字")), SelectChoice("26", _("特大字")),
        SelectChoice("30", _("最大字"))])
    colours = RadioField(_("什么颜色"), [InputRequired()], choices=[
        SelectChoice("", _("跟手机、电脑的设置一样")), SelectChoice("light", _("浅色")), SelectChoice("dark", _("深色")),
        SelectChoice("contrast", _("高对比，白底黑字")), SelectChoice("contrast-dark", _("高对比，黑底白字"))])
    layout = RadioField(_("页面上放多少内容"), [InputRequired()], choices=[
        SelectChoice("", _("全部")), SelectChoice("simple", _("简洁版：不放图片和装饰，只留最要紧的"))])
    next = HiddenField()


class SampleForm(Form):
    """Every kind of field, shown once empty and once with something wrong."""

    stance = RadioField(_("您怎么看？"), [InputRequired(_("请选一项：支持、有条件支持、反对或只想提建议。"))],
                        choices=[SelectChoice("support", _("支持")), SelectChoice("conditional", _("有条件支持")),
                                 SelectChoice("oppose", _("反对")), SelectChoice("suggest", _("只想提建议"))])
    text = TextAreaField(_("您想说的话"), [InputRequired(_("请写几句话。")), Length(max=20000)],
                         description=_("想到什么写什么，不用讲究格式。您的姓名不会公开。"))
    name = StringField(_("怎么称呼您"), description=_("只有经办人看得到，用来给您回话。"))
    street = SelectField(_("您住在哪个街道"), choices=[SelectChoice("", _("请选择"))])
    topics = SelectMultipleField(_("您关心什么"), choices=[SelectChoice("noise", _("噪声")), SelectChoice("light", _("采光"))],
                                 widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    photo = FileField(_("照片或材料"), description=_("照片、PDF、Word 都可以，每个不超过 20 MB。"))
    keep = BooleanField(_("我愿意收到办理进展的通知"))

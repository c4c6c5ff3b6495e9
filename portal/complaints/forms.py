"""Forms for filing a complaint and taking it a step further."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from portal.forms import Form, chinese_options, options
from portal.i18n import say
from portal.words import WORDS


def _choices(kind: str, without: str = "") -> list:
    return options((code, say(label)) for code, label in WORDS[kind].items() if code != without)


class ComplaintForm(Form):
    """What happened, where, and how to reach the person, which is optional."""

    token = HiddenField(validators=[DataRequired(), Length(max=64)])
    website = StringField(_("请留空"))  # left empty by people, filled by robots
    category = RadioField(_("反映哪方面的事"), validators=[DataRequired(_("请选一项最接近的。"))])
    place = StringField(_("在什么地方"), description=_("写地址，或旁边的标志，例如“牛街5号院门口”。"),
                        validators=[Length(max=200, message=_("地点最多200个字。"))])
    text = TextAreaField(_("发生了什么"), description=_("写清楚什么时候、什么情况、您希望怎么解决。"),
                         validators=[DataRequired(_("请写下您要反映的事情：什么地方、发生了什么。"))])
    accused = SelectField(_("检举的人在哪个单位"), validators=[Optional()], coerce=int, default=0,
                          description=_("只有检举控告工作人员时才需要选。被检举的单位看不到这份材料。"))
    files = MultipleFileField(_("照片或材料"), description=_("可以不传。照片里的拍摄地点等信息会自动去掉。"))
    name = StringField(_("怎么称呼您"), validators=[Length(max=60)])
    contact = StringField(_("电话或邮箱"), description=_("只用来告诉您办理结果，不会公开。"), validators=[Length(max=100)])

    def offer(self, units) -> None:
        """Fill in the choices: the categories, and `units` that an accusation may name."""
        self.category.choices = _choices("complaint_category")
        self.accused.choices = options([(0, _("不清楚"))]) + chinese_options((unit.id, unit.name) for unit in units)


class EnteredComplaintForm(ComplaintForm):
    """The same, entered by staff for a person at the counter, on the phone or by letter."""

    channel = RadioField(_("来源"), validators=[DataRequired(_("请选来源。"))])

    def offer(self, units) -> None:
        """Fill in the choices, the channel too."""
        super().offer(units)
        self.channel.choices = _choices("complaint_channel", without="web")


class StepForm(Form):
    """One step: what the complainant reads, and what only staff read."""

    revision = HiddenField(validators=[DataRequired()])
    public_text = TextAreaField(_("答复投诉人"), description=_("投诉人凭回执编号能看到这段话。"), validators=[Length(max=5000)])
    internal_text = TextAreaField(_("内部记录"), description=_("只有工作人员能看到。"), validators=[Length(max=5000)])


class DispatchForm(Form):
    """Where the office sends a complaint about no known space."""

    revision = HiddenField(validators=[DataRequired()])
    unit = SelectField(_("派给哪个单位"), validators=[DataRequired(_("请选单位。"))], coerce=int)


class ReceiptForm(Form):
    """Look up by the number received."""

    receipt = StringField(_("回执编号"), description=_("16个字母和数字，大小写和横线都不要紧。"),
                          validators=[DataRequired(_("请输入回执编号。"))])

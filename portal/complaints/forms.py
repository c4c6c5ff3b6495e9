"""Forms for filing a complaint, adding to it, taking it a step further and asking afterwards."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from portal.complaints.rules.steps import Step
from portal.files.forms import Papers
from portal.forms import Day, Form, at_most, chinese_options, options
from portal.i18n import say
from portal.words import WORDS


def _choices(kind: str, *without: str) -> list:
    return options((code, say(label)) for code, label in WORDS[kind].items() if code not in without)


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
    files = Papers(_("照片或材料"), description=_("可以不传。照片里的拍摄地点等信息会自动去掉。"))
    name = StringField(_("怎么称呼您"), validators=[Length(max=60)])
    contact = StringField(_("电话或邮箱"), description=_("只用来告诉您办理结果，不会公开。"), validators=[Length(max=100)])

    def offer(self, units) -> None:
        """Fill in the choices: the categories, and `units` that an accusation may name."""
        self.category.choices = _choices("complaint_category")
        self.accused.choices = options([(0, _("不清楚"))]) + chinese_options((unit.id, unit.name) for unit in units)


class EnteredComplaintForm(ComplaintForm):
    """The same, entered by staff for a person at the counter, on the phone, by letter or visited at home."""

    channel = RadioField(_("来源"), validators=[DataRequired(_("请选来源。"))])

    def offer(self, units) -> None:
        """Fill in the choices, the channel too."""
        super().offer(units)
        self.channel.choices = _choices("complaint_channel", "web", "hotline")


class StepForm(Form):
    """One step: what the complainant reads, what only staff read, and what the step needs besides."""

    revision = HiddenField(validators=[DataRequired()])
    unit = SelectField(_("哪个单位"), validators=[Optional()], coerce=int)
    channel = RadioField(_("请投诉人走哪个渠道"), validators=[Optional()])
    into = StringField(_("并入哪一件"), description=_("填那一件的编号，例如 TS-2026-00012。"), validators=[at_most(20)])
    days = IntegerField(_("延长几个工作日"), validators=[Optional(), NumberRange(1, 60, _("请填 1 到 60 之间的整数。"))])
    due_on = Day(_("什么时候以前要"), validators=[Optional()])
    public_text = TextAreaField(_("告诉投诉人"), [at_most(5000)],
                                description=_("投诉人凭回执编号能看到这段话。不要写别人的姓名、电话。"))
    internal_text = TextAreaField(_("内部记录"), description=_("只有工作人员能看到。"), validators=[at_most(5000)])

    def ask(self, step: Step, units) -> None:
        """Keep what `step` needs, with the choices of `units`; the two texts may always be written."""
        for name in ("unit", "channel", "into", "days", "due_on"):
            if name not in step.needs:
                del self[name]
        if "unit" in step.needs:
            self.unit.choices = options([(0, _("请选单位"))]) + chinese_options((unit.id, unit.name) for unit in units)
        if "channel" in step.needs:
            self.channel.choices = _choices("other_channel")
        for field, name in ((self.public_text, "answer"), (self.internal_text, "internal")):
            field.flags.required = name in step.needs


class FollowUpForm(Form):
    """Two separate questions: is it solved, and are you satisfied."""

    solved = RadioField(_("事情解决了吗"), validators=[DataRequired(_("请选解决了还是没有解决。"))])
    satisfaction = RadioField(_("对办理满意吗"), validators=[DataRequired(_("请选一项。"))])
    reason = TextAreaField(_("哪里没有解决、哪里不满意"), description=_("没有解决或者不满意的，请写明，我们会重新办理。"),
                           validators=[at_most(2000)])

    def offer(self) -> None:
        """Fill in the choices."""
        self.solved.choices = _choices("solved")
        self.satisfaction.choices = _choices("satisfaction")


class FactForm(Form):
    """What a complainant adds after filing."""

    token = HiddenField(validators=[DataRequired(), Length(max=64)])
    text = TextAreaField(_("补充什么情况"), validators=[DataRequired(_("请写下要补充的情况。"))])
    again = RadioField(_("这是"), validators=[DataRequired(_("请选一项。"))], default="no")
    files = Papers(_("照片或材料"), description=_("可以不传。照片里的拍摄地点等信息会自动去掉。"))

    def offer(self) -> None:
        """Fill in the choices."""
        self.again.choices = _choices("added")


class LimitsForm(Form):
    """The limits are a table of numbers; the form itself only carries the token."""


class ReceiptForm(Form):
    """Look up by the number received."""

    receipt = StringField(_("回执编号"), description=_("16个字母和数字，大小写和横线都不要紧。"),
                          validators=[DataRequired(_("请输入回执编号。"))])

"""The desk's forms about a consultation: publishing, rounds, letters and waivers."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from portal.consultations.models import FORMS
from portal.forms import Day, Form, at_most, options
from portal.words import WORDS, word

UNITS = options((code, _(words)) for code, words in WORDS["period_unit"].items())
LETTER_FORMS = options((code, _(word("form", code))) for code in FORMS if code != "public_notice")


class PeriodForm(Form):
    """How long."""

    period_value = IntegerField(_("期限"), validators=[
        InputRequired(_("请填天数。")), NumberRange(1, 365, _("期限请填1到365之间的整数。"))])
    period_unit = SelectField(_("按什么计算"), choices=UNITS, validators=[InputRequired()])


class PublishForm(PeriodForm):
    """How long the public is asked, and why shorter where it is; `seen_closing` is the closing that was shown."""

    shortened_reason = TextAreaField(_("缩短时间的理由"), validators=[at_most(500)],
                                     description=_("只有时间短于规定、而且允许缩短时才填；理由会一并公布。"))
    seen_closing = HiddenField()


class SendAllForm(Form):
    """In what form everybody named by the rules is asked."""

    form = SelectField(_("征求方式"), choices=LETTER_FORMS, default="written", validators=[InputRequired()])


class LetterForm(Form):
    """Whom to ask, and how."""

    party = SelectField(_("应征对象"), validators=[InputRequired()])
    unit = SelectField(_("单位"), description=_("征求单位意见时选。"))
    user = SelectField(_("有账号的个人"), description=_("征求专家、责任规划师、权利人意见时选。"))
    invitee = StringField(_("没有账号的个人或者单位"), description=_("写姓名或者名称，答复由工作人员代录。"),
                          validators=[at_most(60)])
    form = SelectField(_("征求方式"), choices=LETTER_FORMS, default="written", validators=[InputRequired()])


class WaiverForm(Form):
    """Who is not asked, why, and who approved it."""

    target = RadioField(_("免于征求谁的意见"), validators=[InputRequired(_("请选择。"))])
    reason = TextAreaField(_("理由"), validators=[DataRequired(_("请写明理由。")), at_most(1000)])
    approver_name = StringField(_("批准人"), validators=[DataRequired(_("请写批准人姓名。")), at_most(30)])
    approved_on = Day(_("批准日期"), validators=[InputRequired(_("请填批准日期。"))])
    files = MultipleFileField(_("批准件扫描件"))

"""Forms: signing in, registering, people, roles and units."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from portal.forms import Day, Form, at_most, seen_revision

HOW_STRONG = _("至少 8 位，大写、小写、数字、其他字符（含汉字）中至少用三样；或者 16 位以上。")


class SignInForm(Form):
    """An account's name and password."""

    login = StringField(_("账号名"), [DataRequired(_("请填写账号名。")), at_most(60)])
    password = PasswordField(_("密码"), [InputRequired(_("请填写密码。")), at_most(200)])


class NewPasswordForm(Form):
    """A password typed twice."""

    password = PasswordField(_("新密码"), [InputRequired(_("请填写密码。"))], description=HOW_STRONG)
    again = PasswordField(_("再输一遍新密码"), [InputRequired(_("请把密码再输一遍。"))])

    def validate_again(self, field) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValidationError(_("两次输入的密码不一样，请重新输入。"))


class OwnPasswordForm(NewPasswordForm):
    """Changing one's own password asks for the old one."""

    old = PasswordField(_("现在的密码"), [InputRequired(_("请填写现在的密码。"))])


class EmailForm(Form):
    """Where one gets notices."""

    email = StringField(_("收通知的电子邮箱"), [Optional(), at_most(200)],
                        description=_("有征求意见函、期限快到等情况时，系统会发邮件到这里。不会公开，也不给别人看。"))


class FirstPasswordForm(NewPasswordForm):
    """The same for an account that has none yet."""

    password = PasswordField(_("密码"), [InputRequired(_("请填写密码。"))], description=HOW_STRONG)
    again = PasswordField(_("再输一遍密码"), [InputRequired(_("请把密码再输一遍。"))])


class RegisterForm(FirstPasswordForm):
    """A resident's account: no more than is needed."""

    login = StringField(_("账号名"), [DataRequired(_("请填写账号名。")), Length(2, 60, _("账号名要有 2 到 60 个字符。"))],
                        description=_("自己起一个好记的，登录时用。"))
    name = StringField(_("怎么称呼您"), [DataRequired(_("请填写称呼。")), at_most(60)],
                       description=_("可以只写姓，如“王先生”。不会公开。"))


class UserForm(FirstPasswordForm):
    """An account made by the administrator, with its first password."""

    login = StringField(_("账号名"), [DataRequired(_("请填写账号名。")), Length(2, 60, _("账号名要有 2 到 60 个字符。"))])
    name = StringField(_("姓名"), [DataRequired(_("请填写姓名。")), at_most(60)])


class GrantForm(Form):
    """A role in a unit, for a term."""

    role = SelectField(_("角色"), [InputRequired(_("请选择角色。"))])
    unit = SelectField(_("单位"), coerce=int, description=_("居民、专家、相关权利人和系统管理员不选单位。"))
    valid_from = Day(_("从哪天起"), [InputRequired(_("请填写日期。"))])
    valid_to = Day(_("到哪天止"), [Optional()])


class DisableForm(Form):
    """Close an account (1) or open it again (0)."""

    is_disabled = HiddenField(validators=[InputRequired()])


class EndForm(Form):
    """Nothing to fill in: the button says it all."""


class ContactsForm(Form):
    """Who leads, which section answers, and the one 联络员."""

    revision = seen_revision()
    leader_name = StringField(_("分管领导"), [at_most(30)])
    section = StringField(_("负责科室"), [at_most(60)])
    liaison_name = StringField(_("联络员姓名"), [DataRequired(_("请填写联络员姓名。")), at_most(30)],
                               description=_("一个单位只有一名联络员；换人以后，原来那位从今天起卸任。"))
    liaison_phone = StringField(_("联络员电话"), [DataRequired(_("请填写联络员电话。")), at_most(30)])


class UnitForm(Form):
    """A unit's name and terms."""

    revision = seen_revision()
    name = StringField(_("单位名称"), [DataRequired(_("请填写单位名称。")), at_most(60)])
    valid_from = Day(_("从哪天起"), [InputRequired(_("请填写日期。"))])
    valid_to = Day(_("到哪天撤销"), [Optional()])
    member_from = Day(_("哪天成为联席会议成员"), [Optional()])
    member_to = Day(_("成员资格到哪天"), [Optional()])


class NewUnitForm(Form):
    """A new unit with its 联络员."""

    name = StringField(_("单位名称"), [DataRequired(_("请填写单位名称。")), at_most(60)])
    kind = RadioField(_("哪一类单位"), validators=[InputRequired(_("请选择单位类别。"))])
    street = StringField(_("街道名称"), [at_most(30)],
                         description=_("只有街道办事处要填，如“牛街街道”。"))
    valid_from = Day(_("从哪天起"), [InputRequired(_("请填写日期。"))])
    member_from = Day(_("哪天成为联席会议成员"), [Optional()])
    leader_name = StringField(_("分管领导"), [at_most(30)])
    section = StringField(_("负责科室"), [at_most(60)])
    liaison_name = StringField(_("联络员姓名"), [DataRequired(_("请填写联络员姓名。")), at_most(30)])
    liaison_phone = StringField(_("联络员电话"), [DataRequired(_("请填写联络员电话。")), at_most(30)])

"""The desk's forms about a proposal. The form of a version is made from the table of fields (values.GROUPS)."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DecimalField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.forms import Day, Form, at_most, options, seen_revision
from portal.proposals.values import FIELDS, PAPERS, PURPOSES, Field
from portal.words import WORDS

LARGEST = 99_999_999


class DraftForm(Form):
    """What a new proposal needs: a place and a name."""

    place = SelectField(_("空间或者片区"), description=_("只列出本单位推动或者提请的空间和片区。台账中没有的，请先补录台账。"),
                        validators=[DataRequired(_("请选择一处空间或者一个片区。"))])
    title = StringField(_("方案名称"),
                        description=_("先写地点，再写做什么，例如“红莲南里3号地下室改为社区菜店”。"),
                        validators=[DataRequired(_("请写方案名称。")), at_most(120)])


class VersionForm(Form):
    """A version's text and papers; every field may stay empty in a draft."""

    seen_revision = seen_revision()
    other_forms = StringField(_("目录中没有的业态"), description=_("几种业态之间用顿号分开。目录外的业态先按商业便民办理。"),
                              validators=[at_most(120)])


class PapersForm(Form):
    """What only the meeting needs; stays open after the text is sealed."""

    seen_revision = seen_revision()


class RowForm(Form):
    """One space of an area's plan."""

    class Meta(Form.Meta):
        """It is part of a larger form, which carries the token."""

        csrf = False

    situation = TextAreaField(_("基本情况"), validators=[at_most(1000)])
    next_form = SelectField(_("下一步拟利用业态"))


class ExcuseForm(Form):
    """Why a new version is no material change."""

    reason = TextAreaField(_("为什么不是实质性变更"),
                           validators=[DataRequired(_("请写明理由。")), at_most(500)])


class SecrecyReviewForm(Form):
    """The result of a secrecy review."""

    reviewer_name = StringField(_("审查人"), validators=[DataRequired(_("请写审查人姓名。")), at_most(30)])
    leader_name = StringField(_("分管领导"),
                              validators=[DataRequired(_("请写分管领导姓名。")), at_most(30)])
    reviewed_on = Day(_("审查日期"), validators=[InputRequired(_("请填审查日期。"))])
    result = RadioField(_("审查结论"), choices=options([("yes", _("可以公开")), ("no", _("不可公开"))]),
                        validators=[InputRequired(_("请选择审查结论。"))])
    note = TextAreaField(_("说明"), description=_("不可公开的，写明原因和处理办法。"),
                         validators=[at_most(1000)])


class WithdrawForm(Form):
    """Why a proposal is taken back."""

    reason = TextAreaField(_("撤回理由"), description=_("已经公布的方案，理由会写在公开页面上。"),
                           validators=[DataRequired(_("请写明理由。")), at_most(1000)])


class AttachForm(Form):
    """Files for a version."""

    files = MultipleFileField(_("选择文件"), validators=[InputRequired(_("请选择文件。"))],
                              description=_("图片、PDF、OFD、docx 或 xlsx，每个不超过20 MB。"))
    purpose = SelectField(_("这是什么材料"), validators=[InputRequired()],
                          choices=options((code, _(words)) for code, words in PURPOSES.items()))
    visibility = RadioField(_("给谁看"), default="internal", validators=[InputRequired()],
                            choices=options([("public", _("随方案一起公开")), ("internal", _("仅内部可见"))]))


class LeadForm(Form):
    """Which of several promoting units leads."""

    unit = SelectField(_("由谁牵头"), coerce=int, validators=[InputRequired()])


class BusinessFormForm(Form):
    """An entry of the catalogue of business forms."""

    seen_revision = seen_revision()
    name = StringField(_("业态名称"), validators=[DataRequired(_("请写业态名称。")), at_most(40)])
    tier = RadioField(_("属于哪一档"), default="other", validators=[InputRequired()],
                      choices=options((code, _(words)) for code, words in WORDS["tier"].items()))
    parent = StringField(_("上一级业态"), validators=[at_most(40)])
    kind = RadioField(_("是不是商业便民"), default="commercial", validators=[InputRequired()],
                      description=_("拿不准的，按商业便民办理。"),
                      choices=options([("commercial", _("商业便民")), ("not_commercial", _("非商业便民"))]))
    reason = TextAreaField(_("为什么不属于商业便民"), validators=[at_most(300)])


class CheckboxList(SelectMultipleField):
    """Many to choose from, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _input(field: Field):
    """The input for one line of the table of fields."""
    described = {"description": _(field.hint)} if field.hint else {}
    length = [at_most(field.limit)]
    return {
        "line": lambda: StringField(_(field.label), validators=length, **described),
        "text": lambda: TextAreaField(_(field.label), validators=length, **described),
        "flag": lambda: BooleanField(_(field.label), **described),
        "date": lambda: Day(_(field.label), validators=[Optional()], **described),
        "number": lambda: DecimalField(_(field.label), validators=[
            Optional(), NumberRange(min=0.01, max=LARGEST, message=_("请填大于0的数字。"))], **described),
        "forms": lambda: CheckboxList(_(field.label), **described),
    }[field.kind]()


for _field in FIELDS:
    setattr(VersionForm, _field.name, _input(_field))
for _field in PAPERS:
    setattr(PapersForm, _field.name, _input(_field))

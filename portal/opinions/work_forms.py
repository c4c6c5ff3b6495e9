"""Forms of the work: who does it until when, what leads it on, notes, advice."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal.forms import Day, Form, chinese_options


class AssignForm(Form):
    """Who works on a theme, and until when; its points follow it."""

    assignee = SelectField(_("经办人"), coerce=int, default=0)
    due_on = Day(_("办理期限"), validators=[Optional()])

    def offer(self, people) -> None:
        """Fill in the colleagues."""
        self.assignee.choices = [SelectChoice(0, _("还没有定")), *chinese_options((each.id, each.name) for each in people)]


class MoveForm(Form):
    """A step of the work; words where a step needs them."""

    verb = HiddenField(validators=[InputRequired()])
    remark = TextAreaField(_("退回或解锁的原因"))
    work_revision = HiddenField()


class NoteForm(Form):
    """A note for colleagues."""

    note = TextAreaField(_("给同事的便条"), description=_("只有本单位办这件事的人看得到，不进任何文件。"))


class AdviceForm(Form):
    """A question to another unit."""

    unit = SelectField(_("问哪个单位"), coerce=int, default=0)
    question = TextAreaField(_("想请对方回答的问题"))
    advice_due = Day(_("希望什么时候回复"), validators=[Optional()])

    def offer(self, units) -> None:
        """Fill in the units."""
        self.unit.choices = [SelectChoice(0, _("请选择")), *chinese_options((each.id, each.name) for each in units)]


class AnswerAdviceForm(Form):
    """The answer to another unit's question."""

    answer = TextAreaField(_("本单位的看法"))


class ExplainForm(Form):
    """Why a flag of the formality check is no cause for concern."""

    flag = HiddenField()
    explanation = TextAreaField(_("实际情况"), description=_("写给看报告的领导：这一项为什么不是走过场。"))

"""Forms from the leader's approval to the published decision."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from portal.forms import Form, chinese_options, options
from portal.i18n import say
from portal.words import WORDS

TASK_ROWS = 5
_DAY = [InputRequired(_("请填写日期，例如 2026-06-15。"))]


def _outcomes(*codes: str) -> list:
    return options((code, say(label)) for code, label in WORDS["outcome"].items() if not codes or code in codes)


class ApprovalForm(Form):
    """What the leader wrote on paper, with its scan."""

    kind = SelectField(_("审核事项"), validators=[InputRequired()], choices=options([
        ("district_leader", _("同意提请联席会议")), ("necessity_leader", _("同意台账外空间提请（必要性）"))]))
    leader_name = StringField(_("分管区领导"), validators=[DataRequired(_("请写明是哪位分管区领导。")), Length(max=30)])
    approved_on = DateField(_("审核日期"), validators=_DAY)
    agrees = RadioField(_("领导意见"), choices=options([("yes", _("审核同意")), ("no", _("不同意"))]),
                        validators=[DataRequired(_("请选领导的意见。"))])
    words = TextAreaField(_("批示原文"), validators=[DataRequired(_("请照录领导批示的原文。")), Length(max=2000)])
    scan = FileField(_("批示扫描件"), validators=[FileRequired(_("请上传批示的扫描件或照片。"))])


class ReturnForm(Form):
    """Why an item goes back."""

    reason = TextAreaField(_("退回原因和要补充的内容"), validators=[DataRequired(_("请写明退回的原因。")), Length(max=2000)])


class MeetingForm(Form):
    """A meeting's day, title and place."""

    held_on = DateField(_("开会日期"), validators=_DAY)
    title = StringField(_("会议名称"), validators=[DataRequired(_("请填写会议名称。")), Length(max=100)])
    place = StringField(_("地点"), validators=[Length(max=100)])


class ScheduleForm(Form):
    """Which meeting hears the item."""

    meeting = SelectField(_("列入哪次会议"), coerce=int, validators=[DataRequired(_("请选一次会议；还没有的话，先去安排会议。"))])
    late_reason = StringField(_("提前收的原因"), description=_("只有在这次会议的截止日之后才报来的材料需要写。"),
                              validators=[Length(max=500)])


class SubmitForm(Form):
    """Sending an item to the office; the reason is asked for where the quarter's plan does not name it."""

    off_plan_reason = StringField(_("没有列入季度计划的原因"), validators=[Length(max=500)])


class TaskForm(FlaskForm):
    """One thing to do: by whom, what, by when. A row without unit and words is left out."""

    class Meta:
        csrf = False

    unit = SelectField(_("责任单位"), coerce=int, default=0)
    task = StringField(_("做什么"), validators=[Length(max=500)])
    due_on = DateField(_("完成日期"), validators=[Optional()])


class DecisionForm(Form):
    """What the meeting decided, and who must do what by when."""

    outcome = RadioField(_("会议结论"), validators=[DataRequired(_("请选会议的结论。"))])
    wording = TextAreaField(_("议定内容"), validators=[DataRequired(_("请写明会议议定的内容。")), Length(max=5000)])
    conditions = TextAreaField(_("修改要求"), description=_("“修改后通过”必填：每行写一条要改什么。"),
                               validators=[Length(max=5000)])
    confirmer = SelectField(_("由谁确认改好"), coerce=int, default=0, validators=[Optional()])
    decided_on = DateField(_("议定日期"), validators=_DAY)
    tasks = FieldList(FormField(TaskForm), min_entries=TASK_ROWS, max_entries=20)

    def offer(self, units) -> None:
        """Fill in the outcomes, and `units` for the tasks."""
        self.outcome.choices = _outcomes()
        self.confirmer.choices = options([(0, _("提请部门"))]) + chinese_options((unit.id, unit.name) for unit in units)
        for row in self.tasks:
            row.form.unit.choices = options([(0, _("请选单位"))]) + chinese_options((unit.id, unit.name) for unit in units)

    def whole_rows(self) -> list[tuple[int, str, object]]:
        """The rows begun, as (unit id, task, due day)."""
        rows = [(row.form.unit.data, (row.form.task.data or "").strip(), row.form.due_on.data) for row in self.tasks]
        return [row for row in rows if row[0] or row[1]]

    def validate(self, extra_validators=None) -> bool:
        """A task row begun is a row completed."""
        valid = super().validate(extra_validators)
        if all(all(row) for row in self.whole_rows()):
            return valid
        self.form_errors.append(_("议定事项的每一行都要写全：责任单位、做什么、什么时候完成。"))
        return False


class GovernmentForm(Form):
    """The district government's result on a matter reported to it."""

    outcome = RadioField(_("区政府审议结果"), validators=[DataRequired(_("请选区政府审议的结果。"))])
    on = DateField(_("审议日期"), validators=_DAY)

    def offer(self) -> None:
        """Say the outcomes the government may reach."""
        self.outcome.choices = _outcomes("passed", "passed_with_changes", "rejected")


class NoticeForm(Form):
    """The notice the public reads, and who reviewed it for secrecy."""

    notice = TextAreaField(_("公告内容"), description=_("写给居民看：决定了什么、为什么、接下来做什么。会议纪要本身不公开。"),
                           validators=[DataRequired(_("请写公告内容。")), Length(max=5000)])
    explanation = TextAreaField(_("解读"), description=_("上报区政府审议的事项必填：为什么这样决定、对居民有什么影响。"),
                                validators=[Length(max=5000)])
    reviewer = StringField(_("保密审查人"), validators=[DataRequired(_("请写保密审查人。")), Length(max=30)])
    leader = StringField(_("负责保密审查的领导"), validators=[DataRequired(_("请写负责的领导。")), Length(max=30)])
    reviewed = BooleanField(_("已完成保密审查，可以公开"), validators=[DataRequired(_("请确认已完成保密审查。"))])

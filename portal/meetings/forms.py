"""Forms from the leader's approval to the published decision."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from portal.errors import N_
from portal.forms import Form
from portal.i18n import say
from portal.meetings.labels import OUTCOME

TASK_ROWS = 5
_DAY = [InputRequired(N_("请填写日期，例如 2026-06-15。"))]


class ApprovalForm(Form):
    """What the leader wrote on paper, with its scan."""

    leader_name = StringField(validators=[Length(max=30)])
    approved_on = DateField(validators=_DAY)
    agrees = RadioField(choices=[("yes", N_("审核同意")), ("no", N_("不同意"))], validators=[DataRequired(N_("请选领导的意见。"))])
    words = TextAreaField(validators=[Length(max=2000)])
    scan = FileField(validators=[FileRequired(N_("请上传批示的扫描件或照片。"))])

    def offer(self) -> None:
        """Say the choices in the reader's language."""
        self.agrees.choices = [(code, say(label)) for code, label in self.agrees.choices]


class ReturnForm(Form):
    """Why an item goes back."""

    reason = TextAreaField(validators=[Length(max=2000)])


class MeetingForm(Form):
    """A meeting's day, title and place."""

    held_on = DateField(validators=_DAY)
    title = StringField(validators=[DataRequired(N_("请填写会议名称。")), Length(max=100)])
    place = StringField(validators=[Length(max=100)])


class ScheduleForm(Form):
    """Which meeting hears the item."""

    meeting = SelectField(coerce=int, validators=[DataRequired(N_("请选一次会议；还没有的话，先去安排会议。"))])


class TaskForm(FlaskForm):
    """One thing to do: by whom, what, by when. A row without unit and words is left out."""

    class Meta:
        csrf = False

    unit = SelectField(coerce=int, default=0)
    task = StringField(validators=[Length(max=500)])
    due_on = DateField(validators=[Optional()])


class DecisionForm(Form):
    """What the meeting decided, and who must do what by when."""

    outcome = RadioField(validators=[DataRequired(N_("请选会议的结论。"))])
    wording = TextAreaField(validators=[Length(max=5000)])
    conditions = TextAreaField(validators=[Length(max=5000)])
    decided_on = DateField(validators=_DAY)
    tasks = FieldList(FormField(TaskForm), min_entries=TASK_ROWS, max_entries=20)

    def offer(self, units) -> None:
        """Fill in the outcomes, and `units` for the tasks."""
        self.outcome.choices = [(code, say(label)) for code, label in OUTCOME.items()]
        for row in self.tasks:
            row.form.unit.choices = [(0, say(N_("请选单位")))] + [(unit.id, unit.name) for unit in units]

    def whole_rows(self) -> list[tuple[int, str, object]]:
        """The filled rows as (unit id, task, due day)."""
        return [(row.form.unit.data, row.form.task.data or "", row.form.due_on.data)
                for row in self.tasks if row.form.unit.data or row.form.task.data]

    def validate_tasks(self, _field) -> None:
        """A row begun is a row completed."""
        for unit, task, due_on in self.whole_rows():
            if not (unit and task and due_on):
                self.form_errors.append(say(N_("议定事项的每一行都要写全：责任单位、做什么、什么时候完成。")))
                break


class GovernmentForm(Form):
    """The district government's result on a matter reported to it."""

    outcome = RadioField(validators=[DataRequired(N_("请选区政府审议的结果。"))])
    on = DateField(validators=_DAY)

    def offer(self) -> None:
        """Say the outcomes the government may reach."""
        self.outcome.choices = [(code, say(OUTCOME[code])) for code in ("passed", "passed_with_changes", "rejected")]


class NoticeForm(Form):
    """The notice the public reads, and who reviewed it for secrecy."""

    notice = TextAreaField(validators=[Length(max=5000)])
    reviewer = StringField(validators=[Length(max=30)])
    leader = StringField(validators=[Length(max=30)])
    reviewed = BooleanField(validators=[DataRequired(N_("请确认已完成保密审查。"))])

"""Forms of the meeting's year: plans, minutes, reports on resolutions, conditions, inspections."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from portal.forms import Day, Form, at_most, chinese_options, options, seen_revision
from portal.i18n import say
from portal.words import WORDS

PLAN_ROWS = 8
MOST_ROWS = 40


class PlannedForm(FlaskForm):
    """One planned item: month, title and the ledger number of its space. A row without a title is left out."""

    class Meta:
        csrf = False

    month = SelectField(_("哪个月上会"), coerce=int)
    title = StringField(_("议题名称"), validators=[at_most(120)])
    space = StringField(_("台账编号"), validators=[at_most(30)])


class PlanForm(Form):
    """A unit's plan for one quarter; empty rows are left out, and no row at all is a plan too."""

    seen = seen_revision()
    items = FieldList(FormField(PlannedForm), min_entries=PLAN_ROWS, max_entries=MOST_ROWS)

    def offer(self, months) -> None:
        """Fill in the months of the quarter."""
        for row in self.items:
            row.form.month.choices = options((month, _("%(month)s月", month=month)) for month in months)

    def lines(self) -> list[tuple[int, str, str]]:
        """The rows begun, as (month, title, ledger number)."""
        rows = [(row.form.month.data, (row.form.title.data or "").strip(), (row.form.space.data or "").strip())
                for row in self.items]
        return [row for row in rows if row[1] or row[2]]


class MinutesForm(Form):
    """What the minutes say beside the decisions."""

    seen = seen_revision()
    chair = StringField(_("主持"), description=_("常务副区长和提请单位的分管区领导。"),
                        validators=[DataRequired(_("请写明谁主持会议。")), at_most(100)])
    present = TextAreaField(_("出席"), description=_("每行一个单位或一位同志。"), validators=[at_most(3000)])
    absent = TextAreaField(_("请假"), validators=[at_most(1000)])
    opening = TextAreaField(_("开头的话"), description=_("议定事项由系统按会议决定生成，这里只写开头。"),
                            validators=[at_most(3000)])


class ProgressForm(Form):
    """A report on a resolution, with evidence."""

    state = RadioField(_("办到哪一步"), validators=[DataRequired(_("请选一项。"))])
    text = TextAreaField(_("办理情况"), description=_("办结的，写明做成了什么。"), validators=[at_most(3000)])
    evidence = MultipleFileField(_("照片或文件"))

    def offer(self, states) -> None:
        """Fill in the steps that are still ahead."""
        self.state.choices = options((code, say(WORDS["resolution_state"][code])) for code in states)


class ConditionForm(Form):
    """How a change that the meeting asked for was made."""

    how = TextAreaField(_("怎样改好的"), validators=[DataRequired(_("请写明是怎样改好的、您核对了什么。")), at_most(2000)])


class ForetellForm(Form):
    """What the public is told before the government decides."""

    text = TextAreaField(_("预公开的内容"), description=_("打算决定什么、什么时候决定、怎样提意见。"),
                         validators=[DataRequired(_("请写明预公开的内容。")), at_most(5000)])


class InspectionForm(Form):
    """What was seen on the spot."""

    inspected_on = Day(_("检查日期"), validators=[InputRequired(_("请填写检查日期。"))])
    as_decided = RadioField(_("是否按审定的方案使用"), choices=options([("yes", _("是")), ("no", _("不是"))]),
                            validators=[DataRequired(_("请选一项。"))])
    text = TextAreaField(_("看到的情况"), validators=[DataRequired(_("请写明检查时看到的情况。")), at_most(3000)])
    photos = MultipleFileField(_("照片"))


class UseForm(Form):
    """What the space is used for now."""

    current_use = StringField(_("现在用来做什么"), validators=[DataRequired(_("请写明现在用来做什么。")), at_most(100)])


class ChooseUnitForm(Form):
    """One of several units of the same person."""

    unit = SelectField(_("单位"), coerce=int)

    def offer(self, units) -> None:
        """Fill in the person's units."""
        self.unit.choices = chinese_options((unit.id, unit.name) for unit in units)

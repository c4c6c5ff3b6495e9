"""Forms for filing a complaint and taking it a step further."""

from flask_wtf.file import MultipleFileField
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from portal.complaints.labels import CATEGORY, CHANNEL
from portal.errors import N_
from portal.forms import Form
from portal.i18n import say


class ComplaintForm(Form):
    """What happened, where, and how to reach the person, which is optional."""

    token = HiddenField(validators=[DataRequired(), Length(max=64)])
    website = EmailField()  # left empty by people, filled by robots
    category = RadioField(validators=[DataRequired(N_("请选一项最接近的。"))])
    place = StringField(validators=[Length(max=200)])
    accused = SelectField(validators=[Optional()], coerce=int, default=0)
    text = TextAreaField()
    name = StringField(validators=[Length(max=60)])
    contact = StringField(validators=[Length(max=100)])
    files = MultipleFileField()

    def offer(self, units) -> None:
        """Fill in the choices: the categories, and `units` that an accusation may name."""
        self.category.choices = [(code, say(label)) for code, label in CATEGORY.items()]
        self.accused.choices = [(0, say(N_("不清楚")))] + [(unit.id, unit.name) for unit in units]


class EnteredComplaintForm(ComplaintForm):
    """The same, entered by staff for a person at the counter, on the phone or by letter."""

    channel = RadioField(validators=[DataRequired(N_("请选来源。"))])

    def offer(self, units) -> None:
        """Fill in the choices, the channel too."""
        super().offer(units)
        self.channel.choices = [(code, say(label)) for code, label in CHANNEL.items() if code != "web"]


class StepForm(Form):
    """One step: what the complainant reads, and what only staff read."""

    step = HiddenField(validators=[DataRequired()])
    revision = HiddenField(validators=[DataRequired()])
    public_text = TextAreaField(validators=[Length(max=5000)])
    internal_text = TextAreaField(validators=[Length(max=5000)])


class DispatchForm(Form):
    """Where the office sends a complaint about no known space."""

    revision = HiddenField(validators=[DataRequired()])
    unit = SelectField(validators=[DataRequired()], coerce=int)


class ReceiptForm(Form):
    """Look up by the number received."""

    receipt = StringField(validators=[DataRequired(N_("请输入回执号。"))])

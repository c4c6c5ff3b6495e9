"""What every form shares: typed text is cleaned, and a refusal of the action is shown where it was typed."""

from contextlib import contextmanager
from functools import cache

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import DateField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.fields import SelectChoice
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, Length
from wtforms.widgets import Select, html_params

from portal.errors import InvalidInput, Refusal
from portal.i18n import foreign, language, say
from portal.text import clean

_PLAIN = {
    "Not a valid choice.": _("请从列出的选项里选一项。"),
    "Invalid Choice: could not coerce.": _("请从列出的选项里选一项。"),
    "Invalid choice(s): one or more data inputs could not be coerced.": _("请从列出的选项里选一项。"),
    "'%(value)s' is not a valid choice for this field.": _("请从列出的选项里选一项。"),
    "This field is required.": _("请填写这一项。"),
    "Not a valid integer value.": _("请填整数，例如 5。"),
    "Not a valid decimal value.": _("请填数字，例如 1200.5。"),
    "Not a valid date value.": _("日期要写成 2026-06-10 的样子，请核对。"),
}


@cache
def _own_words(code: str):
    """WTForms' catalogue of a language, read from the disk once."""
    return get_translations(["zh_TW" if code == "zh-hant" else code])


class _PlainWords:
    """The sentences WTForms says by itself, in words everybody understands."""

    def gettext(self, sentence: str) -> str:
        return str(_PLAIN.get(sentence) or _own_words(language()).gettext(sentence))

    def ngettext(self, one: str, many: str, count: int) -> str:
        if one.startswith("Field cannot be longer"):
            return str(_("最多 %(count)s 个字。", count=count))
        return _own_words(language()).ngettext(one, many, count)


class Day(DateField):
    """A calendar day; what is not one is told in plain words."""

    def process_formdata(self, valuelist) -> None:
        """Read the browser's ISO form."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("日期要写成 2026-06-10 的样子，请核对。")) from None


class LongSelect(Select):
    """A select of dozens of choices without groups, drawn in one go: WTForms takes as long for them as for the whole page."""

    def __call__(self, field, **kwargs) -> Markup:
        """The element; each choice may carry a `lang`."""
        options = "".join(self._option(each, field) for each in field.choices)
        attributes = html_params(id=field.id, name=field.name, required=field.flags.required or False, **kwargs)
        return Markup(f"<select {attributes}>{options}</select>")  # noqa: S704  (each part is escaped)

    @staticmethod
    def _option(choice: SelectChoice, field) -> str:
        selected = " selected" if field.coerce(choice.value) == field.data else ""
        lang = f' lang="{escape(choice.render_kw["lang"])}"' if "lang" in choice.render_kw else ""
        return f'<option value="{escape(choice.value)}"{selected}{lang}>{escape(choice.label)}</option>'


def at_most(count: int) -> Length:
    """A validator: no more than `count` characters."""
    return Length(max=count, message=_("最多 %(count)s 个字。", count=count))


def seen_revision() -> IntegerField:
    """The hidden field that says which save of a record the form was drawn from."""
    return IntegerField(widget=HiddenField.widget, validators=[InputRequired()])


class Form(FlaskForm):
    """A form that keeps the action's refusal beside what was typed."""

    refusal: Refusal | None = None

    class Meta(FlaskForm.Meta):
        def get_translations(self, form):
            """What the fields say by themselves."""
            return _PlainWords()

        def bind_field(self, form, unbound_field, options):
            """Clean every text field but passwords."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options = {**options, "filters": [clean, *unbound_field.kwargs.get("filters", ())]}
            return unbound_field.bind(form=form, **options)

        def render_field(self, field, render_kw):
            """Mark typed Chinese on a page in another language."""
            if isinstance(field, StringField) and (written_in := foreign(field.data)):
                render_kw = {"lang": written_in, **render_kw}
            return super().render_field(field, render_kw)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal, or each of several, at the field it names, or at the top of the form."""
        self.refusal = refusal
        for problem in getattr(refusal, "problems", [refusal]):
            field = self._fields.get(problem.field)
            sentence = say(problem.sentence, **problem.params)
            if field is None:
                self.form_errors.append(sentence)
            else:
                field.errors = [*field.errors, sentence]

    @property
    def status(self) -> int:
        """The HTTP status to answer with when the form is shown again."""
        if self.refusal is not None:
            return self.refusal.status
        return InvalidInput.status if self.errors and request.method == "POST" else 200


@contextmanager
def refusals_on(form: Form):
    """Run an action; its refusal goes to the form instead of a page of its own.

        if form.validate_on_submit():
            with refusals_on(form), write() as now:
                thing = do_it(db.session, ..., actor=person(), now=now)
            if not form.errors:
                flash(...)
                return redirect(...)
        return render_template(..., form=form), form.status
    """
    try:
        yield
    except Refusal as refusal:
        form.refuse(refusal)


def options(pairs) -> list[SelectChoice]:
    """The choices of a select, of radios or of boxes, from pairs of code and words."""
    return [SelectChoice(code, words) for code, words in pairs]


def chinese_options(pairs) -> list[SelectChoice]:
    """The choices of a select whose words are data and stay Chinese on a page in another language."""
    return [SelectChoice(code, words, {"lang": "zh"}) for code, words in pairs]

"""A questionnaire as a form: a field for each question, whatever it asks, and what was answered in it."""

from itertools import groupby

from markupsafe import Markup
from wtforms import Field, RadioField, TextAreaField
from wtforms.fields import SelectChoice

from portal.i18n import chinese, either
from portal.ledger.forms import Checkboxes
from portal.surveys.rules import codes_of, field_of
from portal.surveys.values import SCALE, Said


class Ranking(Field):
    """A place for each option, in the options' order; one left open has no place."""

    def __init__(self, label=None, validators=None, options=(), **kwargs):
        super().__init__(label, validators, **kwargs)
        self.options = options

    def process_formdata(self, valuelist) -> None:
        """Read the places, one for each option."""
        self.data = [each if each.isdecimal() else "" for each in valuelist[:len(self.options)]]

    @property
    def places(self) -> list[str]:
        """The place chosen for each option, "" for none."""
        given = self.data or []
        return [*given, *[""] * (len(self.options) - len(given))]


class MenuField(Checkboxes):
    """The menu for old estates, each item with a box; `menu` holds its items by key."""

    def __init__(self, label=None, validators=None, menu=None, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.menu = menu

    def groups(self) -> list[tuple[str, str, list]]:
        """The boxes by scope and class: the scope's name where it begins, basic or optional, and the boxes."""
        groups = groupby(self, key=lambda box: (self.menu[box.data].scope, self.menu[box.data].basic))
        made = [(boxes, basic) for (_scope, basic), found in groups for boxes in [list(found)]]
        names = [self._scope_of(boxes[0].data) for boxes, _ in made]
        return [
            ("" if at and names[at - 1] == names[at] else names[at], "basic" if basic else "optional", boxes)
            for at, (boxes, basic) in enumerate(made)
        ]

    def _scope_of(self, key: str) -> str:
        return either(self.menu[key].scope, self.menu[key].scope_en)


def form_for(kind: type, version, **options):
    """A form of a `kind` (AnswerForm, SheetForm) with the questions of a version of a questionnaire."""
    fields = {}
    for question in version.questions:
        fields[field_of(question)] = _field(question)
        if question.kind == "menu":
            fields[note_of(question)] = TextAreaField()
    form = type(kind.__name__, (kind,), fields)(**options)
    for question in version.questions:
        form[field_of(question)].flags.required = question.is_required
    return form


def answers_in(form, version) -> dict[int, Said]:
    """What was answered, by question id."""
    return {question.id: _said(form, question) for question in version.questions}


def note_of(question) -> str:
    """The name of the field for a few words under a question about the menu."""
    return f"{field_of(question)}_note"


def _field(question):
    label = {"label": chinese(question.text), "description": chinese(question.hint)}
    kind = question.kind
    if kind == "text":
        return TextAreaField(**label)
    if kind == "ranking":
        return Ranking(options=question.options, **label)
    choices = [SelectChoice(code, words) for code, words in _choices(question)]
    if kind == "menu":
        return MenuField(menu=question.version.menu, choices=choices, validate_choice=False, **label)
    if kind in ("single", "scale"):
        return RadioField(choices=choices, validate_choice=False, **label)
    return Checkboxes(choices=choices, validate_choice=False, **label)


def _choices(question):
    """Codes with their words."""
    if question.kind == "scale":
        low, high = question.options
        ends = {SCALE[0]: low, SCALE[-1]: high}
        return [(code, Markup("{}　{}").format(code, chinese(ends[code])) if code in ends else code) for code in SCALE]
    if question.kind == "menu":
        items = [question.version.menu[key] for key in question.options]
        return [(each.key, either(each.name, each.name_en)) for each in items]
    return list(zip(codes_of(question), map(chinese, question.options), strict=True))


def _said(form, question) -> Said:
    field = form[field_of(question)]
    if question.kind == "text":
        return Said(text=field.data or "")
    if question.kind == "ranking":
        return Said(tuple((str(at), int(place)) for at, place in enumerate(field.places) if place))
    chosen = field.data or []
    note = form[note_of(question)].data or "" if question.kind == "menu" else ""
    return Said(tuple((code, 0) for code in dict.fromkeys([chosen] if isinstance(chosen, str) else chosen)), note)

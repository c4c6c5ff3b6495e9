"""The form of the public page “谁需要被征求意见？”; it is sent by GET and keeps what was chosen."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from portal.forms import Form
from portal.i18n import either, language, say
from portal.rulebook.book import current_book
from portal.rulebook.catalogue import Catalogue
from portal.rulebook.facts import INDUSTRY, Facts, parse_facts
from portal.words import word

NEITHER_MARKET = "industry"
UNKNOWN = _("选项里没有这一项，请重新选择。")


class AskForm(Form):
    """What a person knows about a space: its kind, its use, where it lies, and four things that change the answer."""

    kind = SelectField(_("这是一处什么空间？"), [InputRequired(_("请先选择空间的类型。"))], default="",
                       invalid_choice_message=UNKNOWN)
    use = SelectMultipleField(_("打算用来做什么？"), invalid_choice_message=UNKNOWN)
    street = SelectField(_("在哪个街道？"), default="", invalid_choice_message=UNKNOWN)
    headquarters = SelectField(_("平房院落在哪个指挥部的片区？"), default="", invalid_choice_message=UNKNOWN)
    off_ledger = BooleanField(_("不在腾退空间台账里"))
    major = BooleanField(_("属于重大行政决策"))
    planning = BooleanField(_("是一份规划草案"))
    change = BooleanField(_("已经定过用途，现在要换一种"))

    def __init__(self, given, uses: Iterable):
        """`given` holds the query's values; `uses` are catalogue entries with name and tier."""
        super().__init__(given, meta={"csrf": False})
        catalogue = current_book().catalogue
        self.kind.choices = [SelectChoice("", gettext("请选择")), *_kinds(catalogue)]
        self.use.choices = _uses(uses, catalogue)
        self.street.choices = _chinese_names(street.name for street in catalogue.streets)
        self.headquarters.choices = _chinese_names(unit.name for unit in catalogue.units if unit.kind == "headquarters")

    def facts(self) -> Facts:
        """The facts of a valid form."""
        raw = {
            "area": self.headquarters.data or None,
            "subdistricts": [self.street.data] if self.street.data else [],
            "in_ledger": not self.off_ledger.data,
            "business_forms": self.use.data,
            "is_major_decision": self.major.data,
            "is_planning_draft": self.planning.data,
            "changes_business_form_of": "原审定方案" if self.change.data else None,
        }
        return parse_facts(raw | _kind(self.kind.data), current_book().catalogue)


def _kind(code: str) -> dict[str, str]:
    if code == NEITHER_MARKET:
        return {"space_type": INDUSTRY}
    subtype = current_book().catalogue.subtype(code)
    return {"space_type": subtype.type, "space_subtype": subtype.name}


def _kinds(catalogue: Catalogue) -> list[SelectChoice]:
    """Every sub-type under its type, and industry that is neither kind of market."""
    choices = []
    for space_type in catalogue.types:
        group = _named(space_type)
        choices += [SelectChoice(each.code, _named(each), optgroup=group) for each in catalogue.subtypes_of(space_type.name)]
        if space_type.name == INDUSTRY:
            choices.append(SelectChoice(NEITHER_MARKET, gettext("其他产业空间（不是市场）"), optgroup=group))
    return choices


def _uses(uses: Iterable, catalogue: Catalogue) -> list[SelectChoice]:
    """The entries of the catalogue of reuse under their tier; one the rulebook does not know keeps its Chinese name."""
    known = {form.name: either(form.name, form.name_en) for form in catalogue.forms} if language() != "zh" else {}
    return [
        SelectChoice(use.name, known.get(use.name, use.name), {} if use.name in known else {"lang": "zh"},
                     say(word("tier", use.tier)))
        for use in uses
    ]  # fmt: skip


def _chinese_names(names: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice("", gettext("不填")), *(SelectChoice(name, name, {"lang": "zh"}) for name in names)]


def _named(entry) -> str:
    return either(entry.name, entry.name_en)

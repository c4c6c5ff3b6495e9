"""Forms of importing: the file, what stands for what, and the go-ahead."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from portal.errors import N_, InvalidInput, Several
from portal.forms import Day, Form, chinese_options, options
from portal.i18n import say
from portal.opinions.sheets.values import CODES, FIELDS, Plan
from portal.words import word

NAMES = {
    "number": N_("编号"), "title": N_("标题"), "text": N_("内容"), "received_on": N_("收到日期"), "stance": N_("态度"),
    "channel": N_("从哪里来"), "party": N_("谁的意见"), "relation": N_("和这个地方的关系"), "street": N_("住在哪个街道"),
    "name": N_("称呼"), "phone": N_("电话"), "email": N_("电子邮箱"),
}
HINTS = {
    "number": _("有编号，同一张表再导入时就不会重复；没有的，按内容辨认。"), "title": _("会写在内容的前面一行。"),
    "text": _("照录原话的那一列。"),
}
NONE = _("表里没有")


class SheetForm(Form):
    """A sheet of opinions."""

    file = FileField(_("意见表"), [FileRequired(_("请选择文件。"))],
                     description=_("xlsx，或 UTF-8、GB18030（GBK）编码的 CSV，最多 10 万行、50 MB。"))


class ConfirmForm(Form):
    """Take the sheet in."""


class ColumnsForm(Form):
    """What stands for what; the fields for columns and strange words are added for each sheet, see `columns_form`."""

    source = StringField(_("来源说明"), [DataRequired(_("请写明来源。")), Length(max=100, message=_("最多100个字。"))],
                         description=_("例如“6月3日社区议事厅登记表”。会写在每条意见的来源里。"))
    received_on = Day(_("收到日期"), [Optional()], description=_("表里没有这一列或者空着的，都用这个日期。"))

    def plan(self) -> Plan:
        """What was chosen. Raises Several problems, each at its field."""
        columns = {field: head for field in FIELDS if (head := self[f"column_{field}"].data)}
        fixed = {field: code for field in CODES if (code := self[f"fixed_{field}"].data)}
        fixed |= {"source": self.source.data}
        if self.received_on.data:
            fixed["received_on"] = self.received_on.data.isoformat()
        words = {field: {typed: code for name, typed in self.strange[field].items() if (code := self[name].data)}
                 for field in self.strange}
        _check(columns, fixed)
        return Plan(columns, {field: meant for field, meant in words.items() if meant}, fixed)


def columns_form(heads: list[str], strange: dict[str, list[str]], plan: Plan | None = None, **options_) -> ColumnsForm:
    """The form for a sheet with these heads; `strange` are the words of its columns that mean nothing yet, `plan` what was
    said before."""
    fields = {f"column_{field}": _column(field, heads) for field in FIELDS}
    for field in CODES:
        fields[f"fixed_{field}"] = _codes(field, N_("%(name)s：没写的都算"), _("没有统一的"), name=(NAMES[field],))
    names = {field: {f"word_{field}_{at}": typed for at, typed in enumerate(words)} for field, words in strange.items()}
    for field, asked in names.items():
        fields |= {name: _codes(field, N_("“%(word)s”是指"), _("请选择"), word=typed) for name, typed in asked.items()}
    kind = type("ThisSheetForm", (ColumnsForm,), fields | {"strange": names})
    return kind(data=_said(plan, names) if plan else None, **options_)


def _column(field: str, heads: list[str]) -> SelectField:
    choices = [*options([("", NONE)]), *chinese_options((head, head) for head in heads if head)]
    return SelectField(say(NAMES[field]), default="", choices=choices, description=HINTS.get(field, ""))


def _codes(field: str, label: str, nothing: str, **params) -> SelectField:
    choices = [("", nothing), *((code, say(word(field, code))) for code in CODES[field])]
    return SelectField(say(label, **params), default="", choices=options(choices))


def _said(plan: Plan, names: dict[str, dict[str, str]]) -> dict:
    """What the form shows of a plan."""
    data = {f"column_{field}": head for field, head in plan.columns.items()}
    data |= {f"fixed_{field}": plan.fixed.get(field, "") for field in CODES}
    for field, asked in names.items():
        data |= {name: plan.words.get(field, {}).get(typed, "") for name, typed in asked.items()}
    day = plan.fixed.get("received_on")
    return data | {"source": plan.fixed.get("source", ""), "received_on": date.fromisoformat(day) if day else None}


def _check(columns: dict[str, str], fixed: dict[str, str]) -> None:
    problems = []
    if not {"text", "title"} & set(columns):
        problems.append(InvalidInput(N_("请选出写着意见内容的那一列。"), field="column_text"))
    for field in ("stance", "channel"):
        if field not in columns and field not in fixed:
            problems.append(InvalidInput(N_("表里没有这一列，请给所有行选一项。"), field=f"fixed_{field}"))
    if "received_on" not in columns and "received_on" not in fixed:
        problems.append(InvalidInput(N_("表里没有日期，请填一个收到日期。"), field="received_on"))
    twice = {head for head in columns.values() if list(columns.values()).count(head) > 1}
    problems += [InvalidInput(N_("这一列已经选给了别的内容。"), field=f"column_{field}")
                 for field, head in columns.items() if head in twice]
    if problems:
        raise Several(problems)



"""Forms: one space, an area, an upload."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from portal.forms import Form, at_most, chinese_options, options, seen_revision
from portal.i18n import chinese, either
from portal.ledger.values import SEPARATOR, SpaceValues
from portal.rulebook.book import current_book
from portal.rulebook.facts import INDUSTRY

BETWEEN = "/"


class Checkboxes(SelectMultipleField):
    """Several of a few choices."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SpaceForm(Form):
    """One space as typed; `texts` is what ledger.rules.read_space reads, which checks everything."""

    revision = seen_revision()
    number = StringField(_("编号"), [DataRequired(_("请填写编号。"))],
                         description=_("字母、数字、汉字和“-”，一处一个，例如 XC-CY-0001。"))
    name = StringField(_("名称"), [DataRequired(_("请填写名称。"))])
    address = StringField(_("位置"), [DataRequired(_("请填写位置。"))], description=_("写到门牌号或楼层。"))
    streets = Checkboxes(_("所在街道"), [InputRequired(_("请选择所在街道。"))], description=_("跨街道的都要选上。"))
    space_type = SelectField(_("空间类型"), [InputRequired(_("请选择空间类型。"))])
    secondary_types = Checkboxes(_("同时还属于"), description=_("例如平房院落里有文物。征求意见的要求会合在一起。"))
    area = SelectField(_("片区"), description=_("平房院落要选片区；还没有建立的片区，先留空，由会议办公室指定推动部门。"))
    size_m2 = StringField(_("规模（平方米）"))
    owner_name = StringField(_("产权单位"))
    owner_nature = StringField(_("产权性质"))
    planned_use = StringField(_("规划用途"))
    current_use = StringField(_("利用现状"))
    vacated_on = StringField(_("腾退日期"), widget=DateInput())
    promoting_unit = SelectField(_("推动部门"), description=_("留空时按规定自动填写；有两个推动部门的，请选牵头的一个。"))
    initiating_unit = SelectField(_("提请部门"), description=_("提请联席会议的单位；留空时和推动部门相同。"))
    longitude = StringField(_("经度"), description=_("WGS-84 或 CGCS2000 的度数，例如 116.366794；也可以登记以后在地图上点。"))
    latitude = StringField(_("纬度"), description=_("例如 39.894310。"))
    in_ledger = SelectField(_("在台账内"), [InputRequired()], choices=options([("是", _("是")), ("否", _("否，参照适用"))]))

    def offer(self, units: list[str], areas: list[str]) -> None:
        """Fill the choices: units and areas by name, streets and types from the rulebook."""
        catalogue = current_book().catalogue
        kinds = [SelectChoice(value, label, optgroup=group) for group, value, label in _kinds()]
        self.space_type.choices = [*options([("", _("请选择"))]), *kinds]
        self.streets.choices = options((each.name, chinese(each.name)) for each in catalogue.streets)
        self.secondary_types.choices = options((each.name, _named(each)) for each in catalogue.subtypes)
        self.area.choices = options([("", _("不在片区内"))]) + chinese_options((name, name) for name in areas)
        for field in (self.promoting_unit, self.initiating_unit):
            field.choices = options([("", _("按规定自动填写"))]) + chinese_options((name, name) for name in units)

    def texts(self) -> dict[str, str]:
        """Field → typed text."""
        typed = {name: value or "" for name, value in self.data.items() if name not in ("csrf_token", "revision")}
        typed["space_type"], _, typed["space_subtype"] = self.space_type.data.partition(BETWEEN)
        return typed | {name: SEPARATOR.join(typed[name]) for name in ("streets", "secondary_types")}

    @staticmethod
    def typed(values: SpaceValues) -> dict:
        """What the form shows for a space."""
        kind = {"space_type": values.space_type + BETWEEN + (values.space_subtype or "")}
        return values.texts() | kind | {"streets": list(values.streets), "secondary_types": list(values.secondary_types)}


class AreaForm(Form):
    """An area (片区) of a headquarters."""

    revision = seen_revision()
    name = StringField(_("片区名称"), [DataRequired(_("请填写片区名称。")), at_most(60)])
    headquarters = SelectField(_("所属指挥部"), [InputRequired(_("请选择指挥部。"))], coerce=int)
    streets = Checkboxes(_("所在街道"), [InputRequired(_("请选择所在街道。"))], coerce=int)
    description = TextAreaField(_("说明"), [at_most(2000)])


class UploadForm(Form):
    """A ledger file."""

    file = FileField(_("台账文件"), [FileRequired(_("请选择文件。"))],
                     description=_("xlsx，或 UTF-8、GB18030（GBK）编码的 CSV，最多 3000 行、5 MB。"))


class ConfirmForm(Form):
    """Take in what the preview showed."""

    seen = HiddenField(validators=[InputRequired()])


def _kinds():
    """Every type and sub-type: (group, value, label); 产业 has one more, for neither kind of market."""
    catalogue = current_book().catalogue
    for kind in catalogue.types:
        for subtype in catalogue.subtypes_of(kind.name):
            yield _named(kind), kind.name + BETWEEN + subtype.name, _named(subtype)
        if kind.name == INDUSTRY:
            yield _named(kind), kind.name + BETWEEN, _("其他产业空间（推动部门待指定）")


def _named(entry) -> str:
    return either(entry.name, entry.name_en)

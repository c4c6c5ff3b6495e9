"""Forms for the hotline's tickets."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from portal.complaints.models import CATEGORIES
from portal.complaints.rules.tickets import FIELDS, REQUIRED
from portal.errors import N_, InvalidInput
from portal.forms import Form, at_most, seen_revision
from portal.words import WORDS


class TicketFileForm(Form):
    """A sheet of tickets."""

    file = FileField(_("工单表"), [FileRequired(_("请选择文件。"))], description=_("12345导出的 xlsx 或 CSV 文件。"))


class ConfirmForm(Form):
    """Confirming a preview needs nothing but the button."""


class MappingForm(Form):
    """Which column holds which field; a line for each word of the hotline's categories."""

    revision = seen_revision()
    categories = TextAreaField(_("问题分类对应"), [DataRequired(_("请写明问题分类的对应。")), at_most(5000)],
                               description=_("一行一个，例如：餐饮油烟＝噪声、油烟、垃圾等扰民"))

    def mapping(self) -> tuple[dict[str, str], dict[str, str]]:
        """Columns by field, and category codes by word. Raises InvalidInput for a line that cannot be read."""
        codes = {WORDS["complaint_category"][code]: code for code in CATEGORIES}
        found = {}
        for line in filter(None, (each.strip() for each in self.categories.data.splitlines())):
            word, _sign, name = line.replace("=", "＝").partition("＝")
            if name.strip() not in codes:
                raise InvalidInput(N_("“%(line)s”看不懂。请写成“词＝类别”，类别要和本系统的一样。"), field="categories",
                                   line=line[:40])
            found[word.strip()] = codes[name.strip()]
        return {field: self[f"column_{field}"].data.strip() for field in FIELDS}, found


for _field, _label in FIELDS.items():
    _checks = [DataRequired(_("请填这一列的列名。"))] if _field in REQUIRED else []
    setattr(MappingForm, f"column_{_field}", StringField(_(_label), [*_checks, at_most(60)]))

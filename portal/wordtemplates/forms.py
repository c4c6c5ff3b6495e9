"""Form: a template."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from portal.forms import Form


class TemplateForm(Form):
    """A Word file for the papers of one of the person's units."""

    unit = SelectField(_("用于哪个单位的文件"), [InputRequired(_("请选择单位。"))], coerce=int)
    file = FileField(_("Word 模板"), [FileRequired(_("请选择文件。"))],
                     description=_("只收 .docx；不能带宏、外部链接和嵌入的文件。"))

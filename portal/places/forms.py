"""Forms: a file of boundaries, the place of a space."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired

from portal.forms import Form, at_most, options, seen_revision
from portal.places.rules import COMMUNITY, GCJ02, STREET, WGS84


class BoundaryForm(Form):
    """A GeoJSON file, what it draws, in whose coordinates, and where it comes from."""

    file = FileField(_("边界文件"), [FileRequired(_("请选择文件。"))],
                     description=_("GeoJSON，一个街道或社区一个面，属性里有名称，最多 20 MB。"))
    kind = RadioField(_("画的是什么"), [InputRequired(_("请选择街道或社区。"))], choices=options([
        (STREET, _("街道")), (COMMUNITY, _("社区"))]))
    datum = RadioField(_("坐标系"), default="", choices=options([
        ("", _("自动识别")), (WGS84, _("WGS-84 或 CGCS2000")), (GCJ02, _("GCJ-02，导入时换算"))]),
        description=_("商业地图（高德、腾讯）导出的多半是 GCJ-02，比实际偏约 560 米。"))
    source = StringField(_("来源"), [DataRequired(_("请写明文件从哪里来。")), at_most(200)],
                         description=_("例如：区规划自然资源分局 2026 年 3 月提供。"))
    approval_number = StringField(_("审图号"), [at_most(60)], description=_("标准地图有审图号的，公开页面上会标出来。"))
    is_sketch = BooleanField(_("只是示意，不是行政区划界线"))


class PlaceForm(Form):
    """Where a space lies, typed or clicked."""

    revision = seen_revision()
    longitude = StringField(_("经度"), description=_("例如 116.366794。"))
    latitude = StringField(_("纬度"), description=_("例如 39.894310。"))

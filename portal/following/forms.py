"""Forms for following something, and for what one follows."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from portal.errors import N_
from portal.following.rules import PACES, RADII
from portal.forms import Form, options
from portal.i18n import say
from portal.opinions.forms import TokenForm
from portal.words import word


def _paces():
    return options((code, say(word("pace", code))) for code in PACES)


class FollowForm(TokenForm):
    """Where to send the news, how often, and for a circle how wide it is."""

    radius = RadioField(_("周围多远"), coerce=int, default=500, validators=[InputRequired(_("请从列出的选项里选一项。"))])
    address = StringField(_("电子邮箱或手机号码"),
                          validators=[DataRequired(_("请填电子邮箱，或者11位的手机号码。")), Length(max=254)],
                          description=_("只用来告诉您这件事的消息，不会公开。您停止跟踪，我们就马上删除。"))
    pace = RadioField(_("什么时候告诉您"), default="at_once", validators=[InputRequired(_("请从列出的选项里选一项。"))])

    def offer(self, *, is_circle: bool) -> None:
        """Fill in the choices; only a circle has a radius."""
        self.pace.choices = _paces()
        if is_circle:
            self.radius.choices = options((each, say(N_("%(count)s米"), count=each)) for each in RADII)
        else:
            del self.radius


class PaceForm(Form):
    """How often one wants to be told."""

    pace = RadioField(_("什么时候告诉您"), validators=[InputRequired(_("请从列出的选项里选一项。"))])

    def offer(self) -> None:
        """Fill in the choices."""
        self.pace.choices = _paces()

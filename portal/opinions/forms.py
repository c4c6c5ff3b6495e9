"""Forms of the public: speaking, answering a letter, looking a receipt up."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from portal import tokens
from portal.errors import InvalidInput
from portal.files.forms import Papers
from portal.forms import Form, options
from portal.i18n import say
from portal.opinions.rules import PUBLIC_STANCES, RELATIONS, REPLY_STANCES, AlreadySent
from portal.opinions.speaking import checked_numbers, numbers_in, with_quote
from portal.words import word

FILES_HINT = _("可以不传。照片、PDF、docx、xlsx 都可以；照片里的拍摄地点等信息会自动去掉。")


def choices(kind: str, codes) -> list[SelectChoice]:
    """Choices for codes, in the reader's language."""
    return [SelectChoice(code, say(word(kind, code))) for code in codes]


class TokenForm(Form):
    """A form whose token makes a retry the same act, and keeps robots waiting."""

    token = HiddenField()
    website = StringField(_("请留空"))  # left empty by people, filled by robots

    def renew(self, key: str, now) -> None:
        """Give the form a token of its own."""
        self.token.data = tokens.issue(key, now)

    def number(self, key: str, now) -> str:
        """The random number of this form. Raises InvalidInput, see tokens.read; a filled trap is refused."""
        if self.website.data:
            raise InvalidInput(_("页面上有一个请留空的格子被填写了。请清空后再提交。"), field="website")
        return tokens.read(key, self.token.data or "", now)

    @property
    def needs_renewal(self) -> bool:
        """Whether the refusal asks to send it again with a new token."""
        return isinstance(self.refusal, tokens.StaleForm | AlreadySent)

    @property
    def typed(self) -> str:
        """The words exactly as typed, also when they are only blanks."""
        return (self.text.raw_data or [""])[0]


class OpinionForm(TokenForm):
    """What a person thinks of a proposal."""

    stance = RadioField(_("您怎么看这个方案？"), validators=[InputRequired(_("请先选一项您的态度。"))])
    text = TextAreaField(_("您想说的话"), description=_("选“支持”或“反对”的，可以不写；写了理由，更容易被采纳。最多20000个字。"))
    quote = StringField(_("引用方案里的一句话"), description=_("您想说的是方案里的哪一句，可以抄或粘贴在这里。"))
    personal = RadioField(_("要隐去这些号码吗？"), validators=[Optional()],
                          description=_("隐去以后，谁也看不到。想让经办人联系您，请把电话填在“电话”那一格，只有经办人能看到。"))
    relation = RadioField(_("您和这个地方的关系"), validators=[InputRequired(_("请选一项最接近的，不确定就选“其他”。"))])
    street = SelectField(_("您住在哪个街道"), coerce=int, default=0)
    files = Papers(_("照片或材料"), description=FILES_HINT)
    name = StringField(_("怎么称呼您"), description=_("例如“王女士”。"))
    phone = StringField(_("电话"))
    email = StringField(_("电子邮箱"), description=_("填了的话，会把回执和采纳情况发到这个邮箱。"))

    def offer(self, streets) -> None:
        """Fill in the choices; `streets` are subdistrict units."""
        self.stance.choices = choices("stance", PUBLIC_STANCES)
        self.personal.choices = options([("hide", _("隐去号码再提交")), ("keep", _("照原样提交"))])
        self.relation.choices = choices("relation", RELATIONS)
        self.street.choices = [
            SelectChoice(0, _("不说也可以")), *(SelectChoice(unit.id, unit.street, {"lang": "zh"}) for unit in streets),
        ]

    @property
    def words(self) -> str:
        """What becomes the opinion's text. Raises InvalidInput, see speaking."""
        typed = checked_numbers(self.typed, self.personal.data)
        return with_quote(self.stance.data, self.quote.data or "", typed)

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The numbers typed among the words, each with its kind."""
        return [(self.typed[each.start:each.end], each.kind) for each in numbers_in(self.typed)]


class ReplyForm(TokenForm):
    """What an invited party answers to its letter."""

    stance = RadioField(_("您的意见"), validators=[InputRequired(_("请先选一项。"))])
    text = TextAreaField(_("具体意见"), description=_("选“有修改意见”或“不同意”的，请写明哪里要改、为什么。最多20000个字。"))
    has_no_interest = BooleanField(_("我声明：我与这个方案没有直接利害关系。"))
    files = Papers(_("附件"), description=_("可以不传。盖章的回函、签字的意见可以拍照或扫描上传。"))

    def offer(self) -> None:
        """Fill in the choices."""
        self.stance.choices = choices("stance", REPLY_STANCES)


class ReceiptForm(Form):
    """Look an opinion up by its receipt."""

    receipt = StringField(_("回执编号"), description=_("一共16个字母和数字。大小写、空格、横线都不要紧。"),
                          validators=[DataRequired(_("请输入回执编号。")), Length(max=100)])

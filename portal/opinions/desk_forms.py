"""Forms of the desk: entering paper, marking, grouping, answering, settling."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from portal.forms import Form
from portal.opinions.forms import MultipleFileField, TokenForm, choices
from portal.opinions.rules import DECLARES, PAPER_CHANNELS, PUBLIC_STANCES, RELATIONS, REPLY_STANCES, UNINVITED, VERDICTS

DAY = _("请填写日期。")


class PaperForm(TokenForm):
    """What came by counter, phone, post or meeting; one text for a resident's words and for the reply to a letter."""

    channel = RadioField(_("从哪里来"), validators=[InputRequired(_("请选一项来源。"))])
    received_on = DateField(_("收到日期"), description=_("信件按邮戳日期。按这个日期判断是否逾期。"),
                            validators=[InputRequired(DAY)])
    source = StringField(_("来源说明"), description=_("例如“6月3日社区议事厅，张主任转交”。不要写居民的电话和住址。"),
                         validators=[InputRequired(_("请写明来源。")), Length(max=200, message=_("最多200个字。"))])
    party = RadioField(_("谁的意见"), default="resident", validators=[InputRequired(_("请选一项。"))])
    stance = RadioField(_("态度"), validators=[InputRequired(_("请选一项态度。"))])
    text = TextAreaField(_("原话"), description=_("照录原话，不改写、不概括。只表明态度的可以不写。"))
    relation = RadioField(_("和这个地方的关系"), validators=[Optional()])
    street = SelectField(_("住在哪个街道"), coerce=int, default=0)
    has_no_interest = BooleanField(_("本人已书面声明与这个方案没有直接利害关系"))
    files = MultipleFileField(_("原件照片或扫描件"), description=_("可以不传。"))
    name = StringField(_("称呼"), description=_("只在本人愿意留时填写。"))
    phone = StringField(_("电话"), description=_("只用来回访，加密保存，查看有记录。"))

    def offer(self, letter, streets) -> None:
        """Fill in the choices, and leave out what does not concern the reply to `letter` (None: the public's words)."""
        self.channel.choices = choices("channel", PAPER_CHANNELS)
        self.stance.choices = choices("stance", REPLY_STANCES if letter else PUBLIC_STANCES)
        self.party.choices = choices("party", UNINVITED)
        self.relation.choices = choices("relation", RELATIONS)
        self.street.choices = [
            SelectChoice(0, _("没有说")), *(SelectChoice(unit.id, unit.street, {"lang": "zh"}) for unit in streets),
        ]
        unused = {"party", "relation", "street", "name", "phone"} if letter else set()
        if letter is None or letter.party not in DECLARES:
            unused.add("has_no_interest")
        for name in unused:
            del self[name]


class MarkForm(Form):
    """Repeated or invalid, with the reason."""

    kind = RadioField(_("标记为"), choices=[SelectChoice("repeated", _("同一人重复")), SelectChoice("invalid", _("无效"))],
                      validators=[InputRequired(_("请选一项。"))])
    kept = IntegerField(_("保留的那一条的编号"), description=_("标为重复时填写，例如 12。"), validators=[Optional()])
    reason = TextAreaField(_("理由"), description=_("日后要能向本人说明。不同的人写同样的话不算重复。"),
                           validators=[InputRequired(_("请写明理由。"))])


class SettleForm(Form):
    """How a unit's disagreement ended, or how far it got."""

    is_settled = RadioField(_("协商结果"), validators=[InputRequired(_("请选一项。"))],
                            choices=[SelectChoice("yes", _("已经一致")), SelectChoice("no", _("还没有一致"))])
    how = TextAreaField(_("怎样协商，结果是什么"), validators=[InputRequired(_("请写明协商的经过和结果。"))])
    settled_on = DateField(_("协商日期"), validators=[InputRequired(DAY)])


class PlaceForm(Form):
    """What to do with the points that were ticked."""

    goal = SelectField(_("把勾选的意见"), validators=[InputRequired()])
    title = StringField(_("新归类的题目"), description=_("选“放进新的归类”时填写，例如“二层要有电梯”。"))

    def offer(self, themes) -> None:
        """Fill in the goals: a new theme, each of `themes`, none, or 无具体诉求."""
        self.goal.choices = [
            SelectChoice("new", _("放进新的归类")),
            *(SelectChoice(str(theme.id), theme.title, {"lang": "zh"}) for theme in themes),
            SelectChoice("none", _("移出归类")), SelectChoice("no_demand", _("记为无具体诉求")),
        ]


class ThemeForm(Form):
    """The title of a theme."""

    title = StringField(_("题目"), description=_("用居民听得懂的话，80字以内。"))
    revision = HiddenField()


class VerdictForm(Form):
    """The answer to a theme."""

    verdict = RadioField(_("采纳情况"), validators=[InputRequired(_("请选一项采纳情况。"))])
    reason = TextAreaField(_("理由"), description=_("公布后居民会看到这段话。"), validators=[InputRequired(_("请写明理由。"))])
    changed_place = TextAreaField(_("改在哪里"), description=_("采纳、部分采纳的必填：方案哪一处已经改了，或者将怎样改。"))
    revision = HiddenField()

    def offer(self) -> None:
        """Fill in the choices."""
        self.verdict.choices = choices("verdict", VERDICTS)

"""Forms of the desk: entering paper, marking, grouping, answering, settling."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.errors import N_
from portal.files.forms import Papers
from portal.forms import Day, Form, LongSelect, chinese_options
from portal.i18n import chinese, say
from portal.opinions.forms import TokenForm, choices
from portal.opinions.rules import DECLARES, PAPER_CHANNELS, PUBLIC_STANCES, RELATIONS, REPLY_STANCES, UNINVITED, VERDICTS

DAY = _("请填写日期。")
SHORT = 60


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
    files = Papers(_("原件照片或扫描件"), description=_("可以不传。"))
    name = StringField(_("称呼"), description=_("只在本人愿意留时填写。"))
    phone = StringField(_("电话"), description=_("只用来回访，加密保存，查看有记录。"))
    is_copy = BooleanField(_("这是复印件，写的是另一个人的意见"))

    def offer(self, letter, streets, is_printed: bool) -> None:
        """Fill in the choices, and leave out what does not concern the reply to `letter` (None: the public's words), or a
        paper that is none of our printed forms."""
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
        if not is_printed:
            unused.add("is_copy")
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
    our_view = TextAreaField(_("我方的意见和理由"), description=_("还没有一致的必填；会写进分歧登记和上会材料。"))
    basis = TextAreaField(_("我方意见的依据"), description=_("还没有一致的必填：哪条规定、哪份材料。"))
    how = TextAreaField(_("怎样协商，结果是什么"), validators=[InputRequired(_("请写明协商的经过和结果。"))])
    settled_on = DateField(_("协商日期"), validators=[InputRequired(DAY)])


class PlaceForm(Form):
    """What to do with the points that were ticked."""

    goal = SelectField(_("把勾选的意见"), validators=[InputRequired()], widget=LongSelect())
    title = StringField(_("新归类的题目"), description=_("用居民听得懂的话，例如“二层要有电梯”。"))
    assignee = SelectField(_("经办人"), coerce=int, default=0)
    due_on = Day(_("办理期限"), validators=[Optional()])
    reason = TextAreaField(_("理由"), description=_("日后要能向本人说明。不同的人写同样的话不算重复。"))

    def offer(self, themes, people=()) -> None:
        """Fill in the goals: a new theme, each of `themes`, none, 无具体诉求, a colleague of `people`, or invalid."""
        self.assignee.choices = [SelectChoice(0, _("不指定")), *chinese_options((each.id, each.name) for each in people)]
        self.goal.choices = [
            SelectChoice("new", _("放进新的归类")),
            *(SelectChoice(str(theme.id), theme.title, {"lang": "zh"}) for theme in themes),
            SelectChoice("none", _("移出归类")), SelectChoice("no_demand", _("记为无具体诉求")),
            SelectChoice("assign", _("交给同事办")), SelectChoice("invalid", _("标为无效")),
        ]


class ThemeForm(Form):
    """The title of a theme."""

    title = StringField(_("题目"), description=_("用居民听得懂的话，80字以内。"))
    revision = HiddenField()


class VerdictForm(Form):
    """The answer to a theme."""

    verdict = RadioField(_("采纳情况"), validators=[InputRequired(_("请选一项采纳情况。"))])
    reason = TextAreaField(_("理由"), description=_("公布后居民会看到这段话。"), validators=[InputRequired(_("请写明理由。"))])
    reply = SelectField(_("常用答复"), coerce=int, default=0, description=_("插入后要接着写这一件事；只有套话的理由不能保存。"))
    changed_place = TextAreaField(_("改在哪里"), description=_("方案哪一处已经改了，或者将怎样改；居民会看到这句话。"))
    places = SelectMultipleField(_("新一版里改了的地方"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
                                 description=_("勾选因为这些意见而改的地方；居民能看到改前改后的文字。"))
    keeper = SelectField(_("还没有改的，由哪个单位落实"), coerce=int, default=0)
    promise_due = Day(_("什么时候办完"), validators=[Optional()])
    revision = HiddenField()

    def offer(self, places, units, replies) -> None:
        """Fill in the choices: what changed in newer versions, who may see to the rest, and the unit's reply texts."""
        self.verdict.choices = choices("verdict", VERDICTS)
        self.places.choices = [SelectChoice(each.key, _place(each)) for each in places]
        self.keeper.choices = [SelectChoice(0, _("请选择")), *chinese_options((each.id, each.name) for each in units)]
        self.reply.choices = [SelectChoice(0, _("请选择")), *chinese_options((each.id, each.title) for each in replies)]
        if not places:
            del self.places
        if not replies:
            del self.reply

    def take_up(self, theme, changes, promise) -> None:
        """Fill in what stands behind the verdict as it was saved."""
        if self.places is not None:
            self.places.data = [f"{each.version_id}.{each.field}" for each in changes]
        if promise is not None:
            self.keeper.data, self.promise_due.data = promise.keeper_id, promise.due_on


class ReplyTextForm(Form):
    """A text that the unit uses again."""

    title = StringField(_("名字"), description=_("自己看的，例如“消防通道不能占”。"))
    text = TextAreaField(_("文字"))
    revision = IntegerField(widget=HiddenField.widget, validators=[Optional()])


def _place(place) -> str:
    """A changed place in one line: which version, which field, what it says now."""
    name = chinese(place.label) if place.field.startswith("rows:") else say(place.label)
    after = place.after if len(place.after) <= SHORT else place.after[:SHORT] + "…"
    return say(N_("第%(ordinal)s版“%(field)s”：%(after)s"), ordinal=place.version.ordinal, field=name, after=after)

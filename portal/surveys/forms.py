"""Forms of surveys: the questionnaire as people fill it in, and the desk's own."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from portal.forms import Day, Form, at_most, seen_revision
from portal.ledger.forms import Checkboxes
from portal.opinions.forms import TokenForm, choices
from portal.opinions.rules import PAPER_CHANNELS
from portal.surveys.rules import LONGEST_LINE


class HeaderForm(Form):
    """What a survey says of itself; the four things of 要点25 among it."""

    revision = seen_revision()
    about = SelectField(_("问什么事"), validators=[InputRequired(_("请选择。"))],
                        description=_("关于一个方案的问卷，和这个方案的公开征求意见同一天截止。"))
    title = StringField(_("问卷题目"), validators=[DataRequired(_("请写题目。")), at_most(120)])
    intro = TextAreaField(_("开头的话"), description=_("用一两句话说明为什么问、要花几分钟。"), validators=[at_most(1000)])
    last_day = Day(_("最后一天"), validators=[Optional()], description=_("在街道做的问卷才填。这一天24:00截止。"))
    responsible = StringField(_("责任单位"), description=_("具体办理的单位或科室。主责单位就是本单位。"),
                              validators=[DataRequired(_("请写责任单位。")), at_most(200)])
    methods = StringField(_("怎样征集"), description=_("例如：网上填写、社区居委会发放纸质问卷、电话询问。"),
                          validators=[DataRequired(_("请写征集民意的方式和途径。")), at_most(500)])
    feedback = StringField(_("怎样反馈采纳情况"), description=_("例如：和意见采纳情况一起公布在本网站和社区公告栏。"),
                           validators=[DataRequired(_("请写采纳情况的反馈方式。")), at_most(500)])


class QuestionForm(Form):
    """One question; `keep` leaves out what its kind has no use for."""

    text = StringField(_("问题"), validators=[DataRequired(_("请写出问题。")), at_most(LONGEST_LINE)])
    hint = StringField(_("提示"), description=_("怕看不明白的，写一句解释。"), validators=[at_most(LONGEST_LINE)])
    options = TextAreaField(_("选项"), description=_("一行一个。"))
    most = IntegerField(_("最多选几项"), validators=[Optional()], description=_("不限就不填。"))
    scopes = Checkboxes(_("问哪些范围"), description=_("所选范围里的基础类项目全部列出来，写明必做，不能去掉。"))
    offered = Checkboxes(_("给居民选的自选类项目"))
    is_required = BooleanField(_("这一题一定要回答"))

    USED = {"single": {"options"}, "multiple": {"options", "most"}, "scale": {"options"}, "ranking": {"options"},
            "menu": {"scopes", "offered"}, "text": set()}

    def keep(self, kind: str) -> None:
        """Leave out the fields that a question of this kind does not have."""
        for name in {"options", "most", "scopes", "offered"} - self.USED[kind]:
            del self[name]
        for name in self.USED[kind] & {"options", "scopes"}:
            self[name].flags.required = kind != "scale"
        if kind == "scale":
            self.options.description = _("写两行：最低分的意思，最高分的意思。不写就是“很不满意”到“很满意”。")


class PublishForm(Form):
    """The secrecy review that precedes every publication."""

    reviewer_name = StringField(_("保密审查人"), validators=[DataRequired(_("请写审查人姓名。")), at_most(30)])
    leader_name = StringField(_("分管领导"), validators=[DataRequired(_("请写分管领导姓名。")), at_most(30)])
    reviewed_on = Day(_("审查日期"), validators=[InputRequired(_("请填审查日期。"))])


class VersionForm(Form):
    """Why the questionnaire changes."""

    note = StringField(_("这次改什么、为什么改"), validators=[DataRequired(_("请写明改什么。")), at_most(LONGEST_LINE)],
                       description=_("会公开。原来的答卷保留在原来的一版下面。"))


class StrikeForm(Form):
    """Why a sheet does not count."""

    reason = StringField(_("为什么作废"), validators=[DataRequired(_("请写明理由。")), at_most(LONGEST_LINE)])


class BasicsForm(Form):
    """That the basic items were carried out."""

    done_on = Day(_("基础类项目哪天实施的"), validators=[InputRequired(_("请填日期。"))])
    evidence = StringField(_("依据"), description=_("例如：竣工验收单的名称和编号。"),
                           validators=[DataRequired(_("请写依据。")), at_most(LONGEST_LINE)])


class DetermineForm(Form):
    """Which optional item was determined, by whom and when."""

    item = SelectField(_("自选类项目"), validators=[InputRequired(_("请选择。"))])
    by_whom = StringField(_("由谁确定"), description=_("例如：业主委员会、小区议事协调委员会，或者街道办事处组织确定。"),
                          validators=[DataRequired(_("请写由谁确定。")), at_most(100)])
    decided_on = Day(_("确定的日期"), validators=[InputRequired(_("请填日期。"))])


class OutcomeForm(Form):
    """What became of a survey."""

    text = TextAreaField(_("采纳情况"), description=_("居民看得到：听取了什么，采纳了什么，没有采纳的是为什么。"),
                         validators=[DataRequired(_("请写明采纳情况。")), at_most(3000)])


class AnswerForm(TokenForm):
    """A questionnaire on the web; its questions are added by `answering.form_for`."""

    version = HiddenField()


class SheetForm(TokenForm):
    """A questionnaire on paper, as staff enter it."""

    version = HiddenField()
    channel = RadioField(_("从哪里来"), validators=[InputRequired(_("请选一项来源。"))])
    received_on = Day(_("收到日期"), validators=[InputRequired(_("请填写日期。"))])
    source = StringField(_("来源说明"), description=_("例如“6月3日社区居委会收回”。不要写居民的姓名和住址。"),
                         validators=[DataRequired(_("请写明来源。")), at_most(200)])

    def offer(self) -> None:
        """Fill in the channels."""
        self.channel.choices = choices("channel", PAPER_CHANNELS)


def street_choices(units, streets) -> list[tuple[str, str]]:
    """Where a survey that is about no proposal may be held: each street, for each unit of the person."""
    named = len(units) > 1
    return [
        (f"street-{street.id}-{unit.id}", f"{street.street}（{unit.name}）" if named else street.street)
        for unit in units for street in streets
    ]



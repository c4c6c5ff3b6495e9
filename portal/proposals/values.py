"""The fields of a proposal's text: what each is called, where it stands, who needs it and whether a change of it is material."""

from dataclasses import dataclass

from portal.errors import N_


@dataclass(frozen=True)
class Field:
    """One field of a version. `kind` is line, text, number, date, flag or forms; `limit` the most characters.

    `needed`: without it nothing is published (联席会议制度 三(二)1, 意见 二(一)); `courtyard`: the same for courtyards (三(三)2).
    `material`: it is one of 位置, 规模, 产权, 规划用途, 业态.
    """

    name: str
    label: str
    kind: str = "text"
    limit: int = 5000
    needed: bool = False
    courtyard: bool = False
    material: bool = False
    hint: str = ""


GROUPS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (N_("写给居民看的话"), (
        Field("title", N_("方案名称"), "line", 120, needed=True,
              hint=N_("先写地点，再写做什么，例如“红莲南里3号地下室改为社区菜店”。")),
        Field("summary", N_("这件事是什么"), needed=True, hint=N_("用大白话写，三五句话说清楚。")),
        Field("meaning", N_("这对我意味着什么"), needed=True,
              hint=N_("写给住在旁边的人：方便在哪里，可能有哪些影响，怎么减少影响。")),
        Field("public_contact", N_("公开的咨询方式"), "line", 100, needed=True,
              hint=N_("向社会公布的科室和电话，不写个人姓名和手机。")),
    )),
    (N_("空间的基本情况"), (
        Field("location", N_("位置"), "line", 200, needed=True, material=True),
        Field("size_value", N_("规模（数字）"), "number", needed=True, material=True),
        Field("size_unit", N_("规模的单位"), "line", 20, needed=True, material=True),
        Field("owner_name", N_("产权人"), "line", 100, needed=True, material=True),
        Field("owner_nature", N_("产权性质"), "line", 30, needed=True, material=True),
        Field("planned_use", N_("规划用途"), "line", 200, needed=True, material=True),
        Field("current_state", N_("现状")),
    )),
    (N_("打算怎么用"), (
        Field("intended_use", N_("拟利用方向"), needed=True),
        Field("business_forms", N_("业态"), "forms", needed=True, material=True),
        Field("area_plan_note", N_("所依据的片区整体利用方案"), courtyard=True,
              hint=N_("平房院落单独提出一处的，写明片区方案，或者说明单独提出的理由。")),
        Field("design_unit", N_("设计单位"), "line", 100, courtyard=True,
              hint=N_("平房院落片区方案须委托有规划编制资质的设计单位编制。")),
        Field("design_qualification", N_("规划编制资质"), "line", 100, courtyard=True),
    )),
    (N_("安全和合规"), (
        Field("safety_conclusion", N_("安全情况结论"), needed=True),
        Field("safety_basis", N_("安全情况依据"), "line", 200, needed=True),
        Field("safety_date", N_("安全情况认定日期"), "date", needed=True),
        Field("plan_conformity", N_("规划符合性"), needed=True),
        Field("restricted_list_check", N_("禁止和限制目录符合性"), needed=True),
        Field("is_planning_draft", N_("属于规划草案"), "flag", hint=N_("规划草案公示不少于30日，不得缩短。")),
        Field("is_major_decision", N_("属于重大行政决策"), "flag", hint=N_("重大行政决策公开征求意见一般不少于30日。")),
        Field("major_basis", N_("认定为重大行政决策的依据")),
    )),
)
PAPERS: tuple[Field, ...] = (
    Field("contact_name", N_("联系人"), "line", 30, hint=N_("仅内部可见。")),
    Field("contact_phone", N_("联系人电话"), "line", 40, hint=N_("仅内部可见，加密保存。")),
    Field("property_owner_opinion", N_("产权单位书面意见"), hint=N_("没有书面意见的，写明原因。")),
    Field("matters_to_decide", N_("拟请议定事项")),
    Field("ledger_comparison", N_("台账比对情况"), hint=N_("台账之外的空间：比对了哪些台账空间，为什么不能满足需求。")),
    Field("necessity", N_("必要性说明")),
    Field("risk_not_needed", N_("不需要风险评估的理由"), hint=N_("只用于重大行政决策；做了风险评估的，请上传报告。")),
    Field("experts_not_needed", N_("不需要专家论证的理由"), hint=N_("只用于重大行政决策；做了专家论证的，请上传论证意见。")),
)
FIELDS: tuple[Field, ...] = tuple(field for _, fields in GROUPS for field in fields)
TEXT_NAMES: tuple[str, ...] = tuple(field.name for field in FIELDS)
PAPER_NAMES: tuple[str, ...] = tuple(field.name for field in PAPERS)
_LABELS = {field.name: field.label for field in FIELDS}
PURPOSES: dict[str, str] = {
    "picture": N_("现状照片或效果图"),
    "plan": N_("方案图纸"),
    "area_plan": N_("片区整体利用方案"),
    "form_change_note": N_("业态变更说明"),
    "legality_review": N_("合法性审查意见"),
    "risk_assessment": N_("风险评估报告"),
    "expert_opinion": N_("专家论证意见"),
    "other": N_("其他材料"),
}


@dataclass(frozen=True)
class Segment:
    """A stretch of text: `kind` is same, gone or added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field, or one space of an area's plan, that reads otherwise in a newer version."""

    name: str
    label: str
    old: str
    new: str
    is_material: bool
    segments: tuple[Segment, ...]


def label_of(field: str) -> str:
    """What people call a changed field: its label, marked for translation; of "rows:" and a space's name, that name."""
    return field.removeprefix("rows:") if field.startswith("rows:") else _LABELS[field]

"""Rows to compile reports from, made by hand; no database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portal.reports.compile import compile_report
from portal.reports.rows import (
    OpinionRow,
    PointRow,
    ReportRows,
    RequestRow,
    RequirementRow,
    SettlementRow,
    ThemeRow,
    WaiverRow,
)
from portal.reports.values import Clause, Measure, ProposalFacts

CUTOFF = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
OPENED = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # 24:00 of the 19th in Beijing

EVERYBODY = Clause("coordination.3.3.1", "联席会议制度 三（三）1", "腾退空间的再利用原则上均需充分征求属地街道和居民意见。")
COMMERCE = Clause(
    "coordination.3.3.3",
    "联席会议制度 三（三）3",
    "再利用业态涉及商业便民的，需征求区商务局、区市场监管局、市规划自然资源委西城分局、属地街道等相关部门意见。",
)
CONSENSUS = Clause(
    "coordination.3.2.2",
    "联席会议制度 三（二）2",
    "提请联席会议讨论的议题，会前应由提请部门征求相关部门意见，形成一致意见后，报分管区领导审核同意，方可提请会议。",
)

PROPOSAL = ProposalFacts(
    number="FA2026-0012",
    title="牛街街道枫桦豪景底商腾退空间再利用为便民服务综合体方案",
    version=2,
    initiating_unit="北京市西城区商务局",
    promoting_units=("北京市西城区商务局",),
    space_type="产业",
    space_subtype="区域内商市场",
    ledger_number="XC-NJ-0031",
    location="西城区牛街街道牛街西里二区甲18号地上一层",
    size="1260.50平方米",
    ownership="北京市西城区某资产经营公司（国有）",
    planned_use="商业服务",
    business_forms=("便民服务综合体", "老年餐桌"),
    commercial_convenience=True,
    subdistricts=("牛街街道",),
    safety="经检测，主体结构安全，消防设施完好（2026年10月12日，检测报告）。",
)

THEMES = (
    ThemeRow(
        1,
        "希望增设停车位",
        "partly",
        "场地内可增设6个临时车位，其余由街道统筹周边错时停车。",
        "方案第三部分增加“错时停车”一节。",
    ),
    ThemeRow(2, "担心餐饮油烟和噪声扰民", "adopted", "取消临街排烟口，营业时间调整为6:30—21:00。", "方案第五部分。"),
    ThemeRow(3, "建议全部改为绿地", "not_adopted", "规划用途为商业服务，且周边300米内已有两处口袋公园。"),
    ThemeRow(4, "询问老年餐桌的价格", "explained", "按区民政部门老年助餐指导价执行，开业前张榜公布。"),
)

REQUIREMENTS = (
    RequirementRow(1, "resident", (EVERYBODY,)),
    RequirementRow(2, "subdistrict", (EVERYBODY, COMMERCE), unit="牛街街道办事处"),
    RequirementRow(3, "department", (COMMERCE,), unit="区商务局"),
    RequirementRow(4, "department", (COMMERCE,), unit="区市场监管局"),
    RequirementRow(5, "department", (COMMERCE,), unit="市规划自然资源委西城分局"),
    RequirementRow(6, "property_owner", (EVERYBODY,), mandatory=False),
)


def rows(**parts) -> ReportRows:
    """Rows of a consultation that has only what is given."""
    return ReportRows(proposal=PROPOSAL, opened_at=OPENED, closes_at=CLOSES, **parts)


def opinion(number: int, **fields) -> OpinionRow:
    """A resident's counted opinion, unless `fields` say otherwise; its id is not its number, as in life."""
    plain = OpinionRow(
        id=1000 + number,
        number=number,
        party="resident",
        channel="web",
        received_on=date(2026, 11, 6),
        stance="suggest",
        text="希望多留几个停车位。",
        name="张建国",
        relation="neighbour",
    )
    return replace(plain, **fields)


def full() -> ReportRows:
    """A consultation with something of everything."""
    residents = _residents()
    units = _unit_replies()
    return rows(
        requirements=REQUIREMENTS,
        measures=(
            Measure("公开征求期限", "不少于5个工作日", "10个工作日（2026-11-06至2026-11-19）", True, (EVERYBODY,)),
        ),
        requests=_requests(),
        waivers=(),
        settlements=(
            SettlementRow(1052, True, "已将排烟口改至屋面并取得书面回函，意见一致。", date(2026, 11, 20)),
            SettlementRow(1053, False, "双方已座谈一次，对临街立面仍有不同看法。", date(2026, 11, 21)),
        ),
        opinions=(*residents, *units),
        points=_points(residents, units),
        themes=THEMES,
    )


def _residents() -> tuple[OpinionRow, ...]:
    texts = (
        "希望多留几个停车位，我家车每天晚上都没有地方停。",
        "我是张建国，电话13812345678，油烟机别对着我们楼。",
        "全部改成绿地吧！孩子没有地方玩。",
        "老年餐桌一顿饭多少钱？=1+1",
        "支持。",
        "𠮷祥里的䶮师傅说：修鞋铺·裁缝铺能不能留下来？\n门口还要有无障碍坡道。👍",
    )
    stances = ("conditional", "oppose", "suggest", "suggest", "support", "suggest")
    channels, names = ("web", "counter", "phone"), ("张建国", "李秀英", "")
    opinions = [
        opinion(n, text=texts[n % 6], stance=stances[n % 6], channel=channels[n % 3], name=names[n % 3]) for n in range(1, 43)
    ]
    for number in (7, 13, 19, 25, 31):
        opinions[number - 1] = replace(opinions[number - 1], repeats_id=1001)
    opinions[9] = replace(opinions[9], withdrawn=True)
    opinions[10] = replace(opinions[10], invalid_reason="与本方案无关的商业广告")
    opinions[11] = replace(opinions[11], late=True, received_on=date(2026, 11, 20), channel="post")
    return tuple(opinions)


def _unit_replies() -> tuple[OpinionRow, ...]:
    return (
        reply(51, "subdistrict", "agree", "原则同意。", unit="牛街街道办事处"),
        reply(52, "department", "amend", "排烟口不得朝向居民楼，应重新布置。", unit="区市场监管局"),
        reply(53, "department", "disagree", "临街立面须保持原有风貌，不同意外挂招牌。", unit="市规划自然资源委西城分局"),
        reply(54, "department", "no_comment", "", unit="区商务局"),
        reply(55, "planner", "amend", "建议首层沿街退让，形成檐下空间。", name="王规划"),
    )


def reply(number: int, party: str, stance: str, text: str, **who) -> OpinionRow:
    """The answer of a unit or an invited person, received on the 12th."""
    plain = {"channel": "request", "received_on": date(2026, 11, 12), "name": "", "relation": ""}
    return opinion(number, party=party, stance=stance, text=text, **{**plain, **who})


def letter(id: int, party: str, **fields) -> RequestRow:
    """A written request, sent on the 6th and due at the end of the 20th."""
    sent, due = datetime(2026, 11, 6, 2, 0, tzinfo=UTC), datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    return replace(RequestRow(id, party, "written", sent, due, must_agree=party in ("subdistrict", "department")), **fields)


def _requests() -> tuple[RequestRow, ...]:
    return (
        letter(1, "subdistrict", unit="牛街街道办事处", requirement_ids=(2,), opinion_id=1051, attachments=("盖章复函.pdf",)),
        letter(2, "department", unit="区市场监管局", requirement_ids=(4,), opinion_id=1052),
        letter(
            3, "department", unit="市规划自然资源委西城分局", requirement_ids=(5,), opinion_id=1053, form="symposium", late=True
        ),
        letter(4, "department", unit="区商务局", requirement_ids=(3,), opinion_id=1054, own=True),
        letter(5, "planner", person="王规划", opinion_id=1055, form="expert_review"),
        letter(6, "department", unit="西城区消防救援支队"),
    )


def _points(residents, units) -> tuple[PointRow, ...]:
    themes = {1: (1, 2), 2: (3,), 3: (4,), 0: (1,)}
    points = []
    for row in (*residents, *units):
        if row.number % 6 == 4:
            points.append(PointRow(row.id, 1, no_demand=True))
        elif row.number % 6 == 5 and row.number < 50:
            points.append(PointRow(row.id, 1))
        else:
            points += [PointRow(row.id, place, theme) for place, theme in enumerate(themes[row.number % 4], start=1)]
    return tuple(points)


def full_report():
    """The report of `full`."""
    return compile_report(full(), CUTOFF)


def waived() -> ReportRows:
    """The same consultation with residents waived."""
    waiver = WaiverRow(1, "紧急抢险用房，须立即启用，已在现场张贴告示说明。", "区政府分管区领导 某某", date(2026, 11, 3))
    return replace(full(), waivers=(waiver,))


NASTY = (
    "=1+1 <script>alert(1)</script> &amp; #set page() $x$ *粗* @a \\u{41} {{ x }} %(x)s "
    "\x00\x07\x1b\ufffe\ud800 𠮷䶮· 👍🏽 \u202e反"
)


def nasty_report():
    """A report in which every word people can write is hostile to some file format."""
    units = (reply(2, "department", "disagree", NASTY, unit="区商务局"),)
    return compile_report(
        rows(
            requirements=REQUIREMENTS[:3],
            requests=(letter(1, "department", unit="区商务局", requirement_ids=(3,), opinion_id=1002, attachments=(NASTY,)),),
            waivers=(WaiverRow(1, NASTY, NASTY, date(2026, 11, 3)),),
            settlements=(SettlementRow(1002, False, NASTY, date(2026, 11, 20)),),
            opinions=(opinion(1, text=NASTY, name="\x07"), *units, opinion(3, text=NASTY, invalid_reason=NASTY)),
            points=(PointRow(1001, 1, 1),),
            themes=(ThemeRow(1, NASTY, "adopted", NASTY, NASTY),),
        ),
        CUTOFF,
    )


def empty_report():
    """A consultation that nobody answered."""
    return compile_report(rows(requirements=REQUIREMENTS[:1]), CUTOFF)


def equation_report():
    """42 opinions received, 5 of them repeated, 37 counted."""
    opinions = [opinion(n, repeats_id=1001 if n > 37 else None) for n in range(1, 43)]
    return compile_report(rows(opinions=tuple(opinions)), CUTOFF)

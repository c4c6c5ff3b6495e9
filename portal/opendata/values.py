"""What is open: each data set is declared once – its fields, their meaning, what it can be narrowed by. Files, the interface for
programs, its description and the data dictionary all read these declarations. Pure.
"""

from dataclasses import dataclass

from portal.errors import N_
from portal.opinions.rules import VERDICTS
from portal.proposals.rules import STATES

OUTCOMES = ("passed", "passed_with_changes", "deferred", "rejected", "to_government")
MOST_AT_ONCE, USUAL_AT_ONCE = 100, 20
LONGEST = 60  # characters of a value asked for
YEARS = (1949, 2999)


@dataclass(frozen=True)
class Field:
    """One field. `kind`: text, texts (several), count, ordinal, year, decimal, flag, day, instant, address, or code (one
    of `codes`, whose words are the vocabulary `words`). `can_lack`: whether it may be null."""

    name: str
    label: str
    kind: str = "text"
    note: str = ""
    can_lack: bool = False
    codes: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Dataset:
    """One data set. `key` is the field that names a record; `narrowing` are fields of values people may ask for, by parameter;
    `has_places`: its records lie somewhere, so that it is written as GeoJSON too; `is_paged_by_key`: what follows is asked
    for by the key of the last record, not by a number."""

    name: str
    title: str
    about: str
    key: str
    fields: tuple[Field, ...]
    narrowing: tuple[Field, ...] = ()
    has_places: bool = False
    is_paged_by_key: bool = False

    def __getitem__(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of files it is written as."""
        return ("csv", "json", "geojson") if self.has_places else ("csv", "json")


def _lacking(name: str, label: str, kind: str = "text", note: str = "", **more) -> Field:
    return Field(name, label, kind, note, can_lack=True, **more)


_WORDS = Field("q", N_("要找的词"), note=N_("几个词用空格隔开，每个都要出现。"))
_STREET = Field("street", N_("街道"), note=N_("街道的全名，例如“牛街街道”。"))
_TYPE = Field("type", N_("空间类型"), note=N_("空间类型的全名，例如“地下”。"))
_NUMBER = Field("number", N_("方案编号"))
_TITLE = Field("title", N_("方案名称"))
_STREETS = Field("streets", N_("街道"), "texts", N_("所在的街道；片区可能跨几个街道。"))
_KIND = _lacking("space_type", N_("空间类型"), note=N_("片区的整体方案没有这一项。"))
_UNIT = Field("initiating_unit", N_("提请部门"))
_PLACE = Field("location", N_("位置"))
_PAGE = Field("address", N_("网页"), "address", N_("看全文的网址。"))

PROPOSALS = Dataset(
    "proposals", N_("再利用方案"), N_("已经公布、向公众征求意见的方案，不含草稿。"), "number",
    (
        _NUMBER, _TITLE, Field("summary", N_("这件事是什么")), Field("meaning", N_("对居民意味着什么")), _PLACE, _STREETS,
        _lacking("space", N_("腾退空间编号"), note=N_("对应“腾退空间”数据的编号；片区的整体方案没有这一项。")),
        _lacking("area", N_("片区")), _KIND, Field("business_forms", N_("业态"), "texts"), _UNIT,
        Field("state", N_("进展"), "code", codes=STATES, words="proposal_state"),
        Field("version", N_("版本"), "count", N_("现在公布的是第几版。")),
        Field("published_at", N_("这一版公布的时间"), "instant"), _lacking("opened_at", N_("开始征求意见的时间"), "instant"),
        _lacking("closes_at", N_("截止的时间"), "instant", N_("到这一刻就截止，这一刻本身不算在内。")),
        Field("received", N_("收到的公众意见"), "count", N_("征集期间随时增加。")),
        Field("withdrawn", N_("其中撤回的"), "count"), _PAGE,
    ),
    (_WORDS, _STREET, _TYPE, Field("state", N_("进展"), "code", codes=STATES, words="proposal_state")), has_places=True,
)
SPACES = Dataset(
    "spaces", N_("腾退空间"), N_("台账上的腾退空间，不含产权人姓名和联系方式。"), "number",
    (
        Field("number", N_("编号")), Field("name", N_("名称")), _PLACE, _STREETS, _lacking("area", N_("片区")),
        Field("space_type", N_("空间类型")), _lacking("space_subtype", N_("子类型")),
        _lacking("size_m2", N_("面积（平方米）"), "decimal"), Field("owner_nature", N_("产权性质")),
        Field("planned_use", N_("规划用途")), Field("current_use", N_("利用现状")),
        _lacking("approved_form", N_("已审定的业态")), _lacking("vacated_on", N_("腾退日期"), "day"),
        Field("in_ledger", N_("在台账里"), "flag", N_("“否”是参照适用的其他空间资源。")),
        _lacking("promoting_unit", N_("推动部门")), _lacking("initiating_unit", N_("提请部门")),
        _lacking("longitude", N_("经度"), "decimal", N_("WGS-84（和CGCS2000一致），不是商业地图的偏移坐标。")),
        _lacking("latitude", N_("纬度"), "decimal"), Field("updated_at", N_("最后更新"), "instant"), _PAGE,
    ),
    (_WORDS, _STREET, _TYPE), has_places=True, is_paged_by_key=True,
)
OUTCOME = Dataset(
    "outcomes", N_("征集结果"), N_("已经公布决定的征集：收到多少意见，怎样答复，会议怎样决定。"), "number",
    (
        _NUMBER, _TITLE, _PLACE, _STREETS, _KIND, _UNIT, _lacking("opened_at", N_("开始征求意见的时间"), "instant"),
        _lacking("closes_at", N_("截止的时间"), "instant"),
        Field("received", N_("收到的意见"), "count", N_("等于后面五项之和。")), Field("repeated", N_("重复"), "count"),
        Field("withdrawn", N_("撤回"), "count"), Field("invalid", N_("无效"), "count"), Field("late", N_("逾期"), "count"),
        Field("counted", N_("计入"), "count"), Field("adopted", N_("采纳的归类"), "count"),
        Field("partly", N_("部分采纳的归类"), "count"), Field("not_adopted", N_("未采纳的归类"), "count"),
        Field("explained", N_("解释说明的归类"), "count"),
        Field("outcome", N_("联席会议的决定"), "code", codes=OUTCOMES, words="outcome"),
        Field("decided_on", N_("决定的日期"), "day"), Field("published_at", N_("公布的时间"), "instant"),
        Field("notice", N_("公布的说明")), _PAGE,
    ),
    (_WORDS, _STREET, _TYPE, Field("verdict", N_("有这样的采纳情况"), "code", codes=VERDICTS, words="verdict"),
     Field("outcome", N_("联席会议的决定"), "code", codes=OUTCOMES, words="outcome"), Field("year", N_("公布的年份"), "year")),
)
VERDICT = Dataset(
    "verdicts", N_("采纳情况"), N_("每一类意见的答复：采纳没采纳，理由，改了哪里。"), "id",
    (
        Field("id", N_("归类编号"), "count"), _NUMBER, _TITLE, Field("theme", N_("大家说了什么"), note=N_("归类的名称。")),
        Field("verdict", N_("采纳情况"), "code", codes=VERDICTS, words="verdict"), Field("reason", N_("理由")),
        Field("changed_place", N_("改在哪里")),
        _lacking("voices", N_("这样说的意见"), "count", N_("条数太少，或者能推算出太少的条数时不公布。")),
        Field("decided_on", N_("决定的日期"), "day"), Field("published_at", N_("公布的时间"), "instant"), _PAGE,
    ),
    (_WORDS, Field("number", N_("方案编号")), Field("verdict", N_("采纳情况"), "code", codes=VERDICTS, words="verdict")),
)
DATASETS: dict[str, Dataset] = {each.name: each for each in (PROPOSALS, SPACES, OUTCOME, VERDICT)}

"""Reading one space from typed words: terms of the rulebook, promoters, and every kind of wrong value."""

from datetime import date
from decimal import Decimal

import pytest

from portal.errors import Several
from portal.ledger.rules import Known, read_space
from portal.ledger.values import changes
from portal.rulebook.book import current_book

CATALOGUE = current_book().catalogue
UNITS = frozenset([*(unit.name for unit in CATALOGUE.units), *(street.unit for street in CATALOGUE.streets), "区民政局"])
OFFICE = Known(date(2026, 6, 10), UNITS, {"南半截片区": "大栅栏琉璃厂指挥部"})
TYPED = {"number": "XC-1", "name": "原会馆", "address": "牛街西里1号", "space_type": "文物", "streets": "牛街街道"}


def unit_of(*names):
    return Known(OFFICE.today, UNITS, OFFICE.areas, frozenset(names))


def read(known=OFFICE, before=None, **texts):
    return read_space(TYPED | texts, known, before)


def problems(known=OFFICE, before=None, **texts):
    with pytest.raises(Several) as wrong:
        read(known, before, **texts)
    return {problem.field: str(problem) for problem in wrong.value.problems}


@pytest.mark.parametrize(("texts", "promoter"), [
    ({"space_type": "产业", "space_subtype": "商市场"}, "区商务局"),
    ({"space_type": "产业", "space_subtype": "区域内商市场"}, "区商务局"),
    ({"space_type": "教育"}, "区教委"),
    ({"space_type": "文物"}, "区文化和旅游局"),
    ({"space_type": "平房院落和简易楼", "space_subtype": "平房院落", "area": "南半截片区"}, "大栅栏琉璃厂指挥部"),
    ({"space_type": "平房院落和简易楼", "space_subtype": "简易楼"}, "区住房城乡建设委"),
    ({"space_type": "地下", "space_subtype": "普通地下室"}, "区房管局"),
    ({"space_type": "地下", "space_subtype": "人防"}, "区人防办"),
    ({"space_type": "违建"}, "牛街街道办事处"),
    ({"space_type": "区属行政事业单位和区属国有企业", "space_subtype": "行政事业单位"}, "区财政局"),
    ({"space_type": "区属行政事业单位和区属国有企业", "space_subtype": "国有企业"}, "区国资委"),
    ({"space_type": "产业"}, None),
    ({"space_type": "其他"}, None),
    ({"space_type": "平房院落和简易楼", "space_subtype": "平房院落"}, None),
])
def test_the_rulebook_names_the_promoting_unit(texts, promoter):
    space = read(**texts)
    assert (space.promoting_unit, space.initiating_unit) == (promoter, promoter)


def test_a_wholesale_market_needs_one_of_its_two_promoters_chosen():
    market = {"space_type": "产业", "space_subtype": "区域性批发市场"}
    assert "请选定牵头的一个" in problems(**market)["promoting_unit"]
    assert "按规定由西城园管委会、北展地区指挥部推动" in problems(**market, promoting_unit="区商务局")["promoting_unit"]
    assert read(**market, promoting_unit="北展指挥部").promoting_unit == "北展地区指挥部"


def test_where_nobody_is_named_only_the_office_designates():
    assert read(space_type="其他", promoting_unit="区民政局").promoting_unit == "区民政局"
    said = problems(unit_of("区民政局"), space_type="其他", promoting_unit="区民政局")
    assert "要由联席会议办公室指定" in said["promoting_unit"]
    before = read(space_type="其他", promoting_unit="区民政局")
    assert read(unit_of("区民政局"), before, space_type="其他", promoting_unit="区民政局", name="新名").name == "新名"


def test_another_unit_may_bring_it_to_the_meeting():
    assert read(initiating_unit="区民政局").units == {"区文化和旅游局", "区民政局"}


@pytest.mark.parametrize(("field", "text", "said"), [
    ("number", "", "必须填写"),
    ("number", "XC 1", "编号只能用"),
    ("number", "../etc", "编号只能用"),
    ("name", "　", "必须填写"),
    ("name", "长" * 20_000, "最多 100 个字，现在有 20000 个字"),
    ("space_type", "工厂", "没有“工厂”这种空间类型"),
    ("space_subtype", "人防", "不是“文物”的子类型"),
    ("secondary_types", "人防、洞", "没有“洞”这种空间子类型"),
    ("streets", "王府井街道", "没有“王府井街道”这个街道"),
    ("area", "不知片区", "还没有“不知片区”这个片区"),
    ("size_m2", "很大", "不是面积"),
    ("size_m2", "0", "要大于 0"),
    ("size_m2", "-5", "要大于 0"),
    ("size_m2", "NaN", "要大于 0"),
    ("size_m2", "1e99", "小于 1 亿"),
    ("size_m2", "1.234", "两位小数"),
    ("vacated_on", "2024-02-30", "不是日期"),
    ("vacated_on", "去年", "不是日期"),
    ("vacated_on", "2026-06-11", "不能晚于今天"),
    ("vacated_on", "1900-01-01", "1949"),
    ("in_ledger", "也许", "请填“是”或“否”"),
    ("longitude", "东边", "不是经纬度"),
    ("longitude", "116.36", "要一起填"),
    ("latitude", "1e999", "不是经纬度"),
    ("latitude", "nan", "不是经纬度"),
    ("promoting_unit", "区商务局", "按规定由区文化和旅游局推动"),
    ("initiating_unit", "区某某局", "没有“区某某局”这个单位"),
])
def test_a_wrong_value_is_told_at_its_field(field, text, said):
    assert said in problems(**{field: text})[field]


@pytest.mark.parametrize(("longitude", "latitude", "said"), [
    ("39.894310", "116.366794", "写反了"),
    ("116.2", "39.9", "不在西城区"),
    ("", "39.9", "要一起填"),
])
def test_a_place_outside_the_district_is_told(longitude, latitude, said):
    assert said in problems(longitude=longitude, latitude=latitude)["longitude"]


def test_every_problem_is_told_at_once():
    assert set(problems(name="", size_m2="很大", vacated_on="昨天")) == {"name", "size_m2", "vacated_on"}


@pytest.mark.parametrize(("field", "text", "value"), [
    ("number", "ＸＣ－００１", "XC-001"),
    ("name", " 𠮷龑·院\u0000 ", "𠮷龑·院"),
    ("name", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("name", "=1+1", "=1+1"),
    ("space_type", "文物疏解腾退空间", "文物"),
    ("streets", "天桥、大栅栏街道", ("大栅栏街道", "天桥街道")),
    ("streets", "牛街街道办事处", ("牛街街道",)),
    ("secondary_types", "普通地下室；人防", ("普通地下室", "人防")),
    ("size_m2", "1,200.50 ㎡", Decimal("1200.5")),
    ("size_m2", "１２００平方米", Decimal(1200)),
    ("size_m2", "", None),
    ("vacated_on", "2024年3月5日", date(2024, 3, 5)),
    ("vacated_on", "2024/03/05", date(2024, 3, 5)),
    ("vacated_on", "20240305", date(2024, 3, 5)),
    ("vacated_on", "2024-03-05 00:00:00", date(2024, 3, 5)),
    ("in_ledger", "否", False),
    ("in_ledger", "", True),
    ("longitude", "", None),
])
def test_common_ways_of_writing_are_understood(field, text, value):
    assert getattr(read(**{field: text}), field) == value


def test_what_is_printed_reads_back_the_same():
    space = read(size_m2="1,200.50", longitude="116.3667941234°", latitude="３９.8943", vacated_on="2024年3月5日",
                 secondary_types="人防", streets="天桥、牛街", area="南半截片区")
    assert read_space(space.texts(), OFFICE) == space
    assert space.texts()["size_m2"] == "1200.5"
    assert (space.texts()["longitude"], space.texts()["latitude"]) == ("116.366794", "39.8943")
    assert read(size_m2="1200").texts()["size_m2"] == "1200"


def test_a_field_that_is_not_given_stays_as_it_was():
    before = read(owner_name="某公司", size_m2="10")
    after = read_space({"number": "XC-1", "name": "新名"}, OFFICE, before)
    assert changes(before, after) == {"name": ["原会馆", "新名"]}


@pytest.mark.parametrize(("own", "before", "texts", "allowed"), [
    ("区文化和旅游局", False, {}, True),
    ("区商务局", False, {}, False),
    ("区商务局", False, {"initiating_unit": "区商务局"}, True),
    ("区商务局", True, {}, True),
    ("区商务局", True, {"name": "新名"}, False),
    ("区商务局", True, {"initiating_unit": "区商务局"}, False),
    ("区文化和旅游局", True, {"name": "新名"}, True),
    ("区文化和旅游局", True, {"initiating_unit": "区民政局"}, True),
])
def test_a_unit_touches_only_its_own_rows(own, before, texts, allowed):
    earlier = read() if before else None
    if allowed:
        assert read(unit_of(own), earlier, **texts)
    else:
        assert "都不是本单位" in problems(unit_of(own), earlier, **texts)["promoting_unit"]

"""Who promotes what: every row of 附件二(一), its accepted short forms, and its gaps."""

import pytest

from portal.errors import InvalidInput
from tests.rulebook.cases import evaluated, facts

ROWS = [
    ("产业", "区域性批发市场", {}, ["西城园管委会", "北展地区指挥部"]),
    ("产业", "商市场", {}, ["区商务局"]),
    ("教育", "教育机构", {}, ["区教委"]),
    ("文物", "文物", {}, ["区文化和旅游局"]),
    ("平房院落和简易楼", "平房院落", {"area": "大栅栏琉璃厂"}, ["大栅栏琉璃厂指挥部"]),
    ("平房院落和简易楼", "简易楼", {}, ["区住房城乡建设委"]),
    ("地下", "普通地下室", {}, ["区房管局"]),
    ("地下", "人防", {}, ["区人防办"]),
    ("违建", "违建", {"subdistricts": ["牛街街道"]}, ["牛街街道办事处"]),
    ("区属行政事业单位和区属国有企业", "区属行政事业单位", {}, ["区财政局"]),
    ("区属行政事业单位和区属国有企业", "区属国有企业", {}, ["区国资委"]),
    ("其他", "参照适用", {}, []),
]
SHORT_FORMS = [
    ("产业", "区域内商市场", "商市场"),
    ("产业疏解腾退空间", "批发市场", "区域性批发市场"),
    ("教育", "教育", "教育机构"),
    ("平房院落和简易楼疏解腾退空间", "平房", "平房院落"),
    ("地下", "人防工程", "人防"),
    ("地下空间", "地下室", "普通地下室"),
    ("文物腾退空间", "文物建筑", "文物"),
    ("平房院落和简易楼", "平房院落腾退空间", "平房院落"),
    ("违法建设", "违法建设", "违建"),
    ("区属行政事业单位和区属国企", "行政事业单位", "区属行政事业单位"),
    ("区属行政事业单位和区属国企", "国有企业", "区属国有企业"),
    ("其他", "其他可进一步提升的空间资源", "参照适用"),
    ("其他", "其他", "参照适用"),
    ("参照适用", "参照适用", "参照适用"),
]
AREAS = [
    ("和谐宜居示范区建设", "和谐宜居示范区建设指挥部"),
    ("和谐宜居示范区", "和谐宜居示范区建设指挥部"),
    ("大栅栏琉璃厂片区", "大栅栏琉璃厂指挥部"),
    ("天桥演艺区", "天桥演艺区指挥部"),
    ("什刹海阜景", "什刹海阜景指挥部"),
    ("北展地区", "北展地区指挥部"),
    ("北展指挥部", "北展地区指挥部"),
    ("什刹海阜景指挥部", "什刹海阜景指挥部"),
    ("和谐宜居示范区建设指挥部", "和谐宜居示范区建设指挥部"),
    ("天桥演艺区片区", "天桥演艺区指挥部"),
]


@pytest.mark.parametrize(("space_type", "subtype", "more", "promoters"), ROWS)
def test_each_subtype_has_the_promoters_the_annex_names(space_type, subtype, more, promoters):
    answer = evaluated(space_type=space_type, space_subtype=subtype, **more)
    assert list(answer.promoting_units) == promoters
    assert answer.needs_designation is (not promoters)
    assert answer.lead_required is (len(promoters) > 1)
    assert answer.promotion_clauses


@pytest.mark.parametrize(("space_type", "subtype", "printed"), SHORT_FORMS)
def test_short_forms_are_accepted(space_type, subtype, printed):
    assert facts(space_type=space_type, space_subtype=subtype).space_subtype == printed


@pytest.mark.parametrize(("area", "headquarters"), AREAS)
def test_an_area_of_a_headquarters_is_known(area, headquarters):
    assert courtyard(area=area).promoting_units == (headquarters,)


NOWHERE = [None, "白纸坊片区", "什刹海", "天桥演艺区与大栅栏琉璃厂之间", "大栅栏琉璃厂以外的胡同", "区教委", "片区"]


@pytest.mark.parametrize("area", NOWHERE)
def test_an_area_nobody_has_defined_needs_designation(area):
    answer = courtyard(area=area)
    assert answer.needs_designation
    assert answer.promoting_units == ()


def test_an_area_that_staff_defined_belongs_to_its_headquarters():
    areas = {"护国寺东片区": "什刹海阜景指挥部"}
    assert courtyard(areas=areas, area="护国寺东片区").promoting_units == ("什刹海阜景指挥部",)


def test_an_unauthorised_building_over_two_streets_has_two_promoters_and_needs_a_lead():
    answer = evaluated(space_type="违建", subdistricts=["牛街", "白纸坊街道办事处"])
    assert answer.promoting_units == ("牛街街道办事处", "白纸坊街道办事处")
    assert answer.lead_required


def test_an_unauthorised_building_without_its_street_needs_designation():
    answer = evaluated(space_type="违建", subdistricts=[])
    assert answer.needs_designation
    assert any("街道" in str(note) for note in answer.warnings)


def noted(answer):
    return " ".join(str(note) for note in answer.warnings)


@pytest.mark.parametrize(
    ("given", "asks_office", "words"),
    [
        ({"space_type": "其他"}, True, "报联席会议办公室"),
        ({"space_type": "产业"}, True, "原文没有点名"),
        ({"space_type": "违建"}, False, "违建由所在街道的办事处推动，请填写街道"),
        ({"space_type": "平房院落和简易楼", "space_subtype": "平房院落"}, False, "请填写片区"),
        ({"space_type": "平房院落和简易楼", "space_subtype": "平房院落", "area": "白纸坊片区"}, True, "没有划归任何指挥部"),
        ({"space_type": "文物", "secondary_types": ["平房院落"]}, False, "请填写片区"),
    ],
)
def test_the_office_is_asked_only_when_nothing_that_was_left_out_would_name_the_promoter(given, asks_office, words):
    answer = evaluated(**given)
    assert ("还没有推动部门，请报联席会议办公室" in noted(answer)) is asks_office
    assert words in noted(answer)


@pytest.mark.parametrize(
    ("given", "clause"),
    [
        ({"space_type": "产业", "space_subtype": "批发市场"}, "附件二(一)第1段"),
        ({"space_type": "违建", "subdistricts": ["牛街", "白纸坊"]}, "附件二(一)第9段"),
        ({"space_type": "违建", "subdistricts": ["牛街", "白纸坊"], "secondary_types": ["区域性批发市场"]}, "附件二(一)第9段"),
    ],
)
def test_that_a_lead_must_be_chosen_rests_on_the_clause_that_names_the_promoters(given, clause):
    notes = [note for note in evaluated(**given).warnings if "牵头" in note.text.zh]
    assert [[each.id for each in note.clauses] for note in notes] == [[clause]]


@pytest.mark.parametrize("name", ["牛街", "牛街街道", "牛街街道办事处", "牛街街道办"])
def test_a_subdistrict_is_known_by_its_short_names(name):
    assert facts(space_type="违建", subdistricts=[name], initiating_unit=name).subdistricts == ("牛街街道",)


@pytest.mark.parametrize("given", [{}, {"space_subtype": None}])
def test_industry_that_is_neither_market_needs_designation(given):
    answer = evaluated(space_type="产业", **given)
    assert answer.needs_designation
    assert not answer.lead_required


def test_the_primary_type_promotes_and_a_secondary_type_never_does():
    answer = courtyard(area="什刹海阜景", secondary_types=["文物"])
    assert answer.promoting_units == ("什刹海阜景指挥部",)


@pytest.mark.parametrize("space_type", ["平房院落和简易楼", "地下", "区属行政事业单位和区属国有企业"])
def test_a_type_with_several_subtypes_asks_which(space_type):
    with pytest.raises(InvalidInput, match="几种子类型"):
        facts(space_type=space_type)


def courtyard(areas=None, **more):
    return evaluated(areas=areas, space_type="平房院落和简易楼", space_subtype="平房院落", **more)

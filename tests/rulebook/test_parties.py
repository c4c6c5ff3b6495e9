"""Who is asked: every row of the consultation table, and every ambiguous phrase by its careful reading."""

import pytest

from tests.rulebook.cases import evaluated

FOUR = {"区商务局", "区市场监管局", "市规划自然资源委西城分局"}
FIVE = {"expert", "planner", "subdistrict", "industry_department", "rights_holder"}
COURTYARD = {"space_type": "平房院落和简易楼", "space_subtype": "平房院落", "area": "什刹海阜景", "subdistricts": ["什刹海街道"]}
BASEMENT = {"space_type": "地下", "space_subtype": "普通地下室", "subdistricts": ["月坛街道"]}
GREEN, SHOP = ["留白增绿"], ["便利店"]
ALWAYS = {"resident", "subdistrict", "department"}

ROWS = [
    ("A", BASEMENT | {"business_forms": GREEN}, ALWAYS, set()),
    ("B", BASEMENT | {"business_forms": SHOP}, ALWAYS, FOUR),
    ("C", COURTYARD | {"business_forms": GREEN}, ALWAYS | FIVE, set()),
    ("D", COURTYARD | {"business_forms": SHOP}, ALWAYS | FIVE, FOUR),
    ("E", {"space_type": "其他", "subdistricts": ["月坛"], "in_ledger": False, "business_forms": GREEN}, ALWAYS, set()),
    ("E, commercial", {"space_type": "其他", "subdistricts": ["月坛"], "business_forms": SHOP}, ALWAYS, FOUR),
    ("F", BASEMENT | {"business_forms": SHOP, "changes_business_form_of": "XC-1"}, ALWAYS, FOUR),
]


def mandatory(answer):
    return {entry.party for entry in answer.parties if entry.mandatory}


def named_departments(answer):
    return {entry.unit for entry in answer.parties if entry.party == "department" and entry.unit}


@pytest.mark.parametrize(("row", "given", "parties", "departments"), ROWS, ids=[row[0] for row in ROWS])
def test_each_row_of_the_table_asks_its_parties(row, given, parties, departments):
    answer = evaluated(**given)
    assert mandatory(answer) == parties
    assert named_departments(answer) == departments
    assert answer.party("department", None).mandatory, "the list of departments is always open"
    assert not answer.party("property_owner").mandatory


@pytest.mark.parametrize(("row", "given", "parties", "departments"), ROWS, ids=[row[0] for row in ROWS])
def test_nobody_is_listed_twice(row, given, parties, departments):
    keys = [(entry.party, entry.unit) for entry in evaluated(**given).parties]
    assert len(keys) == len(set(keys))


def test_in_principle_residents_can_be_waived_and_so_can_a_subdistrict_that_no_other_clause_asks():
    answer = evaluated(**BASEMENT, business_forms=GREEN)
    assert answer.party("resident").waivable
    assert answer.party("subdistrict", "月坛街道办事处").waivable


@pytest.mark.parametrize("given", [BASEMENT | {"business_forms": SHOP}, COURTYARD | {"business_forms": GREEN}])
def test_a_subdistrict_that_another_clause_asks_cannot_be_waived(given):
    waivable = {entry.party for entry in evaluated(**given).parties if entry.waivable}
    assert waivable == {"resident"}


def test_every_street_the_space_touches_is_asked():
    answer = evaluated(**COURTYARD | {"subdistricts": ["牛街街道", "白纸坊街道"]})
    assert [entry.unit for entry in answer.parties if entry.party == "subdistrict"] == ["牛街街道办事处", "白纸坊街道办事处"]


def test_a_space_without_its_street_still_asks_the_subdistrict():
    answer = evaluated(space_type="文物", business_forms=GREEN)
    assert answer.party("subdistrict", None).mandatory
    assert any("街道" in str(note) for note in answer.warnings)


def test_on_the_basis_of_the_departments_means_after_them():
    answer = evaluated(**COURTYARD, business_forms=GREEN)
    for entry in answer.parties:
        assert entry.after == (("department",) if entry.party in FIVE else ()), entry.party


def test_several_forms_are_two_counted_over_the_five():
    forms = evaluated(**COURTYARD, business_forms=GREEN).minimum_forms
    assert forms.value == 2
    assert set(forms.parties) == FIVE
    assert evaluated(**BASEMENT, business_forms=GREEN).minimum_forms.value == 1


def test_agreement_concerns_departments_and_never_residents():
    answer = evaluated(**BASEMENT, business_forms=GREEN)
    assert {entry.party for entry in answer.parties if entry.consensus} == {"department"}


def test_with_commercial_convenience_the_subdistrict_is_itself_one_of_the_departments():
    subdistrict = evaluated(**BASEMENT, business_forms=SHOP).party("subdistrict", "月坛街道办事处")
    assert subdistrict.consensus
    assert [clause.id for clause in subdistrict.clauses] == ["附件三(三)1", "附件三(三)3"]


@pytest.mark.parametrize(
    ("forms", "commercial"),
    [
        (["便民服务"], True), (["体验及特色服务"], True), (["餐饮"], True), (["理发"], True), (["便民服务综合体"], True),
        (["养老服务设施"], False), (["停车设施"], False), (["口袋公园", "菜店"], True), (["金融科技"], False), ([], False),
    ],
)  # fmt: skip
def test_any_commercial_part_makes_the_whole_commercial(forms, commercial):
    assert evaluated(**BASEMENT, business_forms=forms).commercial is commercial


def test_a_form_outside_the_catalogue_is_a_warning_and_counts_as_commercial():
    answer = evaluated(**BASEMENT, business_forms=["口袋公园", "宠物美容"])
    assert answer.commercial
    assert named_departments(answer) == FOUR
    assert any("宠物美容" in str(note) for note in answer.warnings)


def test_staff_may_record_that_a_form_is_not_commercial():
    answer = evaluated(forms={"自习室": False}, **BASEMENT, business_forms=["自习室"])
    assert not answer.commercial
    assert not any("自习室" in str(note) for note in answer.warnings)


def test_secondary_types_add_their_duties():
    answer = evaluated(**BASEMENT, business_forms=GREEN, secondary_types=["平房院落"])
    assert mandatory(answer) == ALWAYS | FIVE
    assert answer.minimum_forms.value == 2
    assert {"area_plan", "area_table"} <= {entry.paper.id for entry in answer.papers}
    assert answer.promoting_units == ("区房管局",)


@pytest.mark.parametrize(
    "secondary",
    ["平房院落", "平房院落和简易楼/平房院落", ["平房院落和简易楼", "平房院落"],
     {"space_type": "平房院落和简易楼", "space_subtype": "平房院落"}, "平房院落和简易楼"],
)  # fmt: skip
def test_a_secondary_type_may_be_written_in_several_ways(secondary):
    assert mandatory(evaluated(**BASEMENT, secondary_types=[secondary])) >= FIVE


def test_a_secondary_type_without_its_subtype_is_read_broadly_and_says_so():
    answer = evaluated(space_type="文物", secondary_types=["平房院落和简易楼"])
    assert any("平房院落和简易楼" in str(note) for note in answer.warnings)


def test_heritage_asks_no_experts_but_points_to_the_permit():
    answer = evaluated(space_type="文物", subdistricts=["大栅栏"], business_forms=GREEN)
    assert "expert" not in mandatory(answer)
    assert any("审批" in str(note) for note in answer.notices)


@pytest.mark.parametrize("given", [BASEMENT | {"business_forms": SHOP}, COURTYARD | {"business_forms": SHOP}])
def test_a_dwelling_turned_to_business_points_to_the_owners_consent(given):
    assert any("业主" in str(note) for note in evaluated(**given).notices)


INITIATORS = [
    ("区商务局", {"space_type": "产业", "space_subtype": "商市场", "subdistricts": ["展览路"]}, "department"),
    ("牛街街道办事处", {"space_type": "违建", "subdistricts": ["牛街"]}, "subdistrict"),
]


@pytest.mark.parametrize("named", [True, False], ids=["named", "by default the promoter"])
@pytest.mark.parametrize(("unit", "given", "party"), INITIATORS)
def test_a_unit_that_brings_the_proposal_gives_its_own_opinion_and_is_not_left_out(unit, given, party, named):
    more = {"initiating_unit": unit} if named else {}
    answer = evaluated(**given, business_forms=SHOP, **more)
    assert answer.party(party, unit).own_opinion
    assert any(f"{unit}：本单位为提请部门，以本单位意见计" in str(note) for note in answer.warnings)


def test_another_initiating_unit_leaves_the_promoter_an_ordinary_party():
    answer = evaluated(space_type="违建", subdistricts=["牛街"], initiating_unit="区房管局")
    assert not any(entry.own_opinion for entry in answer.parties)


def test_a_change_of_business_form_restarts_everything():
    answer = evaluated(**BASEMENT, business_forms=SHOP, changes_business_form_of="XC-2026-003")
    assert any("XC-2026-003" in str(note) and "重新上会" in str(note) for note in answer.warnings)
    assert "form_change_note" in {entry.paper.id for entry in answer.papers}


def clauses_of(entry):
    return [clause.id for clause in entry.clauses]


@pytest.mark.parametrize(
    ("given", "clauses"),
    [
        (BASEMENT | {"business_forms": GREEN}, {"附件三(二)2"}),
        (BASEMENT | {"business_forms": SHOP}, {"附件三(二)2", "附件三(三)3"}),
        (COURTYARD | {"business_forms": GREEN}, {"附件三(二)2", "附件三(三)2"}),
        (COURTYARD | {"business_forms": SHOP}, {"附件三(二)2", "附件三(三)2", "附件三(三)3"}),
    ],
)
def test_the_open_list_of_departments_rests_on_every_clause_that_asks_for_departments(given, clauses):
    assert set(clauses_of(evaluated(**given).party("department", None))) == clauses


def test_the_departments_named_come_before_the_open_list():
    units = [entry.unit for entry in evaluated(**COURTYARD, business_forms=SHOP).parties if entry.party == "department"]
    assert units == ["区商务局", "区市场监管局", "市规划自然资源委西城分局", None]


@pytest.mark.parametrize(
    ("law", "clause"), [("is_planning_draft", "城乡规划条例第17条"), ("is_major_decision", "713号令第14条听取意见")]
)
def test_residents_are_asked_under_the_law_too(law, clause):
    resident = evaluated(**BASEMENT, business_forms=GREEN, **{law: True}).party("resident")
    assert resident.waivable
    assert resident.silence_counts
    assert clauses_of(resident) == ["附件三(三)1", clause]


def test_forms_are_counted_over_the_five_and_not_over_the_departments():
    assert "department" not in evaluated(**COURTYARD, business_forms=SHOP).minimum_forms.parties

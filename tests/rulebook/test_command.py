"""The command line: facts in on standard input, one JSON object out; refusals are sentences with status 2."""

import json

import pytest
from click.testing import CliRunner

from portal.rulebook.book import current_book
from portal.rulebook.commands import rules
from portal.rulebook.facts import KEYS as KEYS_GIVEN

KEYS = {
    "promoting_units", "needs_designation", "lead_required", "parties", "minimum_forms", "documents", "approvals",
    "minimum_period", "warnings",
}  # fmt: skip


def run(text, *options):
    return CliRunner().invoke(rules, ["evaluate", *options], input=text)


def ask(**facts):
    result = run(json.dumps(facts, ensure_ascii=False))
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_it_prints_one_json_object_with_the_agreed_keys():
    answer = ask(space_type="违建", subdistricts=["牛街街道"], business_forms=["菜店"])
    assert set(answer) >= KEYS
    assert answer["promoting_units"] == ["牛街街道办事处"]
    for entry in answer["parties"]:
        assert set(entry) >= {"party", "unit", "mandatory", "waivable", "after", "clause", "quote"}
    assert set(answer["minimum_forms"]) >= {"value", "clause"}
    assert set(answer["minimum_period"]) >= {"value", "unit", "clause"}
    assert all(isinstance(warning, str) for warning in answer["warnings"])


def test_one_clause_is_a_word_and_several_are_a_list():
    parties = {(entry["party"], entry["unit"]): entry for entry in ask(
        space_type="违建", subdistricts=["牛街街道"], business_forms=["菜店"])["parties"]}
    assert parties["resident", None]["clause"] == "西政办发〔2021〕7号 附件三(三)1"
    both = parties["subdistrict", "牛街街道办事处"]
    assert both["clause"] == ["西政办发〔2021〕7号 附件三(三)1", "西政办发〔2021〕7号 附件三(三)3"]
    assert len(both["quote"]) == 2


def test_chinese_is_printed_as_it_is():
    assert "区房管局" in run('{"space_type": "地下", "space_subtype": "普通地下室"}').stdout


@pytest.mark.parametrize(("given", "printed"), [("XC-2026-003", "“XC-2026-003”"), (12, "“12”")])
def test_an_earlier_proposal_may_be_called_by_its_number(given, printed):
    warnings = ask(space_type="文物", changes_business_form_of=given)["warnings"]
    assert any(f"这是对{printed}的业态变更" in warning for warning in warnings)


def test_null_is_as_if_it_had_not_been_said():
    optional = [key for key in KEYS_GIVEN if key != "space_type"]
    assert ask(space_type="文物", **dict.fromkeys(optional)) == ask(space_type="文物")


def test_a_refusal_is_one_line():
    assert run('{"space_type": "一\n二"}').stderr.count("\n") == 1


def test_a_byte_order_mark_is_no_obstacle():
    assert run(b"\xef\xbb\xbf" + '{"space_type": "文物"}'.encode()).exit_code == 0


def test_an_unlisted_area_is_an_answer_and_not_an_error():
    answer = ask(space_type="平房院落和简易楼", space_subtype="平房院落", area="不知道在哪里")
    assert answer["needs_designation"] is True
    assert answer["promoting_units"] == []


def test_all_rules_lists_the_rulebook_and_reads_no_input():
    result = run("", "--all-rules")
    listed = json.loads(result.stdout)["rules"]
    assert [rule["id"] for rule in listed] == list(current_book().rules)
    assert all(rule["clause"] and rule["quote"] and rule["title"] for rule in listed)


REFUSED = [
    ("no input", "", "JSON"),
    ("half an object", '{"space_type": ', "JSON"),
    ("a list", "[1]", "JSON"),
    ("nested beyond reason", "[" * 100_000, "JSON"),
    ("not UTF-8", '{"space_type": "文物"}'.encode("gb18030"), "UTF-8"),
    ("no type", "{}", "space_type"),
    ("unknown type", '{"space_type": "火车站"}', "没有“火车站”这种空间类型"),
    ("unknown sub-type", '{"space_type": "地下", "space_subtype": "防空洞口"}', "没有“防空洞口”这种空间子类型"),
    ("a sub-type of another type", '{"space_type": "文物", "space_subtype": "人防"}', "“人防”不是“文物”的子类型"),
    ("a sub-type left out", '{"space_type": "地下"}', "请填写其中一种"),
    ("unknown unit", '{"space_type": "文物", "initiating_unit": "区气象局"}', "没有“区气象局”这个单位"),
    ("unknown subdistrict", '{"space_type": "文物", "subdistricts": ["东华门街道"]}', "没有“东华门街道”这个街道"),
    ("unknown secondary type", '{"space_type": "文物", "secondary_types": ["火车站"]}', "没有“火车站”"),
    ("secondary pair that does not belong", '{"space_type": "文物", "secondary_types": ["地下/简易楼"]}', "不是“地下”的子类型"),
    ("secondary type of a wrong shape", '{"space_type": "文物", "secondary_types": [7]}', "secondary_types"),
    ("unknown key", '{"space_type": "文物", "colour": "red"}', "不认识“colour”"),
    ("a word for a boolean", '{"space_type": "文物", "in_ledger": "yes"}', "true 或 false"),
    ("a number for a boolean", '{"space_type": "文物", "is_major_decision": 1}', "true 或 false"),
    ("a word for a list", '{"space_type": "文物", "subdistricts": "牛街街道"}', "应当是列表"),
    ("a number in a list of words", '{"space_type": "文物", "business_forms": [1]}', "每一项都不能为空"),
    ("a number for a word", '{"space_type": "文物", "area": 3}', "应当是文字"),
    ("more than a megabyte", b" " * 1_048_577, "超过 1 MB"),
    ("true for an earlier proposal", '{"space_type": "文物", "changes_business_form_of": true}', "应当是文字"),
    ("industry of another kind", '{"space_type": "产业", "space_subtype": "一般制造业"}', "这一项不填"),
    ("a long word on two lines", json.dumps({"space_type": "车\n站" + "站" * 99}), "没有“车 站站"),
    ("half a character", '{"space_type": "\\ud800"}', "空间类型"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_bad_input_gets_a_sentence_on_standard_error_and_status_2(case, text, sentence):
    result = run(text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr

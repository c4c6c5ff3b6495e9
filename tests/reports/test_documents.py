"""The five documents: the same numbers in each, zero said as zero, nobody recognisable in what the public reads."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports import announcement, letters, snapshot
from portal.reports.actions import figures
from portal.reports.compile import compile_report
from portal.reports.documents import DOCUMENTS, papers
from portal.reports.labels import chinese_number
from portal.reports.rows import BundleRow, PointRow, ThemeRow
from portal.reports.tables import before_and_after
from portal.reports.values import BUCKETS, Change, Flag, Promise
from portal.shielding import HIDDEN, LEAST, hidden, merged
from tests.reports.reading import lines_of
from tests.reports.samples import CUTOFF, empty_report, equation_report, full, full_report, letter, opinion, reply, rows
from tests.reports.test_compile import consultations

EQUATION = re.compile(r"共收到各方意见(\d+)条，其中重复(\d+)条、撤回(\d+)条、无效(\d+)条、逾期(\d+)条，计入(\d+)条")


def text_of(paper) -> str:
    return "\n".join(lines_of(paper))


def equations(report) -> set[tuple[int, ...]]:
    """The equation as each document says it; zero is said in words."""
    said = [text_of(document.compose(report, "0" * 64)) for document in DOCUMENTS.values()]
    return {tuple(map(int, found.groups())) if (found := EQUATION.search(text)) else ("未收到意见" in text,) for text in said}


def sizes(report) -> tuple[int, ...]:
    total = report.numbers.total
    return (len(total.received), *(len(getattr(total, bucket)) for bucket in BUCKETS))


def test_42_received_5_repeated_37_counted_everywhere():
    assert equations(equation_report()) == {(42, 5, 0, 0, 0, 37)}


def test_zero_is_said_as_zero_everywhere():
    assert equations(empty_report()) == {(True,)}
    assert not [1 for document in DOCUMENTS.values() if "无异议" in text_of(document.compose(empty_report(), ""))]


@given(consultations())
def test_all_five_say_the_same_numbers(source):
    report = compile_report(source, CUTOFF)
    assert equations(report) == {sizes(report) if report.opinions else (True,)}


def test_each_carries_its_cut_off_time_and_fingerprint():
    for _, paper in papers(full_report(), "ab" * 32):
        assert "2026年11月25日09:30" in paper.trace and "ab" * 32 in paper.trace


def test_the_names_of_the_papers_are_different():
    names = [name for name, _ in papers(full_report(), "")]
    assert len(set(names)) == len(names) and "04-采纳情况书面反馈-01-牛街街道办事处" in names


# -- what the summary says beyond the counts


def split_report():
    source = full()
    passage = source.opinions[0].text[:10]
    points = [PointRow(1001, 1, 1, text=passage), *(each for each in source.points if each.opinion_id != 1001)]
    change = Change(2, "拟利用方向", "全天营业", "六点半至二十一点营业")
    themes = (replace(source.themes[0], changes=(change,), promise=Promise("牛街街道办事处", "划出错时车位", date(2027, 3, 1))),
              *source.themes[1:])
    settlements = (replace(source.settlements[0], our_view="可以改", basis="油烟排放标准"), source.settlements[1])
    flags = (Flag("所有单位都答复“无意见”。", "形式检查"), Flag("征求期限不足一个工作日。", "形式检查", "另有一轮补足。"))
    return compile_report(replace(
        source, points=tuple(points), themes=themes, settlements=settlements, flags=flags,
        bundles=(BundleRow("identical", ((1002, 1), (1014, 2), (1007, 1))),)), CUTOFF)


@pytest.mark.parametrize("expected", [
    "3份文本相同，由2人提出", "原为“全天营业”，改为“六点半至二十一点营业”", "划出错时车位（牛街街道办事处负责，2027年3月1日前）",
    "所有单位都答复“无意见”",
])
@pytest.mark.parametrize("code", ["summary", "narrative"])
def test_bundles_changes_promises_views_and_flags_are_told(code, expected):
    assert expected in text_of(DOCUMENTS[code].compose(split_report(), ""))


def test_the_register_of_disagreements_holds_both_views_and_the_basis():
    text = text_of(DOCUMENTS["summary"].compose(split_report(), ""))
    assert "相关部门：区市场监管局 | 排烟口不得朝向居民楼，应重新布置。 | 可以改 | 油烟排放标准 | 已将排烟口" in text


def test_a_promise_does_not_say_again_what_the_verdict_says():
    source = full()
    promised = replace(source.themes[0], promise=Promise("牛街街道办事处", source.themes[0].change))
    report = compile_report(replace(source, themes=(promised, *source.themes[1:])), CUTOFF)
    assert text_of(DOCUMENTS["summary"].compose(report, "")).count(promised.change) == 1
    assert "由牛街街道办事处负责落实。" in text_of(DOCUMENTS["summary"].compose(report, ""))


def test_an_explained_flag_is_not_printed():
    assert "征求期限不足一个工作日" not in text_of(DOCUMENTS["summary"].compose(split_report(), ""))


def test_every_sentence_of_the_narrative_with_a_count_says_where_it_stands():
    paragraphs = [line for line in lines_of(DOCUMENTS["narrative"].compose(full_report(), "")) if re.search(r"\d+[条件个]", line)]
    told = [line for line in paragraphs if "〔" in line or " " in line]
    assert paragraphs and told == paragraphs


# -- the public announcement


def test_nobody_can_be_recognised_in_the_announcement():
    text = text_of(announcement.compose(full_report(), ""))
    assert not [each for each in ("张建国", "李秀英", "13812345678", "张**", "王规划", "李**") if each in text]


def test_what_staff_wrote_about_somebody_is_hidden_from_the_public():
    theme = ThemeRow(1, "3号楼2单元501室油烟", "explained", "已给13812345678回电；北京市西城区某路9号楼3门的住户在场。")
    source = rows(opinions=(opinion(1),), points=(PointRow(1001, 1, 1),), themes=(theme,))
    text = text_of(announcement.compose(compile_report(source, CUTOFF), ""))
    assert not [each for each in ("13812345678", "501室", "2单元", "9号楼3门") if each in text]


@pytest.mark.parametrize(("least", "is_told"), [(5, False), (2, True)])
def test_the_announcement_keeps_the_limit_it_was_compiled_with(least, is_told):
    said = [opinion(number, stance="oppose" if number < 4 else "support") for number in range(1, 13)]
    report = compile_report(rows(opinions=tuple(said), small_group=least), CUTOFF)
    text = text_of(announcement.compose(snapshot.read(snapshot.write(report)), ""))
    assert ("反对 3条" in text) is is_told


def test_the_figures_beside_a_report_hold_no_small_group():
    streets = ["牛街街道"] * 6 + ["德胜街道"] * 5 + ["椿树街道", ""]
    report = compile_report(rows(opinions=tuple(opinion(n, street=each) for n, each in enumerate(streets, 1))), CUTOFF)
    assert figures(report)["groups"]["street"] == [(("牛街街道",), 6), (("德胜街道", "椿树街道", ""), 7)]


@given(st.lists(st.integers(0, 40), max_size=8))
def test_merging_keeps_the_sum_and_tells_no_small_group(numbers):
    groups = [(str(place), number) for place, number in enumerate(numbers)]
    told = merged(groups)
    assert not told or sum(number for _, number in told) == sum(numbers)
    assert all(number >= LEAST for _, number in told)
    assert told or sum(numbers) < LEAST


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_hidden_size_follows_from_the_sum_and_the_others(numbers):
    places = hidden(numbers)
    assert {place for place, number in enumerate(numbers) if 0 < number < LEAST} <= places
    told_apart = [place for place, number in enumerate(numbers) if number]
    assert not places or len(places) > 1 or places == set(told_apart)


def test_small_themes_hide_their_size_and_another_one_with_them():
    opinions = tuple(opinion(n, stance="suggest") for n in range(1, 43))
    themed = [PointRow(1000 + n, 1, 1 if n <= 2 else 2 if n <= 20 else 3) for n in range(1, 43)]
    themes = tuple(ThemeRow(n, f"第{n}件事", "explained", "答复。") for n in (1, 2, 3))
    report = compile_report(rows(opinions=opinions, points=tuple(themed), themes=themes), CUTOFF)
    cells = {row[3] for row in announcement.adopted(report).rows}
    assert cells == {"第3件事（22条）", f"第2件事（条数{HIDDEN}）", f"第1件事（条数{HIDDEN}）"}


# -- the letters


def test_each_subdistrict_expert_and_planner_gets_one_letter_about_its_own_points():
    made = letters.each(full_report(), "")
    assert [each.addressee for each in made] == ["牛街街道办事处", "责任规划师王规划"]
    first, second = map(text_of, made)
    assert "原则同意。" in first and "第二十三条" in first
    assert "建议首层沿街退让" in second and "建议首层沿街退让" not in first


def test_two_replies_of_one_unit_are_answered_together():
    opinions = (reply(1, "subdistrict", "amend", "晚上别太吵。", unit="牛街街道办事处"),
                reply(2, "subdistrict", "agree", "同意。", unit="牛街街道办事处"))
    sent = (letter(1, "subdistrict", unit="牛街街道办事处", opinion_id=1001, superseded=True),
            letter(2, "subdistrict", unit="牛街街道办事处", opinion_id=1002))
    (made,) = letters.each(compile_report(rows(opinions=opinions, requests=sent), CUTOFF), "")
    assert "晚上别太吵。" in text_of(made) and "同意。" in text_of(made)


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"),
                                               (101, "一百零一"), (110, "一百一十"), (215, "二百一十五")])
def test_headings_count_in_chinese(number, words):
    assert chinese_number(number) == words




@pytest.mark.parametrize(("before", "after", "told"), [
    ("6条凳子", "11条凳子", "原为“6条凳子”，改为“11条凳子”。"),
    ("", "11条凳子", "增加“11条凳子”。"),
    ("种树\n6条凳子\n修路", "种树\n11条凳子\n修路", "原为“6条凳子”，改为“11条凳子”。"),
    ("种树\n修路", "种树\n11条凳子\n修路", "增加“11条凳子”。"),
    ("种树\n收费\n修路", "种树\n修路", "删去“收费”。"),
    ("种树\n修路", "修路\n种树", "原为“种树\n修路”，改为“修路\n种树”。"),
])
def test_a_change_is_told_by_the_lines_that_differ(before, after, told):
    assert before_and_after(Change(2, "这对我意味着什么", before, after)) == told

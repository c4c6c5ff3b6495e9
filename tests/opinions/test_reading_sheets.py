"""Reading strangers' sheets: every dress a row comes in, and what each cell that is wrong is told."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from portal.errors import InvalidInput
from portal.opinions.sheets.heads import find_heads, guess, letter
from portal.opinions.sheets.values import Plan, Terms
from portal.opinions.sheets.whole import BOUNDS, open_opinions
from tests.opinions.sheets import FIRST, HEADS, SECOND, as_csv, as_xlsx, changed, plan_for, saved

TERMS = Terms(date(2026, 6, 10), date(2026, 6, 12), {"牛街街道": 7}, "议事厅.xlsx")


def read(data, **more):
    return list(open_opinions(data).entries(plan_for(data, **more), TERMS))


def problems(*rows, heads=HEADS, **more):
    return [(each.cell, str(each.why)) for entry in read(as_csv(*rows, heads=heads), **more) for each in entry.problems]


@pytest.mark.parametrize("written", [
    "2026/6/10 11:25:05", "2026-06-10", "2026年6月10日", "2026.6.10", "20260610", "2026/6/10 上午9:05", "46183",
    "2026-06-10T11:25", "2026年06月10日 星期三 9时5分", date(2026, 6, 10), datetime(2026, 6, 10, 9, 5),
])
def test_the_tenth_of_june_in_every_dress(written):
    entry, = read(as_xlsx(changed(FIRST, D=written)))
    assert (entry.values["received_on"], entry.problems) == (date(2026, 6, 10), ())


@pytest.mark.parametrize(("row", "cell", "told"), [
    (changed(FIRST, D="2026-02-30"), "D2", "“2026-02-30”不是日期"), (changed(FIRST, D=""), "D2", "没有写收到日期"),
    (changed(FIRST, D="2026-06-13"), "D2", "不能晚于今天"), (changed(FIRST, D="2026-06-09"), "D2", "早于开始征求意见"),
    (changed(FIRST, D="6/10/2026"), "D2", "看不出是哪一天"), (changed(FIRST, E="随便"), "E2", "不知道“随便”"),
    (changed(FIRST, E=""), "E2", "没有写态度"), (changed(FIRST, F=""), "F2", "见附件"), (changed(FIRST, F="　 "), "F2", "见附件"),
    (changed(FIRST, F="长" * 20_001), "F2", "最多可以写 20000"), (changed(FIRST, C="123"), "C2", "电话号码似乎不完整"),
    (changed(FIRST, B="长" * 31), "B2", "姓名太长"),
])
def test_what_is_wrong_is_told_at_its_cell(row, cell, told):
    (where, why), = problems(row)
    assert where == cell and told in why


def test_a_row_longer_than_the_heads_is_told():
    assert problems(FIRST, (*SECOND, "多"), changed(FIRST, A="3")) == [("3", "这一行比表头多出了内容，可能错位了。")]


def test_every_problem_of_a_row_is_told_and_the_same_number_twice():
    assert [cell for cell, _ in problems(FIRST, changed(FIRST, D="x", C="1", E="y"))] == ["E3", "D3", "C3", "A3"]


@pytest.mark.parametrize("nothing", ["无", "-", "/", "—", "不详", ""])
def test_a_dash_for_a_telephone_is_none(nothing):
    entry, = read(as_csv(changed(FIRST, C=nothing)))
    assert (entry.contact, entry.problems) == ({"name": "王女士"}, ())


@pytest.mark.parametrize(("word", "stance"), [
    ("支持", "support"), ("同意", "support"), ("不同意", "oppose"), ("有条件支持", "conditional"), ("建议", "suggest"),
    ("oppose", "oppose"), (" 反对 ", "oppose"),
])
def test_usual_words_need_no_explanation(word, stance):
    assert read(as_csv(changed(FIRST, E=word)))[0].values["stance"] == stance


@pytest.mark.parametrize(("street", "unit"), [("牛街", 7), ("牛街街道", 7), ("牛街街道办事处", 7), ("", None)])
def test_a_street_is_known_by_each_of_its_names(street, unit):
    entry, = read(as_csv((*FIRST, street), heads=(*HEADS, "街道")))
    assert (entry.values["street_id"], entry.problems) == (unit, ())


def test_a_street_of_another_district_is_told():
    assert "不是本区的街道" in problems((*FIRST, "望京"), heads=(*HEADS, "街道"))[0][1]


@pytest.mark.parametrize("words", ["=1+1", "+好", "-不要", "@所有人", "=HYPERLINK(\"http://x\")", "'=1", "<b>粗</b>", "𠮷😀‮x"])
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_cells_that_look_like_formulas_stay_words(write, words):
    data = write(changed(FIRST, F=words)) if write is as_csv else typed(changed(FIRST, F=words))
    entry, = read(data)
    assert entry.values["text"] == words.replace("\u202e", "") or (write is as_csv and words == "'=1")


def typed(row) -> bytes:
    """A workbook in which every cell was typed as words."""
    book = Workbook()
    book.active.append(list(HEADS))
    book.active.append(list(row))
    for cell in book.active[2]:
        cell.data_type = "s"
    return saved(book)


def test_the_title_stands_before_the_text_and_not_twice():
    heads = ("主题", "内容", "时间")
    first, second = read(as_csv(("要电梯", "二层上不去。", "2026-06-10"), ("要电梯", "要电梯，急。", "2026-06-10"), heads=heads),
                         fixed={"stance": "suggest", "channel": "phone"})
    assert (first.values["text"], second.values["text"]) == ("要电梯\n二层上不去。", "要电梯，急。")
    assert first.values["source"] == "议事厅.xlsx 第2行"


def test_the_same_row_has_the_same_key_whatever_stands_around_it():
    def keys(*rows, heads=HEADS):
        return [entry.key for entry in read(as_csv(*rows, heads=heads))]
    assert keys(FIRST, SECOND) == keys(SECOND, FIRST)[::-1] == ["number:1", "number:2"]
    bare = HEADS[1:]
    assert keys(FIRST[1:], SECOND[1:], heads=bare) == keys(SECOND[1:], FIRST[1:], heads=bare)[::-1]
    assert len(set(keys(FIRST[1:], FIRST[1:], FIRST[1:], heads=bare))) == 3


def test_heads_may_stand_under_a_title_and_in_two_rows():
    lines = list(open_opinions(as_xlsx(FIRST, above=[["广外街道意见登记表"], [], ["", "居民", "", "意见"]])).first)
    assert lines[0][0] == 5
    assert guess(("序号", "留言用户", "联系电话：", "留言时间", "留言详情 *", "点赞数")) == {
        "number": "序号", "text": "留言详情 *", "received_on": "留言时间", "name": "留言用户", "phone": "联系电话："}
    assert [letter(at) for at in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_merged_heads_are_told():
    book = Workbook()
    for row in (["编号", "意见", None, "日期"], [None, "内容", "态度", None], list(FIRST[:1]) + ["多种树", "建议", "2026-06-10"]):
        book.active.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        book.active.merge_cells(merged)
    with pytest.raises(InvalidInput, match="列有内容，却没有列名"):
        open_opinions(saved(book))


def test_hidden_rows_and_other_sheets_are_counted():
    book = Workbook()
    for row in (HEADS, FIRST, SECOND):
        book.active.append(list(row))
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("旧表").append(["x"])
    book.create_sheet("藏起来的").sheet_state = "hidden"
    opened = open_opinions(saved(book))
    assert (opened.oddities().hidden, opened.sheet.others, len(opened.first)) == (1, ("旧表",), 2)


def test_a_formula_gives_its_value_and_without_one_is_told():
    assert open_opinions(as_xlsx(changed(FIRST, F="=A2&B2"))).oddities().unsolved == "F2"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(changed(FIRST, F="=A2&B2")))) as book, zipfile.ZipFile(data, "w") as solved:
        for name in book.namelist():
            solved.writestr(name, book.read(name).replace(b"<f>A2&amp;B2</f><v></v>", b"<f>A2&amp;B2</f><v>87</v>")
                            .replace(b"<f>A2&amp;B2</f><v />", b"<f>A2&amp;B2</f><v>87</v>"))
    opened = open_opinions(data.getvalue())
    assert (opened.oddities().unsolved, opened.first[0][1][5].text) == ("", "87")


def test_entities_that_unfold_without_end_are_damage():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %s "%s">' % (bytes([99 + at]), b"&%c;" % (98 + at if at else 97) * 50) for at in range(12)) + b"]>"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(FIRST))) as book, zipfile.ZipFile(data, "w") as bad:
        for name in book.namelist():
            part = book.read(name)
            bad.writestr(name, laughs + part.replace(b"<sheetData>", b"<sheetData><!-- -->&n;") if "sheet1" in name else part)
    with pytest.raises(InvalidInput, match="已损坏"):
        list(open_opinions(data.getvalue()).rows)


def test_more_rows_than_are_taken_are_told(monkeypatch):
    monkeypatch.setattr("portal.opinions.sheets.whole.BOUNDS", type(BOUNDS)(BOUNDS.size, BOUNDS.unpacked, 250, BOUNDS.columns))
    with pytest.raises(InvalidInput, match="最多导入 250 行"):
        list(open_opinions(as_csv(*(changed(FIRST, A=str(at)) for at in range(300)))).rows)


def test_a_sheet_of_one_column_is_enough_with_fixed_values():
    plan = Plan({"text": "意见"}, fixed={"stance": "oppose", "channel": "post", "received_on": "2026-06-11"})
    entry, = open_opinions("意见\n太吵了\n".encode()).entries(plan, TERMS)
    assert (entry.values["stance"], entry.values["channel"], entry.values["received_on"], entry.problems) == (
        "oppose", "post", date(2026, 6, 11), ())
    assert find_heads([(1, []), (2, [])]) == (0, [])

"""Personal data in people's own words: what is found, of what kind, and what only looks like it."""

import pytest

from portal.personal import find, hide

CASES = {
    "phone": [
        "13812345678", "138 1234 5678", "138-1234-5678", "1381 234 5678", "+86 13812345678", "１３８１２３４５６７８",
        "138.1234.5678", "010-66554433", "(010)66554433", "010 6655 4433", "010-66554433转8012", "０１０－６６５５４４３３",
        "66554433", "一三八一二三四五六七八", "幺三八零零一三八零零零",
    ],
    "id_number": [
        "11010219450101123X", "110102194501011239", "11010219450101123x", "110102450101123", "110102 19450101 123X",
        "１１０１０２１９４５０１０１１２３Ｘ", "111111111111111111",
    ],
    "bank_card": ["6222020012345678901", "6222 0200 1234 5678 901", "4111111111111111", "4111-1111-1111-1111"],
    "email": ["zhang.san@example.com.cn", "zhang@example.com", "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "a+b@x.cn"],
    "plate": [
        "京A12345", "京A·12345", "京Ａ·１２３４５", "京AD12345", "京A D12345", "京ad12345", "沪AF0236挂", "粤Z1234港",
        "京A1234警", "新A-D9999F",
    ],
    "house_number": [
        "3号楼2单元501室", "3号楼2单元501", "三号楼二单元五零一室", "３号楼２单元５０１室", "12号院", "十二号院", "甲12号院3号",
        "18号楼3单元", "2单元501", "3-2-501", "501室", "门牌号：12", "5号楼", "A座1203", "3栋1201",
        "E04栋9号",
    ],
}


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, many in CASES.items() for words in many])
def test_it_is_found_whole_in_the_middle_of_a_sentence(kind, words):
    before, after = "我家的是（", "），请联系我。"
    found, = find(before + words + after)
    assert (found.kind, found.start, found.end) == (kind, len(before), len(before) + len(words))


@pytest.mark.parametrize(("text", "words"), [
    ("打13812345678找我", "13812345678"), ("住西四北三条12号的王家", "12号"), ("牛街西里12号楼3门501", "12号楼3门501"),
    ("车牌京A12345挡了路", "京A12345"), ("写信到zhang@example.com吧", "zhang@example.com"),
    ("身份证11010219450101123X的", "11010219450101123X"),
])
def test_it_is_found_without_blanks_around_it(text, words):
    assert [text[each.start:each.end] for each in find(text)] == [words]


@pytest.mark.parametrize("text", [
    "", "面积1260.50平方米，2026年11月5日", "投资60000000元", "拨打12345热线", "地铁2号线", "6月3号", "京发〔2019〕3号文",
    "二层要有电梯", "一楼是商场，上楼不方便", "第3号", "三里屯", "北三条", "一号文件", "上午9:00-12:00", "2019-02-28 11:25:05",
    "三层楼", "医院院长", "两座桥", "三个院落", "四合院", "新A级景区", "京ABCDEF", "订单20190228112505", "占20%，约1/3",
    "5000-6000元", "1号线到4号线换乘",
])
def test_what_only_looks_like_it_is_left_alone(text):
    assert find(text) == []


def test_several_are_found_in_order_and_none_overlaps():
    found = find("王女士，电话13812345678，住3号楼2单元501室，车牌京A12345。")
    assert [each.kind for each in found] == ["phone", "house_number", "plate"]
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(("text", "is_found"), [
    ("广安门外大街305号的商场太吵", False), ("305号对面", False), ("我住广安门外大街307号", True), ("大街3050号", True),
    ("莲花池大街305号", True), ("广安门外大街305号院", True),
])
def test_the_address_of_the_place_itself_is_no_secret(text, is_found):
    assert bool(find(text, ["北京市西城区广安门外大街305号"])) is is_found


def test_a_street_of_two_words_is_known_only_where_it_stands_alone():
    here = ["北京市西城区牛街5号"]
    assert find("牛街5号的楼", here) == [] and find("牛街5号", here) == []
    assert find("住牛街5号", here) and find("牛街15号", here)


def test_a_very_long_text_of_figures_is_read_at_once():
    assert find("1" * 50_000) == []
    assert find("号楼单元" * 5_000) == []
    assert find("a@" * 20_000) == []


@pytest.mark.parametrize(("spans", "shown"), [
    ([], "我住三号"), ([(1, 2)], "我□三号"), ([(0, 2), (1, 3)], "□号"), ([(0, 1), (1, 2)], "□三号"), ([(2, 4), (0, 1)], "□住□"),
])
def test_hidden_passages_become_one_mark(spans, shown):
    assert hide("我住三号", spans, "□") == shown

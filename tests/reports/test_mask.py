"""What is starred out before anything is printed."""

import pytest

from portal.reports.mask import full_names, mask_name, mask_personal, mask_text


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("打13812345678找我", "打***********找我"),
        ("138 1234 5678", "*************"),
        ("138-1234-5678", "*************"),
        ("+86 13812345678", "***************"),
        ("电话１３８１２３４５６７８。", "电话***********。"),
        ("座机010-66554433", "座机************"),
        ("(010)66554433", "*************"),
        ("家里66554433", "家里********"),
        ("身份证11010219450101123X", "身份证******************"),
        ("旧身份证110102450101123", "旧身份证***************"),
        ("写信到 zhang.san@example.com.cn 吧", "写信到 ************************ 吧"),
        ("写信到zhang@example.com", "写信到*****************"),
        ("面积1260.50平方米，2026年11月5日", "面积1260.50平方米，2026年11月5日"),
        ("投资60000000元", "投资60000000元"),
        ("牛街西里二区18号楼3单元", "牛街西里二区18号楼3单元"),
        ("拨打12345热线", "拨打12345热线"),
        ("", ""),
    ],
)
def test_personal_numbers_are_starred_out_and_other_numbers_stay(said, printed):
    assert mask_personal(said) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [("张建国", "张**"), ("李四", "李**"), (" 王五 ", "王**"), ("", "居民"), ("  ", "居民"), ("居民", "居民"), ("𠮷田", "𠮷**")],
)
def test_a_resident_is_printed_by_surname_only(name, printed):
    assert mask_name(name) == printed


@pytest.mark.parametrize(
    ("text", "author", "printed"),
    [
        ("我是王芳，住3号楼", "王芳", "我是王**，住3号楼"),
        ("我是张建国", "李四", "我是张**"),
        ("王芳说得对", "李四", "王芳说得对"),
        ("停车位不够", "停车位", "停**不够"),
        ("居民都同意", "居民", "居民都同意"),
    ],
)
def test_full_names_are_masked_in_free_text(text, author, printed):
    assert mask_text(text, full_names(["张建国"], known=""), author) == printed


def test_a_nickname_or_a_place_is_not_looked_for_in_what_others_say():
    names = ["张建国", "停车位", "金融街", "欧阳明", "买买提·艾力", "李四", ""]
    assert full_names(names, known="金融街街道某楼").names == {"张建国", "欧阳明", "买买提·艾力"}

"""A reason must be about its theme: good and bad reasons, as staff write them."""

import pytest

from portal.errors import InvalidInput
from portal.opinions.boilerplate import check_own_words, own_words, words_in

LIFT = ("二层要有电梯", "老人上不去二层，应当装部电梯。", "推轮椅怎么上楼？")
PARKING = ("多停几辆车", "28个车位太少了，能不能停60辆？", "两层机械停车千万别弄。")
KEPT = ("感谢您的意见。经消防部门现场踏勘，疏散通道宽度不足，不能再增加固定设施。", "该事项由属地街道统筹，我们已经转交。")

GOOD = [
    (LIFT, "楼板承重不够，装不了电梯，一层加设无障碍服务台。"),
    (LIFT, "感谢您的意见。电梯已列入设计，见方案第三节。"),
    (LIFT, "经研究，予以采纳。在东侧楼梯间加装一部无障碍电梯。"),
    (LIFT, KEPT[0] + "轮椅可以从一层北门坡道进，上楼请工作人员协助。"),
    (PARKING, "地下有管线，平地只放得下28个车位；不做机械停车。"),
    (PARKING, "改为36个车位，消防通道画黄线。"),
    (("Wi-Fi 覆盖", "院里要有Wi-Fi。"), "公共区加装 Wi-Fi，两个月内开通。"),
    (("灯", "太亮"), "夜里十点以后只开矮灯，灯 朝下照。"),
]
ONLY_STOCK = [
    (LIFT, "感谢您的意见。"), (LIFT, "经研究，予以采纳。"),
    (LIFT, "感谢您的宝贵意见，我们将认真研究，在下一步工作中统筹考虑。"),
    (LIFT, "根据相关规定，暂不具备条件，敬请谅解。"), (LIFT, "同上。"), (LIFT, "已阅"),
    (LIFT, KEPT[0]), (LIFT, KEPT[0] + KEPT[1]),
    (PARKING, "该意见有一定道理，已转相关部门，高度重视，抓好落实。"), (PARKING, "！！！？？？……"),
    (LIFT, "感谢您的意见，不予采纳。电梯。"),
    (LIFT, KEPT[0].replace("，", " ").replace("。", "\n")),
]
ABOUT_SOMETHING_ELSE = [
    (LIFT, "预算已经用完，明年再看。"), (LIFT, "停车位数量由交通部门核定，维持28个。"),
    (PARKING, "楼板承重不够，加装部件有危险。"),
    (PARKING, "施工时间安排在白天，尽量减少噪声。"),
]


@pytest.mark.parametrize(("asked", "reason"), GOOD)
def test_a_reason_with_its_own_words_is_taken(asked, reason):
    check_own_words(reason, KEPT, asked)


@pytest.mark.parametrize(("asked", "reason"), ONLY_STOCK)
def test_a_reason_of_stock_phrases_and_reply_texts_is_refused(asked, reason):
    with pytest.raises(InvalidInput, match="只有套话") as refusal:
        check_own_words(reason, KEPT, asked)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(("asked", "reason"), ABOUT_SOMETHING_ELSE)
def test_a_reason_about_something_else_is_refused(asked, reason):
    with pytest.raises(InvalidInput, match="没有提到居民说的事"):
        check_own_words(reason, KEPT, asked)


def test_what_is_ones_own_is_what_remains():
    assert own_words("感谢您的意见。电梯已列入设计。") == "电梯已列入设计"
    assert own_words(KEPT[1] + "电梯另有安排。", KEPT) == "电梯另有安排"


def test_words_are_those_that_say_what_a_text_is_about():
    assert words_in("装一部电梯，WIFI 也要") == {"装一", "一部", "部电", "电梯", "wifi"}
    assert words_in("我们的意见和建议") == set()

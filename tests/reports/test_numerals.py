"""Numbers are recognised however people write them, and words that count nothing are left alone."""

import pytest

from portal.reports.numerals import numbers_in, strangers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("共收到42条", {"42条"}),
        ("共收到４２条", {"42条"}),
        ("共收到四十二条", {"42条"}),
        ("收到意见三条", {"3条"}),
        ("两家单位", {"2个"}),
        ("一百零二份", {"102份"}),
        ("十五个街道", {"15个"}),
        ("一千二百人", {"1200人"}),
        ("3万人、1.5万人", {"30000人", "15000人"}),
        ("三万五千条", {"35000条"}),
        ("1,042条", {"1042条"}),
        ("反馈率80.0%", {"80%"}),
        ("反馈率８０％", {"80%"}),
        ("百分之八十", {"80%"}),
        ("百分之80.5", {"80.5%"}),
        ("八成居民", {"80%"}),
        ("三万一千条，三千万元，二十一条", {"31000条", "30000000", "21条"}),
        ("三分之一的住户", {"三分之一"}),
        ("半数以上赞成", {"50%"}),
        ("二〇二六年", {"2026年"}),
        ("意见一致，进一步统一，第一时间答复，十分感谢", set()),
        ("大家的意见都很具体。", set()),
    ],
)
def test_numbers_in_prose(text, numbers):
    assert numbers_in(text) == numbers


def test_the_sentence_with_an_unknown_number_is_named():
    prose = "居民普遍关心停车。共收到43条意见；其中五条重复。"
    assert strangers(prose, frozenset({"42条", "5条"})) == ["共收到43条意见；"]
    assert strangers(prose, frozenset({"43条", "5条"})) == []

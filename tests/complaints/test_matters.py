"""Whether two complaints may be about the same matter."""

import pytest

from portal.complaints.rules.matters import Matter, alike

CELLAR = Matter(1, 31, "", "nuisance", "地下室夜里十一点还在卸货，楼上睡不着。")


@pytest.mark.parametrize(("other", "may_be"), [
    (Matter(2, 31, "", "nuisance", "半夜卸货太吵"), True),
    (Matter(2, 31, "", "safety", "地下室夜里卸货，堵住了消防通道"), True),
    (Matter(2, 31, "", "service", "前台的人态度不好"), False),
    (Matter(2, None, "红莲南里", "nuisance", "地下室夜里十一点多还在卸货，吵得楼上睡不着觉"), True),
    (Matter(2, None, "牛街", "nuisance", "饭馆的油烟飘进窗户"), False),
    (Matter(2, 99, "", "nuisance", "地下室夜里十一点还在卸货，楼上睡不着。"), False),
    (Matter(2, None, "", "other", "？！"), False),
], ids=["same space and kind", "same space, same words", "same space, another matter", "same words", "nothing alike",
        "another known space", "no words"])
def test_two_complaints_may_tell_of_the_same(other, may_be):
    assert alike(CELLAR, [other]) == ([2] if may_be else [])


def test_the_likeliest_come_first_and_at_most_five():
    others = [Matter(n, None, "", "nuisance", "夜里十一点还在卸货") for n in range(2, 12)]
    found = alike(CELLAR, [*others, Matter(50, 31, "", "nuisance", CELLAR.text)])
    assert (found[0], len(found)) == (50, 5)


def test_it_is_not_like_itself():
    assert alike(CELLAR, [CELLAR]) == []

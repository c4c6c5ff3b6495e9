"""Themes found among texts: always the same, in any order, and named only with whole words of the texts."""

import random

import pytest
from rjieba import cut

from portal.opinions.likeness.themes import group_themes
from portal.opinions.likeness.words import content_words, phrases, shared_words

LIFT = ["二层要加装电梯，老人上下楼不方便。", "请加装电梯，轮椅上不去二层。",
        "加装电梯吧，抱着孩子爬楼梯太累。", "楼里没有电梯，老人每天爬楼梯，请加装电梯。"]
SMOKE = ["一层的饭馆油烟太大，冲着我家窗户。", "饭馆的油烟请从楼顶排走，别冲着窗户。",
         "每天晚上油烟呛人，窗户都不敢打开。", "油烟太大，饭馆要装净化设备。"]
PARKING = ["停车位不够，夜里消防通道停满了车。", "建议重新划停车位，把消防通道让出来。", "外来车辆占了停车位，消防通道也堵着。"]
ALONE = ["希望多种几棵槐树。", "支持！", "👍", "1234567", ""]
TEXTS = [*LIFT, *SMOKE, *PARKING, *ALONE]


def told(texts):
    return [sorted(texts[place] for place in each.places) for each in group_themes(texts)]


def test_points_that_ask_for_the_same_come_together():
    assert sorted(told(TEXTS)) == sorted(map(sorted, (LIFT, SMOKE, PARKING)))


def test_the_order_changes_nothing_and_neither_does_doing_it_again():
    shuffled = TEXTS.copy()
    random.Random(7).shuffle(shuffled)
    assert told(shuffled) == told(TEXTS)
    assert [each.named for each in group_themes(shuffled)] == [each.named for each in group_themes(TEXTS)]
    assert group_themes(TEXTS) == group_themes(TEXTS)


def test_many_texts_are_grouped_the_same_every_time():
    draw = random.Random(3)
    texts = ["，".join(draw.sample(draw.choice((LIFT, SMOKE, PARKING)), 2)) + str(draw.random()) for _ in range(400)]
    first = group_themes(texts)
    assert first == group_themes(texts)
    assert {place for each in first for place in each.places} <= set(range(len(texts)))
    assert sum(len(each.places) for each in first) == len({place for each in first for place in each.places})


@pytest.mark.parametrize("texts", [LIFT, SMOKE, PARKING])
def test_a_name_is_made_of_whole_words_that_stand_in_the_texts(texts):
    (found,) = group_themes(texts)
    for part in found.named.title.split("、"):
        assert any(part in text for text in texts), part
        assert any(_is_whole(part, cut(text)) for text in texts), f"{part} cuts a word"
    words = {word for text in texts for word in content_words(text)}
    assert {word for word, _weight in found.named.words} <= words


def _is_whole(part: str, words: list[str]) -> bool:
    """Whether some words one after the other make exactly `part`."""
    return any("".join(words[start:end]) == part for start in range(len(words)) for end in range(start + 1, len(words) + 1))


def test_what_speaks_for_a_group_and_its_reasons_are_in_it():
    for found in group_themes(TEXTS):
        assert set(found.speaking) <= set(found.places)
        assert 1 <= len(found.speaking) <= 3
        assert 0 < found.cohesion <= 1
        assert all(weight > 0 for _word, weight in found.named.words)


def test_the_same_words_of_many_people_are_one_group_that_counts_them_all():
    texts = [LIFT[0]] * 5 + SMOKE
    assert told(texts) == [[LIFT[0]] * 5, sorted(SMOKE)]


@pytest.mark.parametrize("texts", [[], [""], ["支持"], ["支持", "支持"], ["要电梯"], ["👍", "👎"]])
def test_too_little_makes_no_group(texts):
    assert group_themes(texts) == []


def test_many_texts_with_nothing_in_common_make_no_group():
    assert group_themes([chr(0x4E00 + number) * 3 for number in range(300)]) == []


WORDS = [
    ("希望二层加装电梯", ["加装", "电梯"]),
    ("地铁2号线什么时候开通", ["地铁", "开通"]),
    ("感谢领导，支持这个方案", []),
    ("西城区牛街的王敏要求停止施工", ["停止", "施工"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_that_carry_the_meaning(text, words):
    assert content_words(text) == words


def test_runs_of_words_stop_at_signs():
    assert "加装电梯" in phrases("请加装电梯，方便老人")
    assert not any("电梯方便" in run for run in phrases("请加装电梯，方便老人"))


def test_why_two_stand_together():
    assert shared_words(LIFT[0], LIFT[3]) == [word for word in content_words(LIFT[0]) if word in content_words(LIFT[3])]
    assert "电梯" in shared_words(LIFT[0], LIFT[1])

"""Which texts say the same: groups are a partition, no chain joins the unlike, and nothing depends on the order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.opinions.likeness.differences import differences
from portal.opinions.likeness.finding import find
from portal.opinions.likeness.groups import groups
from portal.opinions.likeness.values import Found, Said

ELEVATOR = "二层应当装一部电梯，住在楼上的老人每天上下楼买菜很不方便，轮椅更是进不来，请优先考虑。"
DAY = date(2026, 6, 10)
WORDS = st.sampled_from(
    ["支持", "反对", "电梯", "老人买菜", "不要", "夜里十点以后安静", "，", " ", "二层", "停车位", "ＡＢ", "ab", "😀"])
TEXTS = st.lists(st.one_of(st.lists(WORDS, max_size=12).map("".join), st.text(max_size=8), st.just(ELEVATOR)), max_size=25)


def grouped(texts):
    """The groups as sets of texts and how often each stands there."""
    return sorted(sorted(texts[place] for place in group.places) for group in groups(texts))


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, shuffling=st.randoms(use_true_random=False))
def test_groups_are_a_partition_and_the_order_changes_nothing(texts, shuffling):
    places = [place for group in groups(texts) for place in group.places]
    assert sorted(places) == list(range(len(texts)))
    assert groups(texts) == groups(texts)
    other = texts.copy()
    shuffling.shuffle(other)
    assert grouped(other) == grouped(texts)


TOGETHER = [
    ("二层应当有电梯。", "二层应当有电梯"),
    ("二层应当有电梯！！", " 二层，应当有 电梯"),
    ("ＡＢＣ小区门口", "abc小区门口"),
    ("请在二层加装电梯", "请在二层加装电梯谢谢"),
    (ELEVATOR, ELEVATOR.replace("二层", "三层").replace("买菜", "取药")),
    (f"我是王敏，住红莲南里3号楼。{ELEVATOR}", f"我是欧阳建国，住槐柏树街北里12号院。{ELEVATOR}谢谢领导"),
    ("👍", "👍"),
]
APART = [
    ("支持", "不支持"),
    ("同意", "不同意"),
    ("我们全楼的住户都支持在二层装电梯", "我们全楼的住户都反对在二层装电梯"),
    (ELEVATOR, ELEVATOR.replace("请优先", "请不要优先")),
    ("三层要菜店", "二层要菜店"),
    ("支持", "支持开菜店"),
    ("👍", "👎"),
    (ELEVATOR, "油烟从北窗排走，别冲着居民楼；夜里十点以后不要营业，卸货请放在早上七点以后，消防通道一直要畅通。"),
]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_the_same_words_stand_together(one, other):
    assert len(groups([one, other])) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stand_apart_however_near(one, other):
    assert len(groups([one, other])) == 2


def test_a_chain_of_small_changes_does_not_join_its_ends():
    changes = [("电梯", "扶梯"), ("老人", "孩子"), ("买菜", "上学"), ("轮椅", "推车"), ("优先", "尽快"), ("二层", "五层"),
               ("住在", "租在"), ("楼上", "院里"), ("每天", "周末"), ("应当", "最好"), ("方便", "安全"),
               ("考虑", "安排")]
    chain = [ELEVATOR]
    for old, new in changes:
        chain.append(chain[-1].replace(old, new))
    for group in groups(chain):
        first, last = min(group.places), max(group.places)
        assert last - first < len(changes), "the ends have few words in common"


NAMES = [f"{family}{given}" for family in "赵钱孙李周吴郑王冯陈" for given in ("敏", "建国", "秀英", "小红")]


def test_a_campaign_with_names_filled_in_is_one_group():
    texts = [f"本人{name}，住{number}号楼，{ELEVATOR}" for number, name in enumerate(NAMES, 1)]
    assert [len(group.places) for group in groups(texts)] == [len(NAMES)]


def said(*texts, people=None, days=None):
    people, days = people or [None] * len(texts), days or [0] * len(texts)
    return [Said(number, text, DAY + timedelta(day), person)
            for number, (text, person, day) in enumerate(zip(texts, people, days, strict=True), 1)]


KINDS = [
    ("nobody says the same", said("要电梯", "要菜店"), []),
    ("two unknown people count as two", said("要电梯", "要电梯。"), [Found("identical", ((1, 1), (2, 2)))]),
    ("one person twice is a repetition, nothing else", said("要电梯", "要电梯。", people=["a", "a"]),
     [Found("repeated", ((1, 1), (2, 1)))]),
    ("one person twice and another", said("要电梯", "要电梯。", "要电梯", people=["a", "a", "b"]),
     [Found("identical", ((1, 1), (2, 1), (3, 3))), Found("repeated", ((1, 1), (2, 1)))]),
    ("few words differ", said(ELEVATOR, ELEVATOR + "谢谢"), [Found("near", ((1, 1), (2, 2)))]),
    ("five within three days are a campaign", said(*[ELEVATOR] * 5, days=[0, 1, 1, 2, 2]),
     [Found("campaign", tuple((number, number) for number in range(1, 6)))]),
    ("five over weeks are not", said(*[ELEVATOR] * 5, days=[0, 3, 6, 9, 12]),
     [Found("identical", tuple((number, number) for number in range(1, 6)))]),
    ("five times one person is not", said(*[ELEVATOR] * 5, people=["a"] * 5),
     [Found("repeated", tuple((number, 1) for number in range(1, 6)))]),
    ("a word that everybody says is not", said(*["支持"] * 6), [Found("identical", tuple((n, n) for n in range(1, 7)))]),
    ("a bare stance says nothing alike", said("", ""), []),
]


@pytest.mark.parametrize(("case", "heard", "found"), KINDS, ids=[case for case, *_ in KINDS])
def test_what_is_found(case, heard, found):
    assert find(heard) == found
    assert find(list(reversed(heard))) == found


@given(model=st.text(max_size=40), text=st.text(max_size=40))
def test_the_differing_words_make_both_texts_again(model, text):
    found = differences(model, text)
    assert "".join(each.text for each in found if each.kind != "added") == model
    assert "".join(each.text for each in found if each.kind != "gone") == text


def test_whole_words_are_marked():
    found = [(each.kind, each.text) for each in differences("希望二层加装电梯", "希望三层加装电梯和扶手")]
    assert found == [("same", "希望"), ("gone", "二层"), ("added", "三层"), ("same", "加装电梯"), ("added", "和扶手")]

"""The list finds exactly what reading every text finds, on both databases, indexed or not, whatever is typed."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.opinions.actions import create_theme, decide_theme, enter_paper, place_points, withdraw
from portal.opinions.actions.indexing import index_new_opinions
from portal.opinions.queries.desk import PAGE, desk_page
from portal.opinions.queries.narrowing import Filters
from portal.text import clean
from tests.opinions.matter import a_matter, an_opinion

PIECES = (
    "电梯", "梯子", "电", "电电电", "油烟，", "WiFi", "wifi", "ＡＴＭ", "１２号", "12号", "3", "𠮷",
    "龘", "🙂", "👨‍👩‍👧", "“引号”", '"', "'", "''", '" OR "', "*", "NEAR(", "AND", "NOT", "-", "+",
    "^", ":", "(", ")", "%", "_", "\\", "é", "e\u0301", "ß", " ", "\t", "&", "|", "!", "<b>", "西城区", "ﷺ",
    "\u3000", "g", "4e00", "4e00g4e00", "stancezsuggest",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join).filter(clean)
WORDS = st.one_of(TEXTS, st.text(min_size=1, max_size=3).filter(clean), st.sampled_from(PIECES).filter(clean))
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def found(session, consultation, **filters):
    """The numbers on every page, in the list's order."""
    numbers, after = [], ""
    while after is not None:
        page = desk_page(session, consultation, Filters(**filters), after)
        numbers += [each.number for each in page.opinions]
        after = page.after
    return numbers


def read(said, words, stance=""):
    """What reading every text finds, the newest first."""
    asked = int(words) if words.isdecimal() and len(words) < 10 else None
    return [number for number in sorted(said, reverse=True)
            if (words in said[number][0] or number == asked) and stance in ("", said[number][1])]


@settings(max_examples=30, deadline=None, suppress_health_check=QUIET)
@given(texts=st.lists(st.tuples(TEXTS, st.sampled_from(["suggest", "oppose"])), min_size=1, max_size=8),
       indexed=st.integers(0, 9), words=st.lists(WORDS, min_size=1, max_size=4))
@example(texts=[("电梯", "suggest"), ("电", "oppose")], indexed=1, words=["电", "梯", "电梯", "2"])
def test_a_search_finds_what_reading_every_text_finds(session, clock, matter, texts, indexed, words):
    try:
        said = {}
        for at, (text, stance) in enumerate(texts):
            opinion = an_opinion(session, matter, clock.now(), f"t{at}", text=text, stance=stance)
            said[opinion.number] = (opinion.text, stance)
            if at + 1 == indexed:
                index_new_opinions(session)
        for each in map(clean, words):
            assert found(session, matter.consultation, q=each) == read(said, each)
            assert found(session, matter.consultation, q=each, sort="oldest") == read(said, each)[::-1]
            assert found(session, matter.consultation, q=each, stance="oppose") == read(said, each, "oppose")
    finally:
        session.rollback()


@pytest.mark.parametrize("indexed", [0, 40, 1000])
def test_pages_of_a_search_follow_each_other_without_gap_or_overlap(session, write, matter, indexed):
    with write() as now:
        for at in range(2 * PAGE + 20):
            an_opinion(session, matter, now, f"t{at}", text=f"第{at}条：{'电梯' if at % 10 else '坡道'}。")
        index_new_opinions(session, indexed)
    said = [number for number in range(2 * PAGE + 20, 0, -1) if (number - 1) % 10]
    for q in ("电梯", "梯", "电"):
        assert found(session, matter.consultation, q=q) == said
    assert found(session, matter.consultation, q="坡道", sort="received") == [n for n in range(120, 0, -1) if n not in said]


def test_the_index_is_brought_up_to_date_in_batches(session, write, matter):
    with write() as now:
        for at in range(7):
            an_opinion(session, matter, now, f"t{at}")
    batches = []
    while not batches or batches[-1]:
        with write():
            batches.append(index_new_opinions(session, 3))
    assert batches == [3, 3, 1, 0]
    assert found(session, matter.consultation, q="电梯") == [7, 6, 5, 4, 3, 2, 1]


def test_one_consultation_is_not_found_in_another(session, write, matter):
    with write() as now:
        an_opinion(session, matter, now, "a", text="电梯")
        index_new_opinions(session)
    other = matter.consultation.id
    with write() as now:
        second = a_matter(session, now)
        an_opinion(session, second, now, "b", text="没有这个")
        index_new_opinions(session)
    assert second.consultation.id != other and found(session, second.consultation, q="电梯") == []


def test_what_is_withdrawn_or_on_paper_is_found_too(session, write, matter):
    with write() as now:
        withdraw(session, an_opinion(session, matter, now, "a", text="电梯"), now=now)
        enter_paper(session, matter.consultation, channel="post", stance="oppose", text="不要电梯", received_on=now.date(),
                    source="来信", token="b", actor=matter.handler, now=now)
        index_new_opinions(session)
    assert found(session, matter.consultation, q="电梯") == [2, 1]
    assert found(session, matter.consultation, q="电梯", channel="post") == [2]
    assert found(session, matter.consultation, q="电梯", bucket="withdrawn") == [1]


@pytest.mark.parametrize("sort", ["newest", "oldest", "received"])
def test_pages_of_what_is_answered_or_not_follow_each_other(session, write, matter, sort):
    with write() as now:
        themes = [create_theme(session, matter.consultation, f"归类{at}", actor=matter.handler, now=now) for at in range(4)]
        points = [an_opinion(session, matter, now, f"t{at}").points[0] for at in range(2 * PAGE + 30)]
        for at, theme in enumerate(themes):
            place_points(session, theme, points[at::5], actor=matter.handler, now=now)
        for theme in themes[:2]:
            decide_theme(session, theme, verdict="explained", reason="二层电梯已有。", changed_place="",
                         seen_revision=theme.revision, actor=matter.handler, now=now)
    answered = [at + 1 for at in range(2 * PAGE + 30) if at % 5 < 2]
    unanswered = [at + 1 for at in range(2 * PAGE + 30) if at % 5 >= 2]
    for asked, numbers in (("yes", answered), ("no", unanswered)):
        assert found(session, matter.consultation, answered=asked, sort=sort) == (numbers if sort == "oldest" else numbers[::-1])

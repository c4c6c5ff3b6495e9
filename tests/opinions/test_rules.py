"""What may be written, what counts, and until when; as tables."""

from datetime import date, timedelta

import pytest

from portal.clock import end_of_day
from portal.errors import InvalidInput
from portal.opinions import rules
from portal.text import clean

CLOSES = end_of_day(date(2026, 6, 20))


@pytest.mark.parametrize(("typed", "kept"), [
    ("  二层要有电梯。 \r\n谢谢", "二层要有电梯。 \n谢谢"),
    ("𠮷野家、䶮、阿·卜杜拉", "𠮷野家、䶮、阿·卜杜拉"),
    ("葛\U000e0100城", "葛\U000e0100城"),
    ("cafe\u0301", "café"),
    ("坏\x00字\x07符\ud800", "坏字符"),
    ("倒\u202e着\u2066写\u200b", "倒着写"),
    ("一\t二", "一\t二"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("=1+1", "=1+1"),
    ("　　", ""),
    ("\u200b \n", ""),
    ("👨‍👩‍👧 家", "👨‍👩‍👧 家"),
])
def test_words_are_kept_as_typed_but_for_what_nobody_sees(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(("stance", "typed", "words"), [
    ("support", "", ""), ("oppose", "", ""), ("agree", "", ""), ("no_comment", "", ""),
    ("suggest", "加电梯", "加电梯"), ("amend", " 改 ", "改"), ("suggest", "字" * 20_000, "字" * 20_000),
    ("suggest", "字" * 20_000 + "  \n", "字" * 20_000), ("suggest", "𠮷" * 20_000, "𠮷" * 20_000),
])
def test_words_that_are_taken(stance, typed, words):
    assert rules.checked_words(stance, typed) == words


@pytest.mark.parametrize(("stance", "typed", "sentence"), [
    ("conditional", "", "需要写出内容"), ("suggest", "", "需要写出内容"),
    ("amend", "", "需要写出内容"), ("disagree", "", "需要写出内容"),
    ("support", "   ", "只有空格"), ("suggest", "　\n\u200b", "只有空格"),
    ("suggest", "字" * 20_001, "您写了 20001 个字，最多可以写 20000 个字"),
])
def test_words_that_are_refused_with_a_sentence(stance, typed, sentence):
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        rules.checked_words(stance, typed)
    assert refusal.value.field == "text"


@pytest.mark.parametrize(("withdrawn", "mark", "late", "place"), [
    (False, None, False, "counted"), (False, None, True, "late"), (False, "repeated", False, "repeated"),
    (False, "invalid", False, "invalid"), (False, "invalid", True, "invalid"), (True, None, False, "withdrawn"),
    (True, "repeated", False, "withdrawn"), (True, "invalid", True, "withdrawn"),
])
def test_an_opinion_has_one_place_in_the_count(withdrawn, mark, late, place):
    assert rules.bucket(withdrawn=withdrawn, mark=mark, late=late) == place


@pytest.mark.parametrize(("counted", "no_demand", "theme", "verdict", "state"), [
    (False, False, 1, "adopted", "uncounted"), (True, True, None, None, "no_demand"), (True, False, None, None, "loose"),
    (True, False, 1, None, "waiting"), (True, False, 1, "partly", "partly"),
])
def test_what_became_of_a_point(counted, no_demand, theme, verdict, state):
    assert rules.answer_state(counted=counted, no_demand=no_demand, theme=theme, verdict=verdict) == state


@pytest.mark.parametrize(("received_on", "late"), [
    (date(2026, 6, 19), False), (date(2026, 6, 20), False), (date(2026, 6, 21), True),
])
def test_paper_counts_by_the_day_it_was_received(received_on, late):
    assert rules.is_late(received_on, CLOSES) is late


@pytest.mark.parametrize(("received_on", "now", "at"), [
    (date(2026, 6, 20), CLOSES + timedelta(days=3), CLOSES - timedelta(microseconds=1)),
    (date(2026, 6, 20), CLOSES - timedelta(hours=5), CLOSES - timedelta(hours=5)),
    (date(2026, 6, 21), CLOSES + timedelta(days=3), CLOSES + timedelta(days=1, microseconds=-1)),
])
def test_a_paper_counts_by_the_end_of_the_day_it_came(received_on, now, at):
    assert rules.received_at(received_on, now) == at


@pytest.mark.parametrize(("received_on", "sentence"), [
    (date(2026, 6, 11), "不能晚于今天"), (date(2026, 5, 31), "早于开始征求意见的日期"),
])
def test_a_day_of_receipt_outside_the_round_is_refused(received_on, sentence):
    rules.check_days(date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 10))
    rules.check_days(date(2026, 6, 10), date(2026, 6, 1), date(2026, 6, 10))
    with pytest.raises(InvalidInput, match=sentence):
        rules.check_days(received_on, date(2026, 6, 1), date(2026, 6, 10))


@pytest.mark.parametrize("declared", [False, None])
@pytest.mark.parametrize("party", ["expert", "planner"])
def test_experts_and_planners_declare_that_they_have_no_interest(party, declared):
    with pytest.raises(InvalidInput, match="没有直接利害关系") as refusal:
        rules.check_no_interest(party, declared)
    assert refusal.value.clauses == (rules.EXPERTS,)
    rules.check_no_interest(party, True)
    rules.check_no_interest("department", None)


@pytest.mark.parametrize(("name", "phone", "email", "kept"), [
    (None, None, None, {}), (" 王女士 ", "", "", {"name": "王女士"}), ("", "６６０３ ９９８８", "", {"phone": "6603 9988"}),
    ("", "", "wang@example.com", {"email": "wang@example.com"}),
])
def test_contact_data_is_kept_where_given(name, phone, email, kept):
    assert rules.checked_contact(name, phone, email) == kept


@pytest.mark.parametrize(("field", "value"), [
    ("name", "王" * 31), ("phone", "12345"), ("phone", "1" * 41), ("email", "wang"), ("email", "a@b"),
    ("email", "a b@example.com"),
    ("email", "a@example.com\nbcc:b@example.com"),
])
def test_contact_data_nobody_can_use_is_refused_at_its_field(field, value):
    with pytest.raises(InvalidInput) as refusal:
        rules.checked_contact(**{"name": None, "phone": None, "email": None, field: value})
    assert refusal.value.field == field


def test_every_clause_cited_is_in_the_rulebook():
    from portal.rulebook.book import clause

    for each in (rules.CLOSING, rules.COUNTING, rules.CONSENSUS, rules.EXPERTS, rules.PLANNERS, rules.ADOPTION, rules.PUBLISHED):
        assert clause(each).quote

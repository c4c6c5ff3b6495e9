"""The formality check: what it flags and what it leaves alone, as a table of cases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from portal.clock import BEIJING
from portal.consultations.formality import Answer, FormalityFacts, Letter, Window, flags
from portal.workdays.rules import Calendar

HOLIDAY = Calendar({date(2026, 6, 19): False, date(2026, 6, 14): True}, frozenset({2025, 2026, 2027}))


def at(day, hour=9, minute=0, second=0):
    """An instant of June 2026 in Beijing; the 13th is a Saturday, the 19th the Dragon Boat Festival, a Friday."""
    return datetime(2026, 6, day, hour, minute, second, tzinfo=BEIJING)


def end_of(day):
    return at(day) + timedelta(hours=15)


NOW = at(25)
FACTS = FormalityFacts(now=NOW, calendar=HOLIDAY)
LETTER = Letter("department", "区市场监管局", end_of(12), mandatory=True, opened_at=at(9), answered_at=at(10), stance="agree",
                text="同意，请注意消防通道。")
FIRE = replace(LETTER, name="区消防救援支队", stance="amend", text="通道不得少于四米。")


def keys(**facts):
    return [flag.key for flag in flags(replace(FACTS, **facts))]


def window(opens, closes):
    return [Window(1, "formal", opens, closes)]


@pytest.mark.parametrize(("opens", "closes", "found"), [
    (at(10), end_of(10), ["window.short:1"]),
    (at(10, 17, 50), at(10, 18), ["window.short:1"]),
    (at(10), end_of(11), []),
    (at(12, 17), end_of(13), ["window.weekend:1"]),
    (at(12, 17), end_of(14), []),  # Sunday the 14th is a working day this year
    (at(18, 17), end_of(21), ["window.weekend:1"]),  # a holiday and its weekend
    (at(18, 17), end_of(22), []),
    (at(5), end_of(15), []),
])
def test_windows(opens, closes, found):
    assert keys(windows=window(opens, closes)) == found


SILENT = {"opened_at": None, "answered_at": None, "stance": None, "text": ""}
UNOPENED = "letter.unopened:department:区市场监管局"
MISSING = "reply.missing:department:区市场监管局"


@pytest.mark.parametrize(("change", "now", "found"), [
    ({}, NOW, []),
    (SILENT, NOW, [UNOPENED, MISSING]),
    (SILENT, at(12), []),
    ({**SILENT, "opened_at": at(9)}, NOW, [MISSING]),
    ({**SILENT, "mandatory": False}, NOW, [UNOPENED]),
    ({**SILENT, "is_own": True, "mandatory": False}, NOW, []),
    ({**SILENT, "has_account": False}, NOW, [MISSING]),
    ({"opened_at": None}, NOW, []),  # it came on paper
    ({"concerned": False, "mandatory": False}, NOW, ["letter.unconcerned:区市场监管局"]),
    ({"concerned": False, "mandatory": False, "is_own": True}, NOW, []),
    ({"concerned": False, "mandatory": False, "is_unit": False}, NOW, []),
])
def test_one_letter(change, now, found):
    assert keys(letters=[replace(LETTER, **change)], now=now) == found


def test_every_unit_without_a_word():
    nothing = {"stance": "no_comment", "text": ""}
    two = [replace(LETTER, **nothing), replace(FIRE, **nothing)]
    assert keys(letters=two) == ["answers.no_comment"]
    assert keys(letters=two[:1]) == []
    assert keys(letters=[*two, replace(LETTER, name="区教委")]) == []
    assert keys(letters=[*two, replace(LETTER, name="甲专家", party="expert", is_unit=False)]) == ["answers.no_comment"]


@pytest.mark.parametrize(("text", "units"), [
    ("通道，不得少于四米！", ("区市场监管局", "区消防救援支队")), ("通道不得少于三米。", None), ("同意。", None), ("", None),
])
def test_the_same_words_from_different_units(text, units):
    fire = FIRE if text.startswith("通道") else replace(FIRE, text=text)
    found = [flag for flag in flags(replace(FACTS, letters=[replace(LETTER, text=text), fire])) if "identical" in flag.key]
    assert [flag.params["units"] for flag in found] == ([units] if units else [])


def test_the_same_unit_asked_twice_may_repeat_itself():
    assert keys(letters=[LETTER, replace(LETTER, party="industry_department")]) == []


@pytest.mark.parametrize(("count", "found"), [(0, ["public.silent"]), (1, []), (None, [])])
def test_a_public_round_nobody_answered(count, found):
    assert keys(public_opinions=count) == found


def verdicts(*seconds, by=1, verdict="adopted", unread=0):
    return [Answer(verdict, by, at(20) + timedelta(seconds=second), opinions=9, unread=unread) for second in seconds]


@pytest.mark.parametrize(("answers", "found"), [
    (verdicts(0, 600, 1200), []),
    (verdicts(0, unread=2) + verdicts(600, unread=1), ["verdict.unread"]),
    (verdicts(0, 10, 20, 30, 60), ["verdict.hurried"]),
    (verdicts(0, 10, 20, 30, 61), []),
    (verdicts(0, 10, 20) + verdicts(30, 40, by=2), []),
    (verdicts(0, 600, 1200, verdict="not_adopted"), ["verdict.none_adopted"]),
    (verdicts(0, 600, verdict="not_adopted"), []),
    (verdicts(0, 600, verdict="not_adopted") + verdicts(1200, verdict="explained"), []),
])
def test_verdicts(answers, found):
    assert keys(answers=answers) == found


def test_a_real_consultation_raises_nothing():
    facts = {"windows": window(at(5), end_of(15)), "letters": [LETTER, FIRE], "answers": verdicts(0, 900), "public_opinions": 40}
    assert keys(**facts) == []


def test_the_number_of_a_flag_is_what_it_says():
    [flag] = flags(replace(FACTS, answers=verdicts(0, unread=2) + verdicts(600, unread=1)))
    assert (flag.sentence % flag.params, flag.clause) == ("有3条意见，没有人打开看过原文，就给了采纳情况。", "713号令第18条")

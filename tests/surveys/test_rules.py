"""What may be asked and answered, as tables of cases; no database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.errors import InvalidInput, Refusal
from portal.rulebook.book import current_book
from portal.surveys import rules
from portal.surveys.values import Said
from tests.surveys.matter import LIFT, SOLAR, chose, menu_keys, ranked

MENU = current_book().menu


@dataclass
class Asked:
    kind: str
    options: list = field(default_factory=lambda: ["甲", "乙", "丙"])
    is_required: bool = False
    most: int | None = None
    id: int = 7


def test_the_menu_has_26_basic_and_8_optional_items_each_known_by_scope_and_name():
    assert [sum(each.basic for each in MENU), sum(not each.basic for each in MENU)] == [26, 8]
    assert len({each.key for each in MENU}) == 34
    assert sum(each.name == "拆除违法建设" for each in MENU) == 2


@pytest.mark.parametrize(("kind", "typed", "options"), [
    ("single", "甲\n乙", ["甲", "乙"]), ("ranking", " 甲 \n\n乙\n丙", ["甲", "乙", "丙"]), ("text", "甲\n乙", []),
    ("scale", "", ["很不满意", "很满意"]), ("scale", "太吵\n很静", ["太吵", "很静"]),
])
def test_options_are_lines(kind, typed, options):
    assert rules.checked_options(kind, typed) == options


@pytest.mark.parametrize(("kind", "typed"), [
    ("single", ""), ("single", "只有一个"), ("multiple", "甲\n乙\n甲"), ("multiple", "\n".join(map(str, range(31)))),
    ("ranking", "甲\n" + "长" * 101), ("scale", "只有一头"),
])
def test_options_that_cannot_be_asked_are_refused_at_their_field(kind, typed):
    with pytest.raises(InvalidInput) as refusal:
        rules.checked_options(kind, typed)
    assert refusal.value.field == "options"


@pytest.mark.parametrize(("most", "kept"), [(None, None), (2, 2)])
def test_a_limit_of_choices(most, kept):
    assert rules.checked_most("multiple", most, ["甲", "乙", "丙"]) == kept


@pytest.mark.parametrize("most", [0, 1, 3, 99])
def test_a_limit_that_limits_nothing_is_refused(most):
    with pytest.raises(InvalidInput):
        rules.checked_most("multiple", most, ["甲", "乙", "丙"])


def test_no_basic_item_can_be_left_out_of_a_menu_question():
    keys = rules.menu_options(MENU, ["楼本体"], [LIFT])
    assert set(menu_keys(scope="楼本体", basic=True)) <= set(keys)
    assert LIFT in keys and SOLAR not in keys


@pytest.mark.parametrize(("scopes", "offered"), [([], []), (["小区公共区域"], [LIFT])])
def test_a_menu_question_needs_a_scope_and_offers_only_from_it(scopes, offered):
    with pytest.raises(InvalidInput):
        rules.menu_options(MENU, scopes, offered)


ANSWERS = [
    ("one of them", Asked("single"), chose("1"), True), ("two where one may be", Asked("single"), chose("0", "1"), False),
    ("something else", Asked("single"), chose("9"), False), ("two of two", Asked("multiple", most=2), chose("0", "1"), True),
    ("three of two", Asked("multiple", most=2), chose("0", "1", "2"), False), ("a mark", Asked("scale"), chose("5"), True),
    ("a mark too high", Asked("scale"), chose("6"), False), ("all placed", Asked("ranking"), ranked("2", "0", "1"), True),
    ("only the first", Asked("ranking"), ranked("2"), True),
    ("two at one place", Asked("ranking"), Said((("0", 1), ("1", 1))), False),
    ("a place left out", Asked("ranking"), Said((("0", 1), ("1", 3))), False),
    ("words", Asked("text"), Said(text="多装灯"), True), ("too many words", Asked("text"), Said(text="多" * 2001), False),
    ("nothing where nothing must be", Asked("text"), Said(text="有话"), True),
    ("nothing where something must be", Asked("single", is_required=True), Said(), False),
    ("an optional item", Asked("menu", options=[LIFT]), chose(LIFT), True),
    ("an item that was not offered", Asked("menu", options=[LIFT]), chose(SOLAR), False),
]


@pytest.mark.parametrize(("question", "said", "is_fine"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS])
def test_an_answer_is_taken_or_refused_at_its_question(question, said, is_fine):
    if is_fine:
        assert rules.checked_answers([question], {7: said}) == {7: said}
        return
    with pytest.raises(InvalidInput) as refusal:
        rules.checked_answers([question], {7: said})
    assert refusal.value.field == "q7"


def test_every_problem_is_told_at_once():
    questions = [Asked("single", is_required=True, id=1), Asked("scale", id=2)]
    with pytest.raises(InvalidInput) as refusal:
        rules.checked_answers(questions, {2: chose("9")})
    assert [each.field for each in refusal.value.problems] == ["q1", "q2"]


def test_an_empty_sheet_is_no_answer():
    with pytest.raises(InvalidInput, match="还是空的"):
        rules.checked_answers([Asked("text")], {7: Said(text="  \n ")})


NOON = datetime(2026, 6, 10, 4, tzinfo=UTC)


@pytest.mark.parametrize(("published", "closes", "state"), [
    (None, NOON + timedelta(days=1), "draft"), (NOON, None, "waiting"), (NOON, NOON + timedelta(seconds=1), "open"),
    (NOON, NOON, "closed"),
])
def test_the_state_follows_the_instants(published, closes, state):
    assert rules.state_of(published, closes, NOON) == state


FIRST, LAST, TODAY = date(2026, 6, 1), date(2026, 6, 9), date(2026, 6, 10)


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_paper_of_the_surveys_days_is_taken(day):
    rules.check_received_on(day, FIRST, LAST, TODAY)


@pytest.mark.parametrize(("day", "words"), [
    (date(2026, 5, 31), "早于"), (TODAY, "截止"), (date(2026, 6, 11), "晚于今天"),
])
def test_paper_of_other_days_is_refused_with_what_to_do(day, words):
    with pytest.raises(InvalidInput, match=words):
        rules.check_received_on(day, FIRST, LAST, TODAY)


BASIC, OPTIONAL = (next(each for each in MENU if each.basic == basic) for basic in (True, False))


@pytest.mark.parametrize(("item", "done_on", "decided_on"), [
    (BASIC, FIRST, LAST), (OPTIONAL, None, LAST), (OPTIONAL, LAST, FIRST),
], ids=["a basic item", "before the basics were carried out", "decided before the basics were carried out"])
def test_what_cannot_be_recorded_as_determined_is_refused_with_its_clause(item, done_on, decided_on):
    with pytest.raises(Refusal) as refusal:
        rules.refuse_determination(item, done_on, decided_on)
    assert refusal.value.clauses == ("老旧小区方案二(二)",)


def test_an_optional_item_is_determined_once_the_basics_are_carried_out():
    rules.refuse_determination(OPTIONAL, FIRST, FIRST)

"""The number printed on a form: read back as scanned or typed, and none that was not printed."""

import pytest

from portal import formnumbers
from portal.errors import InvalidInput

NUMBER = formnumbers.issue("key", 12)


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) for each in text)


@pytest.mark.parametrize("write", [
    lambda digits: digits,
    lambda digits: str(NUMBER),
    lambda digits: digits.replace("0", "０"),
    wide,
    lambda digits: f" {digits[:10]}-{digits[10:]} \n",
    lambda digits: f"https://www.example.gov.cn:8443/kongjian/desk/forms/{digits}",
    lambda digits: f"http://127.0.0.1:8000/desk/forms/{digits}/",
], ids=["digits", "printed", "mixed", "wide", "hyphens", "scanned", "with a slash"])
def test_a_number_is_read_however_it_comes(write):
    assert formnumbers.read("key", write(NUMBER.digits)) == NUMBER


def test_it_says_for_which_round_it_was_printed():
    for round_id in (1, 999_999, 1_000_000):
        assert formnumbers.read("key", formnumbers.issue("key", round_id).digits).round_id == round_id


def test_it_is_printed_four_by_four():
    assert [len(group) for group in NUMBER.groups] == [4, 4, 4, 4, 4]


def test_two_forms_never_share_a_number():
    assert len({formnumbers.issue("key", 12).digits for _ in range(500)}) == 500


@pytest.mark.parametrize("typed", ["", " ", "123", "没有数字", "1" * 20, "9" * 300, NUMBER.digits[:-1], NUMBER.digits + "0"],
                         ids=["nothing", "blank", "short", "words", "ones", "very long", "a digit less", "a digit more"])
def test_what_was_not_printed_is_refused(typed):
    with pytest.raises(InvalidInput, match="没有这个编号"):
        formnumbers.read("key", typed)


def test_a_mistyped_digit_is_found():
    for place in range(20):
        wrong = str((int(NUMBER.digits[place]) + 1) % 10)
        with pytest.raises(InvalidInput):
            formnumbers.read("key", NUMBER.digits[:place] + wrong + NUMBER.digits[place + 1 :])


def test_another_portals_form_is_refused():
    with pytest.raises(InvalidInput):
        formnumbers.read("another key", NUMBER.digits)
